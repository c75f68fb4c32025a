// An authenticator app: oathtool at the server's time. A time step once used is used up (the code
// that confirms included), so the next code is had by moving the clock on, not by waiting.
import { execFileSync } from "node:child_process";

const PERIOD = 30;

export class App {
  #secret;
  #clock;
  #used = 0;

  constructor(secret, clock) {
    this.#secret = secret.replace(/\s/g, "");
    this.#clock = clock;
  }

  /** A code that hasn't been given out yet. */
  fresh() {
    const step = this.#step();
    if (step <= this.#used) this.#clock.forward((this.#used + 1 - step) * PERIOD);
    // Close to the end of a step it would be another one before it arrives; still accepted, but then
    // what this app believes used isn't what the server does.
    const left = PERIOD - (this.#clock.now() % PERIOD);
    if (left < 3) this.#clock.forward(left);
    this.#used = this.#step();
    return this.shown();
  }

  /** The code on the display, used or not. */
  shown() {
    return this.at(this.#clock.now());
  }

  /** The code of another moment. */
  at(seconds) {
    const now = new Date(seconds * 1000).toISOString().replace("T", " ").replace(/\.\d+Z$/, " UTC");
    return execFileSync("oathtool", ["--totp", "--base32", `--now=${now}`, this.#secret], { encoding: "utf8" }).trim();
  }

  /** A code that is wrong at any moment near. */
  wrong() {
    const near = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((step) => this.at(this.#clock.now() + step * PERIOD));
    return ["000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777", "888888", "999999"]
      .find((code) => !near.includes(code));
  }

  #step() {
    return Math.floor(this.#clock.now() / PERIOD);
  }
}
