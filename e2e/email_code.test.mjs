// Codes by e-mail, read out of what a real mail server was given: an address is chosen and signs in; with the password
// it opens adding something better, and nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible } from "./support/a11y.mjs";
import { DESKTOP, visit } from "./support/browser.mjs";
import { turn } from "./support/keys.mjs";
import { CODE_LINE, codeIn, mailServer } from "./support/mail.mjs";
import {
  CODES_FORM, CODE_FORM, PASSWORD, addApp, alert, beginAdding, givePassword, go, path, pathAndQuery, send, signOut,
} from "./support/person.mjs";
import { mailboxAdded, signedIn } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { NARROWEST, narrow, sound } from "./support/sound.mjs";
import { keptFromPages, wrong } from "./support/text.mjs";
import { say } from "./support/words.mjs";

const ADD_FORM = "form:has([name=email])";
const CHALLENGE = "/login/challenge/email";
const PASSWORD_FORM = "main form:has([name=password])";
const SEND_FORM = 'form[action$="/send"]';
const ADDRESS = "ada@example.org";
const OTHER = "lovelace@post.example.org";
const MASKED = "a•••@example.org";

const english = { language: "en", javaScript: true, size: DESKTOP };
const swedish = { language: "sv", javaScript: false, size: NARROWEST };

/** A server that sends by a real mail server, an account with two addresses, and a browser that is signed in. */
async function begun(t, how, wanted = true) {
  const mail = await mailServer(t);
  const server = await serve(t, { ...mail.settings, COUNTERSIGN_SITE_LANGUAGE: how.language });
  await server.add("ada", PASSWORD, "--email", ADDRESS, "--email", OTHER);
  if (wanted) await server.command(["factor", "enable", "email"]);
  const page = await visit(server, how);
  const addresses = [];
  page.on("request", (request) => addresses.push(request.url()));
  await signedIn(page, "ada");
  return { mail, server, page, ...how, addresses };
}

/** The same, and codes go to one of the addresses. */
async function withMailbox(t, how) {
  const at = await begun(t, how);
  await mailboxAdded(at.page, at.mail, ADDRESS);
  return at;
}

/** What is true of every page; axe is itself a script. */
async function soundly({ page, language, javaScript }, where) {
  await sound(page, where, language);
  await narrow(page, where);
  if (javaScript) await accessible(page, where);
}

/** The next message with a code: to the address that was chosen, in the language, nothing in it to follow. */
async function arrived({ mail, language }) {
  const message = await mail.until(CODE_LINE);
  const code = codeIn(message);
  const shown = `${code.slice(0, 4)} ${code.slice(4)}`;
  assert.equal(message.to, ADDRESS);
  assert.equal(message.subject, say(language, "email-code-text-subject", { site: "Countersign" }));
  assert.doesNotMatch(message.subject, /\d/, "whoever sees a locked screen reads no code");
  assert(message.html.includes(shown));
  for (const text of [message.text, message.html.replace(/<[^>]*>/g, "")]) {
    assert(text.includes(say(language, "email-code-text", { site: "Countersign" })), text);
    assert.match(text, language === "en" ? /Never tell anyone this code\./ : /Lämna aldrig ut koden till någon\./);
    assert.match(text, language === "en" ? /someone knows your password/ : /någon annan som kan ditt lösenord/);
  }
  assert.doesNotMatch(`${message.text}${message.html}`, /https?:|href=/, "nothing to follow");
  return code;
}

/** The page that waits for a code says where it went. */
async function waitsWell(at, where) {
  assert.equal(await at.page.locator("#target").innerText(), MASKED);
  await soundly(at, `${where} (${at.language})`);
}

/** The form that sends a code, by its button. */
async function sendsTo(at) {
  const { page, language } = at;
  assert.equal(await page.locator("#target").innerText(), MASKED);
  assert.equal(await page.locator(`${SEND_FORM} button`).innerText(), say(language, "email-send"));
  assert.equal(await page.locator("[name=code]:not([type=hidden])").count(), 0, "nothing to type yet");
  await soundly(at, `before one is sent (${language})`);
  assert.equal(await send(page, SEND_FORM), 200);
}

/** Gives the password where one is going on to `next`; a code is sent by itself with a script, else by the button. */
async function askedAtSignIn(at) {
  const { page, javaScript } = at;
  await page.goto("/login?next=/settings/devices");
  await page.locator("#username").fill("ada");
  await page.locator("#password").fill(PASSWORD);
  await turn(page, () => page.locator("form:has([name=password]) button[type=submit]").first().click());
  if (!javaScript) await sendsTo(at);
  await page.locator("#code").waitFor();
  assert.equal(path(page), CHALLENGE);
}

/** Confirms by the password and then by a code. */
async function confirmed(at, next) {
  const { page, language } = at;
  await page.goto(`/confirm?next=${next}`);
  assert.equal(await page.locator(SEND_FORM).count(), 0, "no code before the password");
  assert.equal(await page.locator(".lede").innerText(), say(language, "confirm-lede-mailed-password"));
  await soundly(at, `confirming, the password (${language})`);
  assert.equal(await send(page, PASSWORD_FORM, { password: "inte det" }), 422);
  assert.equal(await send(page, PASSWORD_FORM, { password: PASSWORD }), 200);
  assert.equal(path(page), "/confirm/email", "there is nothing to choose");
  await sendsTo(at);
  const code = await arrived(at);
  await waitsWell(at, "confirming");
  assert.equal(await send(page, CODE_FORM, { code: wrong(code) }), 422);
  assert.equal(await alert(page), say(language, "email-wrong"));
  await send(page, CODE_FORM, { code });
  assert.equal(pathAndQuery(page), next);
  await keptFromPages(at, code);
}

for (const how of [english, swedish]) {
  const { language, javaScript } = how;
  const called = `${language}, ${javaScript ? "with" : "without"} JavaScript`;

  test(`once it is wanted an address is set up by the code that comes there (${called})`, async (t) => {
    const at = await begun(t, how, false);
    const { page, server } = at;
    await page.goto("/settings/security");
    assert.equal(await page.locator("#email").count(), 0, "it is off until somebody wants it");
    await server.command(["factor", "enable", "email"]);
    await beginAdding(page, "email");
    assert.deepEqual((await page.locator(`${ADD_FORM} label`).allInnerTexts()).sort(), [ADDRESS, OTHER]);
    await soundly(at, `which address (${language})`);
    await send(page, ADD_FORM, { email: ADDRESS });
    const code = await arrived(at);
    await waitsWell(at, "setting it up");
    await keptFromPages(at, code);
    assert.equal(await send(page, CODE_FORM, { code: wrong(code) }), 422);
    assert.equal(await alert(page), say(language, "email-wrong"));
    assert.equal(await send(page, CODE_FORM, { code: "12" }), 422);
    assert.equal(await alert(page), say(language, "email-not-a-code"));
    await send(page, CODE_FORM, { code: `${code.slice(0, 4)} ${code.slice(4)}` });
    assert.equal(path(page), "/settings/security/next");

    await page.goto("/settings/security");
    const listed = await page.locator("#email li.item").allInnerTexts();
    assert.equal(listed.length, 1);
    assert(listed[0].includes(MASKED), listed[0]);
    await soundly(at, `it is on (${language})`);
  });

  test(`it signs in and leads where one was going (${called})`, async (t) => {
    const at = await withMailbox(t, how);
    const { page, server } = at;
    await page.goto("/");
    await signOut(page);
    // Another is refused within a minute of the last one.
    server.clock.forward(61);
    await askedAtSignIn(at);
    const first = await arrived(at);
    await waitsWell(at, "signing in");
    assert.equal(await send(page, CODE_FORM, { code: wrong(first) }), 422);
    assert.equal(await alert(page), say(language, "email-wrong"));

    server.clock.forward(61);
    await page.goto(`${CHALLENGE}?next=/settings/devices`);
    assert.equal(await page.locator(`${SEND_FORM} button`).innerText(), say(language, "email-send-again"));
    await send(page, SEND_FORM);
    const second = await arrived(at);
    assert.notEqual(second, first);
    assert.equal(await send(page, CODE_FORM, { code: first }), 422, "a new code makes the one before it stop working");
    await send(page, CODE_FORM, { code: second });
    assert.equal(pathAndQuery(page), "/settings/devices");
    await keptFromPages(at, second);
  });

  test(`with the password it opens adding something better, and nothing else (${called})`, async (t) => {
    const at = await withMailbox(t, how);
    const { page, server } = at;
    server.clock.forward(11 * 60);
    await confirmed(at, "/settings/security");
    assert.equal(await send(page, CODES_FORM), 403);
    assert.equal(await alert(page), say(language, "refusal-only-better"));
    assert.equal(await page.locator("#backup-codes li").count(), 0);
    await soundly(at, `the refusal (${language})`);
    await page.goto("/settings/security");
    assert.equal(await send(page, "#email form.act"), 403, "another mailbox is no better");
    assert.equal(await alert(page), say(language, "refusal-only-better"));

    const app = await addApp(page, server);
    await page.goto("/");
    await signOut(page);
    await givePassword(page, "ada");
    await go(page, () => page.locator('#factors a[href$="/totp"]').click());
    await send(page, CODE_FORM, { code: app.fresh() });
    await page.goto("/settings/security");
    assert.equal(await page.locator("#totp li.item").count(), 1);
    assert.equal(await send(page, CODES_FORM), 200);
    assert.equal(await page.locator("#backup-codes li").count(), 10, "the app opens what the mailbox didn't");
  });
}
