// A hardware token that counts presses, programmed with a secret: oathtool and a counter.
import { execFileSync } from "node:child_process";

export class Token {
  #secret;
  #counter;

  /** `secret` is hexadecimal, as programs for tokens take it. */
  constructor(secret, counter = 0) {
    this.#secret = secret.replace(/\s/g, "");
    this.#counter = counter;
  }

  /** Presses its button: the next code. */
  press() {
    const counter = String(this.#counter);
    this.#counter += 1;
    return execFileSync("oathtool", ["--hotp", `--counter=${counter}`, this.#secret], { encoding: "utf8" }).trim();
  }
}
