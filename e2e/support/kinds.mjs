// Which kinds of factors a tour has been to. The program itself is asked for its list, so that no kind
// can be left out.
import { tabTo } from "./keyboard.mjs";
import { path } from "./person.mjs";

const FIELD = "[name=code]:not([type=hidden])";
const BUTTON = "main form button[type=submit]";

export class Kinds {
  #asked = new Set();
  #setUp = new Set();

  /** Notes a page. Where a kind is asked for, button and field (if it is typed) have to be reached by keyboard. */
  async note(page) {
    const [, what, kind] = path(page).match(/^\/login\/(challenge|setup)\/([a-z-]+)$/) ?? [];
    if (what === "setup") this.#setUp.add(kind);
    if (what !== "challenge" || this.#asked.has(kind) || await page.locator("[name=code]").count() === 0) return;
    if (await page.locator(FIELD).count() > 0) await tabTo(page, FIELD);
    await tabTo(page, BUTTON);
    this.#asked.add(kind);
  }

  /** What the tour has left out. */
  async missing(server) {
    const all = JSON.parse(await server.command(["factor", "list", "--json"]));
    return all.flatMap(({ kind, at_sign_in }) => [
      ...(this.#asked.has(kind) ? [] : [`where ${kind} is asked for`]),
      ...(!at_sign_in || this.#setUp.has(kind) ? [] : [`where ${kind} is set up on the way in`]),
    ]);
  }
}
