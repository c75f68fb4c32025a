// A token that one programs oneself: added under Security, signed in with, and found again after it was
// pressed many times. With and without JavaScript, in both languages.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import { CODE_FORM, alert, beginToken, givePassword, nameIt, path, pathAndQuery, send } from "./support/person.mjs";
import { prepared, signedOut } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { Token } from "./support/token.mjs";
import { say } from "./support/words.mjs";

const FORM = "form:has([name=secret])";

for (const [language, javaScript] of [["en", true], ["sv", false]]) {
  test(`a token is programmed, signs in and is found again, in ${language}`, async (t) => {
    const server = await serve(t);
    const page = await visit(server, { language, javaScript });
    await prepared(page, server, "ada");
    await beginToken(page, "hotp");
    assert.equal(await page.locator("h1").innerText(), say(language, "oath-set-up"));
    await send(page, FORM, { secret: "31323334" });
    assert.equal(await alert(page), say(language, "refusal-secret-too-short"));
    await send(page, FORM, { secret: "" });
    const shown = await page.locator("#hotp-secret-hex").innerText();
    assert.match(shown, /^[0-9a-f]{4}( [0-9a-f]{4}){9}$/);
    const token = new Token(shown);
    assert.equal(await send(page, CODE_FORM, { code: "000000" }), 422);
    assert.equal(await page.locator("#hotp-secret-hex").count(), 0, "shown once");
    await send(page, CODE_FORM, { code: token.press() });
    assert.equal(path(page), "/settings/security/next");
    await nameIt(page, "Nyckelknippan");
    assert.equal(path(page), "/settings/security/next");
    await page.goto("/settings/security");
    assert.match(await page.locator("#hotp li.item").innerText(), /Nyckelknippan/);

    await signedOut(page);
    await givePassword(page, "ada");
    assert.equal(path(page), "/login/challenge/hotp");
    const code = token.press();
    await send(page, CODE_FORM, { code });
    assert.equal(path(page), "/");

    await signedOut(page);
    await givePassword(page, "ada");
    assert.equal(await send(page, CODE_FORM, { code }), 422);
    const said = await alert(page);
    assert.equal(said, say(language, "hotp-wrong"));
    for (let presses = 0; presses < 30; presses += 1) token.press();
    assert.equal(await send(page, CODE_FORM, { code: token.press() }), 422);
    assert.equal(await alert(page), said, "one text, whatever the cause");
    await page.locator("main details.fold > summary").click();
    assert(await page.getByText(say(language, "hotp-astray-how")).isVisible());
    await send(page, CODE_FORM, { code: `${token.press()} ${token.press()}` });
    assert.equal(pathAndQuery(page), "/");
  });
}
