// What opens every link of a message and presses every button there, as programs do that look at mail before people.
import assert from "node:assert/strict";

import { request } from "playwright-core";

import { visit } from "./browser.mjs";
import { go } from "./person.mjs";

/** Opens a page in each way, presses whatever can be pressed there, and sends these forms, which nobody typed. */
export async function scan(server, there, forms) {
  for (const method of ["GET", "HEAD", "GET"]) assert.equal((await fetch(there, { method })).status, 200, method);
  const scanner = await visit(server, { javaScript: false });
  await scanner.goto(there);
  const buttons = await scanner.locator("button, input[type=submit]").count();
  assert(buttons > 0);
  for (let n = 0; n < buttons; n += 1) {
    await scanner.goto(there);
    // As it is: nothing is typed, and nothing is chosen.
    await scanner.locator("form").evaluateAll((all) => all.forEach((form) => { form.noValidate = true; }));
    const button = scanner.locator("button, input[type=submit]").nth(n);
    if (await button.isVisible()) await go(scanner, () => button.click());
  }
  const program = await request.newContext();
  for (const form of forms) {
    assert.equal((await program.post(there, { form, maxRedirects: 0 })).status(), 422);
  }
  await program.dispose();
}
