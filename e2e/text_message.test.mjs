// Codes by text message, read off the network behind a real gateway: a number is added, signs in, confirms who one is;
// what the page does by itself, what it doesn't, and what it says while nothing comes.
import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible } from "./support/a11y.mjs";
import { DESKTOP, visit } from "./support/browser.mjs";
import { turn } from "./support/keys.mjs";
import { CODE_FORM, PASSWORD, alert, beginAdding, givePassword, go, path, pathAndQuery, send, signOut } from "./support/person.mjs";
import { appAdded, numberAdded, signedIn } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { NARROWEST, narrow, sound } from "./support/sound.mjs";
import { codeOf, keptFromPages, septets, textGateway, wrong } from "./support/text.mjs";
import { say } from "./support/words.mjs";

const ADD_FORM = "form:has([name=phone])";
const CHALLENGE = "/login/challenge/text-message";
const SEND_FORM = 'form[action$="/send"]';
const AGAIN_FORM = "form:has([name=again])";
const NUMBER = "+46701740605";
const MASKED = "•••• 06 05";
const SPOKEN = "[aria-live], [role=status], [role=alert], [role=log], [role=timer], output";

const english = { language: "en", javaScript: true, size: DESKTOP };
const swedish = { language: "sv", javaScript: false, size: NARROWEST };

/** A server that sends by a real gateway, an account, and a browser. */
async function begun(t, how = english) {
  const gateway = await textGateway(t);
  const settings = { COUNTERSIGN_SITE_COUNTRY: "SE", COUNTERSIGN_SITE_LANGUAGE: how.language };
  const server = await serve(t, { ...gateway.settings, ...settings });
  await server.add("ada", PASSWORD);
  const page = await visit(server, how);
  // The browser's clock is moved as well as the server's; until then it runs as clocks do.
  if (how.javaScript) await page.clock.install();
  const addresses = [];
  page.on("request", (request) => addresses.push(request.url()));
  return { gateway, server, page, ...how, addresses };
}

/** A browser that isn't signed in, and an account with this number alone. */
async function withNumber(t, how) {
  const at = await begun(t, how);
  await signedIn(at.page, "ada");
  await numberAdded(at.page, at.gateway, "070-174 06 05");
  await at.page.goto("/");
  await signOut(at.page);
  return at;
}

/** What is true of every page; axe is itself a script. */
async function soundly({ page, language, javaScript }, where) {
  await sound(page, where, language);
  await narrow(page, where);
  if (javaScript) await accessible(page, where);
}

/** What is true of each page on which one waits for a code; `tells` are the texts that a screen reader is told. */
async function waitsWell({ page, language, javaScript }, where, tells) {
  assert.equal(await page.locator("#target").innerText(), MASKED);
  const spoken = await page.locator(SPOKEN).evaluateAll((all) => all.map((one) => one.innerText.trim()).filter(Boolean));
  assert.deepEqual(spoken, tells, `what is said aloud at ${where}`);
  await soundly({ page, language, javaScript }, where);
}

/** The message as it came: one of one segment, with the code, a warning, and the line that browsers read. */
function inOrder({ language }, { to, text }) {
  assert.equal(to, NUMBER);
  const code = codeOf({ text });
  const shown = `${code.slice(0, 4)} ${code.slice(4)}`;
  const [first, ...rest] = text.split("\n");
  assert.equal(first, language === "en"
    ? `${shown} is your code for Countersign. Never tell anyone this code.`
    : `${shown} är din kod till Countersign. Lämna aldrig ut koden till någon.`);
  assert.deepEqual(rest, ["", `@localhost #${code}`]);
  assert(septets(text) <= 160, `${septets(text)} septets: ${text}`);
  return code;
}

/** Gives the password where one is going on to `next`, and has a code sent: by itself with a script, else by the button. */
async function askedAtSignIn({ page, javaScript, language }) {
  await page.goto("/login?next=/settings/devices");
  await page.locator("#username").fill("ada");
  await page.locator("#password").fill(PASSWORD);
  await turn(page, () => page.locator("form:has([name=password]) button[type=submit]").first().click());
  if (!javaScript) {
    assert.equal(path(page), CHALLENGE);
    assert.equal(await page.locator("#target").innerText(), MASKED);
    assert.equal(await page.locator(`${SEND_FORM} button`).innerText(), say(language, "text-message-send"));
    assert.equal(await page.locator("[name=code]").count(), 0, "nothing to type yet");
    await send(page, SEND_FORM);
  }
  await page.locator("#code").waitFor();
  assert.equal(path(page), CHALLENGE);
}

/** Another is refused within a minute of the last one; a minute later it may be asked for. */
async function notTwiceAMinute({ page, server, javaScript }, form) {
  const again = page.locator(`${form} button`);
  if (javaScript) {
    assert(await again.isDisabled(), "it can't be pressed within a minute");
  } else {
    assert.equal(await send(page, form), 429);
    assert.match(await alert(page), /^Ett meddelande är redan på väg\. Du kan be om ett nytt om (1 minut|\d+ sekunder)\.$/);
    assert.match(await page.locator("[data-again-in]").innerText(), /^Du kan be om en ny kod om [1-6]?\d s$/);
  }
  server.clock.forward(61);
  if (javaScript) await page.clock.fastForward(61_000);
}

for (const how of [english, swedish]) {
  const { language, javaScript } = how;
  const called = `${language}, ${javaScript ? "with" : "without"} JavaScript`;

  test(`a number is added by the code that comes there (${called})`, async (t) => {
    const at = await begun(t, how);
    const { gateway, page } = at;
    await signedIn(page, "ada");
    await beginAdding(page, "text-message");
    for (const [typed, key] of [["070-174 06", "refusal-invalid-number"], ["08-46 50 04 00", "refusal-number-not-mobile"]]) {
      assert.equal(await send(page, ADD_FORM, { phone: typed }), 422);
      assert.equal(await page.locator("#phone-error[role=alert]").innerText(), say(language, key));
      assert.equal(await page.locator("#phone").inputValue(), typed, "what was typed is kept");
      assert.match(await page.locator("#phone[aria-invalid=true]").getAttribute("aria-describedby"), /\bphone-error\b/);
      await soundly(at, `a wrong number (${language})`);
    }
    await send(page, ADD_FORM, { phone: "070-174 06 05" });
    const first = inOrder(at, await gateway.next());
    await waitsWell(at, `setting it up (${language})`, []);
    await keptFromPages(at, first);

    assert.equal(await send(page, CODE_FORM, { code: wrong(first) }), 422);
    assert.equal(await alert(page), say(language, "text-message-wrong"));
    assert.equal(await page.locator("#target").innerText(), MASKED);
    assert.equal(await send(page, CODE_FORM, { code: "12" }), 422);
    assert.equal(await alert(page), say(language, "text-message-not-a-code"));

    await notTwiceAMinute(at, AGAIN_FORM);
    await send(page, AGAIN_FORM);
    const second = inOrder(at, await gateway.next());
    assert.notEqual(second, first);
    assert.equal(await send(page, CODE_FORM, { code: first }), 422);
    assert.equal(await alert(page), say(language, "text-message-wrong"), "a new code makes the one before it stop working");
    await send(page, CODE_FORM, { code: `${second.slice(0, 4)} ${second.slice(4)}` });
    assert.equal(path(page), "/settings/security/next");
    await keptFromPages(at, second);

    await page.goto("/settings/security");
    const listed = await page.locator("#text-message li.item").allInnerTexts();
    assert.equal(listed.length, 1);
    assert(listed[0].includes(MASKED), listed[0]);
    assert.doesNotMatch(await page.content(), /70[-\s]?174/, "the whole number stands nowhere");
    assert.equal(gateway.waiting(), 0);
  });

  test(`it signs in and leads where one was going (${called})`, async (t) => {
    const at = await withNumber(t, how);
    const { gateway, page } = at;
    await askedAtSignIn(at);
    const first = inOrder(at, await gateway.next());
    await waitsWell(at, `signing in (${language})`, []);
    await keptFromPages(at, first);
    assert.equal(await send(page, CODE_FORM, { code: wrong(first) }), 422);
    assert.equal(await alert(page), say(language, "text-message-wrong"));

    assert.equal(await page.locator(`${SEND_FORM} button`).innerText(), say(language, "text-message-send-again"));
    await notTwiceAMinute(at, SEND_FORM);
    await send(page, SEND_FORM);
    const second = inOrder(at, await gateway.next());
    assert.equal(await send(page, CODE_FORM, { code: first }), 422);
    await send(page, CODE_FORM, { code: second });
    assert.equal(pathAndQuery(page), "/settings/devices");
    assert.equal(gateway.waiting(), 0, "no other was sent");
    await keptFromPages(at, second);
  });

  test(`it confirms who one is (${called})`, async (t) => {
    const at = await begun(t, how);
    const { gateway, page, server } = at;
    await signedIn(page, "ada");
    await numberAdded(page, gateway, "070-174 06 05");
    server.clock.forward(11 * 60);
    const there = "/confirm/text-message?next=/settings/devices";
    await page.goto(there);
    assert.equal(await page.locator("form[data-sends]").count(), 0, "no page of ours led here");
    if (javaScript) await turn(page, () => page.evaluate((to) => { location.href = to; }, there));
    else {
      assert.equal(await page.locator(`${SEND_FORM} button`).innerText(), say(language, "text-message-send"));
      await send(page, SEND_FORM);
    }
    await page.locator("#code").waitFor();
    assert.equal(path(page), "/confirm/text-message");
    const code = inOrder(at, await gateway.next());
    await waitsWell(at, `confirming (${language})`, []);
    assert.equal(await send(page, CODE_FORM, { code: wrong(code) }), 422);
    assert.equal(await alert(page), say(language, "text-message-wrong"));
    await send(page, CODE_FORM, { code });
    assert.equal(pathAndQuery(page), "/settings/devices");
    await keptFromPages(at, code);
    assert.equal(gateway.waiting(), 0);
  });
}

test("while nothing comes the page waits quietly, opens its help after half a minute, and says one sentence", async (t) => {
  const at = await withNumber(t);
  const { gateway, page } = at;
  await askedAtSignIn(at);
  await gateway.next();
  const help = page.locator("details[data-opens-after]");
  const again = page.locator(`${SEND_FORM} button`);
  const counts = () => page.locator("[data-again-in] time").innerText().then((text) => Number(text.match(/^(\d+) s$/)[1]));
  const before = await counts();
  assert(before > 20 && before <= 60, `${before}`);
  assert.equal(await help.getAttribute("open"), null);
  await page.clock.fastForward(15_000);
  assert.equal(await help.getAttribute("open"), null, "not yet");
  assert(await counts() <= before - 15);
  await page.clock.fastForward(15_000);
  await page.locator("details.help[open]").waitFor();
  assert((await help.innerText()).includes(say("en", "text-message-nothing-came")));
  assert(await again.isDisabled());
  await waitsWell(at, "nothing has come", []);
  await page.clock.fastForward(31_000);
  await page.locator("[data-again-now]:not(:empty)").waitFor();
  assert(await again.isEnabled());
  assert.equal(await page.locator("[data-again-in]").isVisible(), false);
  await waitsWell(at, "another may be asked for", [say("en", "delivered-again-now")]);
});

test("where there is another way nothing is sent until it is asked for", async (t) => {
  const { gateway, server, page } = await begun(t);
  await signedIn(page, "ada");
  await numberAdded(page, gateway, "070-174 06 05");
  const app = await appAdded(page, server, "Phone");
  await page.goto("/");
  await signOut(page);
  await givePassword(page, "ada", PASSWORD, "/login?next=/settings/devices");
  assert.equal(path(page), "/login/challenge");
  await go(page, () => page.locator(`#factors a[href="${CHALLENGE}"]`).click());
  assert.equal(await page.locator("#target").innerText(), MASKED);
  // Were one sent by itself, the page would be asking for its code, and the button be refused.
  await page.waitForLoadState("load");
  assert.equal(await send(page, SEND_FORM), 200);
  assert.equal(await page.locator("[role=alert]").count(), 0);
  const code = codeOf(await gateway.next());
  await go(page, () => page.locator('#other-ways a[href$="/totp"]').click());
  assert.equal(await send(page, CODE_FORM, { code }), 422, "it is no code of the app");
  await send(page, CODE_FORM, { code: app.fresh() });
  assert.equal(pathAndQuery(page), "/settings/devices");
  assert.equal(gateway.waiting(), 0, "one was sent");
});

for (const how of [english, swedish]) {
  test(`of two numbers one chooses (${how.javaScript ? "with" : "without"} JavaScript)`, async (t) => {
    const at = await begun(t, how);
    const { gateway, page, language } = at;
    await signedIn(page, "ada");
    await numberAdded(page, gateway, "070-174 06 05");
    await numberAdded(page, gateway, "070 123 45 67");
    await page.goto("/");
    await signOut(page);
    await givePassword(page, "ada", PASSWORD, "/login?next=/settings/devices");
    assert.equal(path(page), CHALLENGE);
    const choice = page.locator("fieldset#target");
    assert.equal(await choice.locator("legend").innerText(), say(language, "text-message-which"));
    assert.deepEqual((await choice.locator("label").allInnerTexts()).sort(), [MASKED, "•••• 45 67"]);
    assert.equal(await choice.locator("[type=radio]:checked").count(), 1);
    await soundly(at, `two numbers (${language})`);
    // The one that isn't chosen already, so that it is the choice that counts.
    const other = choice.locator("label:has(:not(:checked)[type=radio])");
    const shown = await other.innerText();
    await other.locator("input").check();
    await send(page, SEND_FORM);
    assert.equal(await page.locator("#target").innerText(), shown);
    const message = await gateway.next();
    assert.equal(message.to, shown === MASKED ? NUMBER : "+46701234567");
    await send(page, CODE_FORM, { code: codeOf(message) });
    assert.equal(pathAndQuery(page), "/settings/devices");
    assert.equal(gateway.waiting(), 0, "nothing was sent by itself");
  });
}

test("a browser that reads text messages types the code and sends it", async (t) => {
  const at = await withNumber(t);
  const { gateway, page } = at;
  // Chromium on a desktop reads none.
  await page.addInitScript(() => {
    globalThis.OTPCredential = class {};
    navigator.credentials.get = (options) => new Promise((done) => {
      if (options.otp) globalThis.reading = { options, arrives: (code) => done({ code }) };
    });
  });
  await askedAtSignIn(at);
  const code = inOrder(at, await gateway.next());
  await page.waitForFunction(() => "reading" in globalThis);
  assert.deepEqual(await page.evaluate(() => globalThis.reading.options.otp), { transport: ["sms"] });
  await go(page, () => page.evaluate((code) => globalThis.reading.arrives(code), code));
  assert.equal(pathAndQuery(page), "/settings/devices");
  await keptFromPages(at, code);
});
