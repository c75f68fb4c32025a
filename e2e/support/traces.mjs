// Looks for secrets in whatever a server has written: as they were typed, without their separators, and
// as the bytes that they stand for, plain or in hexadecimal (as PostgreSQL dumps them).
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The bytes of a base32 text. */
export function base32(text) {
  let bits = "";
  for (const letter of text.replace(/\s/g, "")) bits += BASE32.indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** All that the server keeps, each thing by its name: the files of its folder but the key, or a dump. */
export function kept(server) {
  const files = new Map(
    readdirSync(server.data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".key"))
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath ?? entry.path, entry.name))]),
  );
  if (server.database) files.set("dump", execFileSync("pg_dump", [server.database], { maxBuffer: 1 << 28 }));
  return files;
}

/** Where in these bytes a secret stands, if it does. */
export function holds(bytes, secret) {
  const plain = Buffer.isBuffer(secret) ? secret : Buffer.from(secret);
  const forms = [plain, Buffer.from(plain.toString("hex"))];
  if (!Buffer.isBuffer(secret)) {
    const bare = secret.replace(/[\s-]/g, "");
    forms.push(Buffer.from(bare), Buffer.from(bare.toLowerCase()), Buffer.from(encodeURIComponent(secret)));
  }
  return forms.some((form) => form.length > 0 && bytes.includes(form));
}
