// The real program: in a folder of its own, on a free port, its clock in our hand, stopped by its pid.
// What it writes is kept, to be searched for secrets and for faults.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { Clock } from "./clock.mjs";
import { database } from "./database.mjs";

export const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../target", import.meta.url));
const PROGRAM = join(TARGET, "debug", "countersign");
// Hashes that cost little: what they cost is measured elsewhere.
const QUICK = {
  COUNTERSIGN_ARGON2_MEMORY_KIB: "64",
  COUNTERSIGN_ARGON2_PASSES: "1",
  // Nobody is sent elsewhere while it ends.
  COUNTERSIGN_SHUTDOWN_DRAIN: "0",
};
const PATIENCE = 20_000;
const TRIES = 3;

/** Starts a server for a test and stops it after. */
export async function serve(t, settings = {}) {
  const server = new Server(settings);
  t.after(() => server.end());
  await server.start();
  return server;
}

class Server {
  #settings;
  #database = database();
  #child;
  #first = [];
  #folder = mkdtempSync(join(tmpdir(), "countersign-e2e-"));

  constructor(settings) {
    assert(existsSync(PROGRAM), `${PROGRAM} is missing: cargo build`);
    this.#settings = settings;
    this.clock = new Clock(this.#folder);
    this.data = join(this.#folder, "data");
    this.outbox = join(this.#folder, "outbox");
    this.stdout = "";
    this.stderr = "";
  }

  /** The PostgreSQL database's URL, if it is one. */
  get database() {
    return this.#database.settings.COUNTERSIGN_DATABASE;
  }

  /** Starts it; anew where the port that was free a moment ago is somebody else's by now. */
  async start() {
    for (let tries = 1; !await this.#begin(); tries += 1) {
      assert(tries < TRIES, `the server ended:\n${this.stdout}\n${this.stderr}`);
    }
  }

  async #begin() {
    this.metrics = `http://127.0.0.1:${await freePort()}/metrics`;
    this.#child = spawn(PROGRAM, ["serve", "--listen", "localhost:0"], {
      env: { ...this.#environment(), COUNTERSIGN_METRICS_LISTEN: new URL(this.metrics).host },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [begun, told] = [this.stdout.length, this.stderr.length];
    this.#child.stdout.setEncoding("utf8").on("data", (text) => { this.stdout += text; });
    this.#child.stderr.setEncoding("utf8").on("data", (text) => { this.stderr += text; });
    const until = Date.now() + PATIENCE;
    for (;;) {
      const said = this.stdout.slice(begun);
      this.origin = said.match(/http:\/\/localhost:\d+/)?.[0];
      if (this.origin && await ready(this.origin)) {
        const link = join(this.data, "setup-link");
        this.setUpLink = existsSync(link) ? readFileSync(link, "utf8").trim() : undefined;
        return true;
      }
      if (this.#child.exitCode !== null) {
        if (!this.#child.stderr.readableEnded) await once(this.#child.stderr, "end");
        const taken = this.stderr.slice(told).match(/COUNTERSIGN_METRICS_LISTEN .* Address already in use/);
        assert(taken, `the server ended:\n${this.stdout}\n${this.stderr}`);
        // It is no fault of the server's.
        this.stderr = this.stderr.slice(0, told);
        return false;
      }
      assert(Date.now() < until, `the server isn't ready:\n${this.stdout}\n${this.stderr}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** Does something while the server is too slow to answer; it answers after. */
  async slowly(doing) {
    this.#child.kill("SIGSTOP");
    try {
      await doing();
    } finally {
      this.#child.kill("SIGCONT");
    }
  }

  /** What is to be done before the server ends: its visitors leave. */
  beforeEnd(leave) {
    this.#first.push(leave);
  }

  /** Runs a command of the program beside the server; gives what it prints. */
  async command(args, input) {
    const stdin = input === undefined ? "ignore" : "pipe";
    const child = spawn(PROGRAM, args, { env: this.#environment(), stdio: [stdin, "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => { stdout += text; });
    child.stderr.setEncoding("utf8").on("data", (text) => { stderr += text; });
    child.stdin?.end(input);
    const [code] = await once(child, "close");
    assert.equal(code, 0, `countersign ${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  /** Adds an account. */
  async add(name, password, ...more) {
    await this.command(["user", "add", name, "--password-stdin", ...more], `${password}\n`);
  }

  /** The last message that has left with such a text, once it has. */
  async letter(such) {
    for (const until = Date.now() + PATIENCE; ;) {
      const written = existsSync(this.outbox) ? readFileSync(this.outbox, "utf8") : "";
      const all = written.split("\n").filter(Boolean).map((line) => JSON.parse(line));
      const found = all.findLast(({ text }) => such.test(text));
      if (found) return found;
      assert(Date.now() < until, `no message with ${such}: ${written}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Asks it to stop, and waits. */
  async stop() {
    if (!this.#child || this.#child.exitCode !== null) return;
    const closed = once(this.#child, "close");
    this.#child.kill("SIGTERM");
    const late = setTimeout(() => this.#child.kill("SIGKILL"), PATIENCE);
    const [code, signal] = await closed;
    clearTimeout(late);
    assert.deepEqual([code, signal], [0, null], "how the server stopped");
  }

  /** Lets its visitors leave, stops it, is rid of its data, and complains of whatever was wrong. */
  async end() {
    const wrong = [];
    const steps = [...this.#first, () => this.stop(), () => this.#database.drop(), () => this.#complain()];
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        wrong.push(error);
      }
    }
    rmSync(this.#folder, { recursive: true, force: true });
    if (wrong.length > 1) throw new AggregateError(wrong, wrong.map(({ message }) => message).join("\n"));
    if (wrong.length === 1) throw wrong[0];
  }

  #complain() {
    const faults = this.stderr.split("\n").filter((line) => /panicked|"level":\s*"error"/i.test(line));
    assert.deepEqual(faults, [], "the server logged faults");
  }

  #environment() {
    return {
      PATH: process.env.PATH,
      HOME: this.#folder,
      COUNTERSIGN_DATA: this.data,
      // Some way by which messages leave; refused where people come from elsewhere.
      ...(this.#settings.COUNTERSIGN_PUBLIC_URL ? {} : { COUNTERSIGN_OUTBOX_WRITE_TO: this.outbox }),
      ...QUICK,
      ...this.#database.settings,
      ...this.#settings,
      ...this.clock.environment,
    };
  }
}

const ready = (origin) => fetch(`${origin}/readyz`).then((answer) => answer.ok, () => false);

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  return port;
}
