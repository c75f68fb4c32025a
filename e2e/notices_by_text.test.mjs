// What is told by text message, read off the network behind a real gateway, and stopped by the characters in it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible } from "./support/a11y.mjs";
import { DESKTOP, visit } from "./support/browser.mjs";
import { CODE_FORM, PASSWORD, givePassword, go, path, send, status } from "./support/person.mjs";
import { numberAdded, signedIn } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { NARROWEST, narrow, sound } from "./support/sound.mjs";
import { codeOf, septets, textGateway } from "./support/text.mjs";
import { say } from "./support/words.mjs";

const NUMBER_FORM = 'form[action="/settings/notices/number"]';
const FORM = "main form:has([name=characters])";
const CHARACTERS = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/;

/** Signs in by password and a code that comes to the telephone. */
async function byCode(page, gateway) {
  await givePassword(page, "ada");
  assert.equal(path(page), "/login/challenge/text-message");
  if (await page.locator("#code").count() === 0) await send(page, 'form[action$="/send"]');
  await send(page, CODE_FORM, { code: codeOf(await gateway.until(/#\d{8}$/)) });
}

for (const how of [{ language: "en", javaScript: true, size: DESKTOP }, { language: "sv", javaScript: false, size: NARROWEST }]) {
  const { language, javaScript } = how;
  const soundly = async (page, where) => {
    await sound(page, `${where} (${language})`, language);
    await narrow(page, where);
    if (javaScript) await accessible(page, where);
  };

  test(`whoever is told by text message stops what wasn't them (${language}, ${javaScript ? "with" : "without"} JavaScript)`, async (t) => {
    const gateway = await textGateway(t);
    const settings = { COUNTERSIGN_SITE_COUNTRY: "SE", COUNTERSIGN_SITE_LANGUAGE: language };
    const server = await serve(t, { ...gateway.settings, ...settings });
    await server.add("ada", PASSWORD);
    const owner = await visit(server, how);
    await signedIn(owner, "ada");
    await owner.goto("/settings");
    assert.equal(await owner.locator(NUMBER_FORM).count(), 0, "there is no number yet");
    await numberAdded(owner, gateway, "070-174 06 05");
    await owner.goto("/settings");
    const choices = owner.locator(`${NUMBER_FORM} label`);
    assert.match(await choices.last().innerText(), /^(To|Till) •••• 06 05 \(/);
    assert(await choices.first().locator("input").isChecked(), "nobody gets any who doesn't ask");
    await choices.last().locator("input").check();
    await go(owner, () => owner.locator(`${NUMBER_FORM} button`).click());
    assert.equal(await status(owner), say(language, "settings-number-saved"));
    assert(await choices.last().locator("input").isChecked());
    await soundly(owner, "text messages are chosen");
    const chosen = await gateway.next();
    assert(chosen.text.includes(say(language, "event-account-notices-by-text")), chosen.text);
    assert.doesNotMatch(chosen.text, CHARACTERS, "the number was confirmed a moment ago");

    // A day later somebody has a code read out to them.
    server.clock.forward(25 * 60 * 60);
    const thief = await visit(server);
    await byCode(thief, gateway);
    const { to, text } = await gateway.next();
    assert.equal(to, "+46701740605");
    assert(septets(text) <= 160, `${septets(text)} septets: ${text}`);
    assert(text.includes(say(language, "event-sign-in-new-browser")), text);
    assert.match(text, language === "en" ? /, Chrome on Linux, / : /, Chrome på Linux, /);
    assert.doesNotMatch(text, /https?:|localhost|127\.0/, "it has no link, nor anything like one");
    const [characters] = text.match(CHARACTERS);

    const page = await visit(server, how);
    await page.goto("/login");
    await go(page, () => page.locator('main a[href="/login/help"]').click());
    await soundly(page, "can't sign in");
    assert.equal(await send(page, FORM, { characters: "0000-0000" }), 422);
    assert.equal(await page.locator("#characters-error[role=alert]").innerText(), say(language, "refusal-wrong-characters"));
    await soundly(page, "wrong characters");
    await send(page, FORM, { characters: characters.toLowerCase().replace("-", " ") });
    const shown = await page.locator("main").innerText();
    assert(shown.includes("ada") && shown.includes(say(language, "event-sign-in-new-browser")), shown);
    assert(shown.includes(say(language, "not-me-lede")), shown);
    await soundly(page, "what the characters stop");
    await thief.goto("/settings");
    assert.equal(path(thief), "/settings", "nothing has happened yet");
    await send(page, FORM);
    assert.equal(await status(page), say(language, "not-me-done"));
    await thief.goto("/settings");
    assert.equal(path(thief), "/login", "they are out");

    await page.goto("/not-me");
    assert.equal(await send(page, FORM, { characters }), 422, "once");
    const told = await gateway.next();
    assert(told.text.includes(say(language, "event-not-me").replaceAll("”", '"')), told.text);
    assert.doesNotMatch(told.text, CHARACTERS);
    assert.equal(gateway.waiting(), 0);
  });
}
