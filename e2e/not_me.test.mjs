// "This wasn't me": read out of a real mail server, stopped by the letters in the message; and what a scanner does.
import assert from "node:assert/strict";
import { test } from "node:test";

import { DESKTOP, PHONE, visit } from "./support/browser.mjs";
import { mailServer } from "./support/mail.mjs";
import { PASSWORD, alert, givePassword, go, path, send, signIn, status } from "./support/person.mjs";
import { appAdded, signedIn } from "./support/prepared.mjs";
import { scan } from "./support/scanner.mjs";
import { serve } from "./support/server.mjs";
import { say } from "./support/words.mjs";

const FORM = "main form:has([name=letters])";
const NOTICES = 'form[action="/settings/notices"]';
const link = (server, { text }) => text.match(new RegExp(`^${server.origin}(/not-me/[\\w-]{43})$`, "m"))[1];
const letters = ({ text }) => text.match(/^([A-Z]{4})$/m)[1];

for (const [language, javaScript, size] of [["en", true, DESKTOP], ["sv", false, PHONE]]) {
  test(`whoever didn't sign in stops whoever did (${language}, ${javaScript ? "with" : "without"} JavaScript)`, async (t) => {
    const mail = await mailServer(t);
    const server = await serve(t, { ...mail.settings, COUNTERSIGN_SITE_LANGUAGE: language });
    await server.add("ada", PASSWORD, "--email", "ada@example.org");
    const thief = await visit(server);
    await signIn(thief, "ada");
    const sent = await mail.next();
    assert.match(sent.subject, language === "en" ? /Signed in from a new browser$/ : /Inloggning från en ny webbläsare$/);
    assert.match(sent.text, language === "en" ? /^From: Chrome on Linux, [0-9.:]+$/m : /^Från: Chrome på Linux, [0-9.:]+$/m);
    assert(sent.html.includes(`href="${server.origin}${link(server, sent)}"`) && sent.html.includes(letters(sent)));
    await appAdded(thief, server, "Theirs");
    await mail.until(/^(Second step added|Andra steget tillagt)/m);

    const page = await visit(server, { language, javaScript, size });
    await page.goto(link(server, sent));
    const text = await page.locator("main").innerText();
    assert(text.includes("ada") && text.includes(say(language, "event-sign-in-new-browser")), text);
    assert(text.includes(say(language, "not-me-lede")), text);
    assert.equal(await send(page, FORM, { letters: "BBBB" }), 422);
    assert.equal(await alert(page), say(language, "refusal-wrong-letters"));
    await thief.goto("/settings");
    assert.equal(path(thief), "/settings", "nothing has happened yet");
    await send(page, FORM, { letters: letters(sent).toLowerCase() });
    assert.equal(await status(page), say(language, "not-me-done"));
    assert.equal(await page.locator('main a[href="/forgotten"]').count(), 1, "a new password is chosen there");

    await thief.goto("/settings");
    assert.equal(path(thief), "/login", "they are out");
    const told = await mail.until(/”Det var inte jag”|"This wasn't me"/);
    assert.match(told.subject, language === "en" ? /and 1 more$/ : /och 1 till$/);
    assert.equal(told.text.match(/\/not-me\//), null, "nothing can be stopped by that");
    await givePassword(page, "ada");
    assert.match(path(page), /^\/login\/challenge/, "what they added stays owed, and opens nothing");

    await page.goto(link(server, sent));
    assert.equal(await alert(page), say(language, "not-me-link-gone"));
  });
}

test("what opens every link of a message and presses every button there stops nothing", async (t) => {
  const mail = await mailServer(t);
  const server = await serve(t, mail.settings);
  await server.add("ada", PASSWORD, "--email", "ada@example.org");
  const page = await visit(server);
  await signIn(page, "ada");
  const message = await mail.next();
  const there = server.origin + link(server, message);
  for (let times = 0; times < 3; times += 1) await scan(server, there, [{}, { letters: "" }, { letters: "    " }]);
  await page.goto("/settings");
  assert.equal(path(page), "/settings", "nobody is signed out");
  await page.goto(there);
  await send(page, FORM, { letters: letters(message) });
  assert.equal(await status(page), say("en", "not-me-done"), "and no try of the owner's is spent");
});

test("what isn't about who gets in can be switched off", async (t) => {
  const server = await serve(t);
  await server.add("ada", PASSWORD);
  const page = await visit(server, { javaScript: false });
  await signedIn(page, "ada");
  await page.goto("/settings");
  const boxes = page.locator(`${NOTICES} [name=notice]`);
  assert(await boxes.count() > 4);
  assert.equal(await page.locator(`${NOTICES} [name=notice]:checked`).count(), await boxes.count(), "all are wanted at first");
  await page.locator(`${NOTICES} [value="account.renamed"]`).uncheck();
  await go(page, () => page.locator(`${NOTICES} button`).click());
  assert.equal(await status(page), say("en", "settings-notices-saved"));
  assert.equal(await page.locator(`${NOTICES} [value="account.renamed"]`).isChecked(), false);
  assert.equal(await page.locator(`${NOTICES} [name=notice]:checked`).count(), await boxes.count() - 1);
});
