// The tests' mail server, Exim, for a test that reads what comes by mail.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { TARGET } from "./server.mjs";

const READ = fileURLToPath(new URL("../../crates/testing/src/mail/read.py", import.meta.url));
// Longer than a way rests by which a message didn't leave.
const PATIENCE = 75_000;

/** The line of a message by which a code comes that signs in. */
export const CODE_LINE = /^(\d{4}) (\d{4})$/m;

/** The code of such a message. */
export const codeIn = ({ text }) => text.match(CODE_LINE).slice(1).join("");

/** Starts a mail server for a test: the settings that send by it, and the messages that have come. */
export async function mailServer(t) {
  const folder = mkdtempSync(join(tmpdir(), "countersign-mail-"));
  const child = spawn(join(TARGET, "debug", "test-mail"), [], { stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => {
    child.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  });
  const [said] = await once(child.stdout.setEncoding("utf8"), "data");
  const exim = JSON.parse(said);
  const password = join(folder, "password");
  writeFileSync(password, exim.password, { mode: 0o600 });
  return {
    settings: {
      COUNTERSIGN_MAIL_SERVER: "localhost",
      COUNTERSIGN_MAIL_PORT: String(exim.port),
      COUNTERSIGN_MAIL_TLS: "starttls",
      COUNTERSIGN_MAIL_USER: exim.user,
      COUNTERSIGN_MAIL_PASSWORD_FILE: password,
      COUNTERSIGN_MAIL_FROM: "Countersign <id@example.org>",
      SSL_CERT_FILE: exim.certificate,
    },
    next: () => next(exim.folder),
    /** The first message of which this is the subject or part of the text; those before it are taken away. */
    async until(such) {
      for (;;) {
        const message = await next(exim.folder);
        if (such.test(message.subject) || such.test(message.text)) return message;
      }
    },
    /** Sends a sample of every message in every language; how many. */
    samples() {
      const letters = join(TARGET, "debug", "examples", "letters");
      const env = { ...process.env, SSL_CERT_FILE: exim.certificate };
      const { status, stdout, stderr } = spawnSync(letters, [String(exim.port), exim.user, password], { env, encoding: "utf8" });
      assert.equal(status, 0, stderr);
      return Number(stdout);
    },
  };
}

/** The next message, as mail programs read it: to whom, its subject, its text. It is taken away. */
async function next(folder) {
  for (const until = Date.now() + PATIENCE; ;) {
    const [first] = existsSync(folder) ? readdirSync(folder) : [];
    if (first) {
      const file = join(folder, first);
      const read = spawnSync("python3", [READ], { input: readFileSync(file), encoding: "utf8" });
      rmSync(file);
      const { headers, parts, wrong } = JSON.parse(read.stdout);
      assert.deepEqual(wrong, []);
      const of = (type) => parts.find((part) => part.type === type).text;
      return { to: headers.to[0], subject: headers.subject[0], text: of("text/plain"), html: of("text/html") };
    }
    assert(Date.now() < until, "no message has come");
    await new Promise((done) => setTimeout(done, 50));
  }
}
