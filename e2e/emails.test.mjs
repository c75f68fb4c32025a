// E-mail addresses under Settings: added by the code that a real mail server was given, the main one, and removing.
import assert from "node:assert/strict";
import { test } from "node:test";

import { DESKTOP, PHONE, visit } from "./support/browser.mjs";
import { mailServer } from "./support/mail.mjs";
import { PASSWORD, alert, path, send, signIn, status } from "./support/person.mjs";
import { serve } from "./support/server.mjs";
import { say } from "./support/words.mjs";

const ADD_FORM = 'form[action="/settings/emails"]';
const CODE_LINE = /^([0-9A-Z]{4}-[0-9A-Z]{4})$/m;
const item = (page, address) => page.locator("#emails li.item").filter({ hasText: address });
const form = (address, what) => `#emails li.item:has-text("${address}") form[action$="/${what}"]`;
const addresses = (page) => page.locator("#emails li.item .name").allInnerTexts();

for (const [language, javaScript, size] of [["en", true, DESKTOP], ["sv", false, PHONE]]) {
  test(`an address is added by its code, made the main one and removed (${language}, ${javaScript ? "with" : "without"} JavaScript)`, async (t) => {
    const mail = await mailServer(t);
    const server = await serve(t, { ...mail.settings, COUNTERSIGN_SITE_LANGUAGE: language });
    await server.add("ada", PASSWORD, "--email", "ada@example.org");
    const page = await visit(server, { language, javaScript, size });
    await signIn(page, "ada");
    await mail.next(); // Signed in from a new browser.
    await page.goto("/settings");
    await send(page, ADD_FORM, { email: "ada.l@example.org" });
    assert.equal(await status(page), say(language, "settings-email-sent"));
    const sent = await mail.next();
    assert.equal(sent.to, "ada.l@example.org");
    assert.match(sent.text, CODE_LINE);
    assert(sent.html.includes(sent.text.match(CODE_LINE)[1]));
    assert.equal(sent.subject, language === "en" ? "Countersign: confirm your email address" : "Countersign: bekräfta din e-postadress");

    assert.equal(await send(page, form("ada.l@example.org", "confirm"), { code: "AAAA-AAAA" }), 422);
    assert.equal(await alert(page), say(language, "refusal-wrong-email-code"));
    await send(page, form("ada.l@example.org", "confirm"), { code: sent.text.match(CODE_LINE)[1].toLowerCase() });
    assert.equal(await status(page), say(language, "settings-email-added"));
    const told = [await mail.next(), await mail.next()];
    assert.deepEqual(told.map(({ to }) => to).sort(), ["ada.l@example.org", "ada@example.org"]);

    await send(page, form("ada.l@example.org", "main"));
    assert.equal(await status(page), say(language, "settings-email-main-saved"));
    assert.match((await addresses(page))[0], /^ada\.l@example\.org/);
    await send(page, form("ada@example.org", "remove"));
    assert.equal(await status(page), say(language, "settings-email-removed"));
    assert.equal(await item(page, "ada@example.org").count(), 0);

    await page.context().clearCookies();
    await signIn(page, "ada.l@example.org");
    assert.equal(path(page), "/", "it signs in");
  });
}

test("where only an administrator changes addresses, the page says so and has no form for it", async (t) => {
  const server = await serve(t, { COUNTERSIGN_EMAILS_CHANGED_BY: "administrators" });
  await server.add("ada", PASSWORD, "--email", "ada@example.org");
  const page = await visit(server);
  await signIn(page, "ada");
  await page.goto("/settings");
  assert.equal(await page.locator("#emails form").count(), 0);
  assert((await page.locator("#emails").innerText()).includes(say("en", "settings-emails-fixed")));
});

test("where no mail leaves the page says so", async (t) => {
  const server = await serve(t, { COUNTERSIGN_OUTBOX_WRITE_TO: "" });
  await server.add("ada", PASSWORD, "--email", "ada@example.org");
  const page = await visit(server);
  await signIn(page, "ada");
  await page.goto("/settings");
  assert.equal(await page.locator(ADD_FORM).count(), 0);
  assert((await page.locator("#emails").innerText()).includes(say("en", "refusal-no-mail")));
  await send(page, "#emails form[action$='/remove']");
  assert.equal(await item(page, "ada@example.org").count(), 0, "what takes no message is done without mail");
});
