// The server's clock, moved from outside: libfaketime reads an offset from a file at each look at the
// time. The shipped program has no switch for this. Monotonic time isn't touched: waits would hang.
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LIBRARY = ["x86_64-linux-gnu", "aarch64-linux-gnu", "arm-linux-gnueabihf"]
  .map((machine) => `/usr/lib/${machine}/faketime/libfaketimeMT.so.1`)
  .find((path) => existsSync(path));

export class Clock {
  #file;
  #offset = 0;

  constructor(folder) {
    if (!LIBRARY) throw new Error("libfaketime is missing (apt install faketime)");
    this.#file = join(folder, "clock");
    this.#write();
  }

  /** What a process needs in its environment to live by this clock. */
  get environment() {
    return {
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    };
  }

  /** Seconds since 1970, as the server sees them. */
  now() {
    return Date.now() / 1000 + this.#offset;
  }

  /** Moves the clock on by so many seconds. */
  forward(seconds) {
    this.#offset += seconds;
    this.#write();
  }

  // Renamed into place, so that nobody reads half of it.
  #write() {
    writeFileSync(`${this.#file}.new`, `+${this.#offset}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}
