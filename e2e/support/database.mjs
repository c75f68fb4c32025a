// Where a server keeps its data: SQLite in its folder, or a PostgreSQL database of its own where
// COUNTERSIGN_TEST_POSTGRES names a server (postgres://…, without a database).
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";

const BASE = process.env.COUNTERSIGN_TEST_POSTGRES?.replace(/\/+$/, "");

export const onPostgres = Boolean(BASE);

const psql = (statement) =>
  execFileSync("psql", ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", `--command=${statement}`, `${BASE}/postgres`], {
    stdio: ["ignore", "ignore", "pipe"],
  });

/** A new database: the settings that name it, and how to be rid of it. */
export function database() {
  if (!BASE) return { settings: {}, drop() {} };
  const name = `e2e_${randomBytes(6).toString("hex")}`;
  psql(`CREATE DATABASE ${name}`);
  return {
    settings: { COUNTERSIGN_DATABASE: `${BASE}/${name}` },
    drop: () => psql(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}
