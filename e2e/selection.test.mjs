// Choosing how to prove it: two devices with one field, other ways beneath, cancelling, and backup
// codes, typed as people type them.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import {
  CODE_FORM, PASSWORD, addApp, alert, givePassword, go, path, pathAndQuery, send,
} from "./support/person.mjs";
import { prepared, signedOut } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { say } from "./support/words.mjs";

const CANCEL = 'form[action="/login/cancel"] button';

/** Ada, with two apps and ten backup codes, signed out in the browser that she knows. */
async function ada(t) {
  const server = await serve(t);
  const page = await visit(server);
  const { apps: [phone, tablet], codes } = await prepared(page, server, "ada", { devices: ["Phone", "Tablet"], codes: true });
  await signedOut(page);
  return { server, page, phone, tablet, codes };
}

const otherWay = (page, kind) => page.locator(`#other-ways a[href^="/login/challenge/${kind}"]`);

test("either device answers in the one field, and only one's own browser tells their names", async (t) => {
  const { server, page, phone, tablet } = await ada(t);
  for (const app of [phone, tablet]) {
    await givePassword(page, "ada");
    assert.equal(path(page), "/login/challenge/totp");
    const names = await page.locator("main").innerText();
    assert.match(names, /Phone/);
    assert.match(names, /Tablet/);
    await send(page, CODE_FORM, { code: app.fresh() });
    assert.equal(path(page), "/");
    await signedOut(page);
  }
  const stranger = await visit(server);
  await givePassword(stranger, "ada");
  const told = await stranger.locator("body").innerText();
  assert.doesNotMatch(told, /Phone|Tablet|\bada\b/i, "before the second proof nothing is told to a new browser");
  const field = stranger.locator("[name=code]");
  assert.equal(await field.getAttribute("autocomplete"), "one-time-code");
  assert.equal(await field.getAttribute("inputmode"), "numeric");
  await go(stranger, () => stranger.locator(CANCEL).click());
});

test("another way stands beneath the question, and cancelling ends what was begun", async (t) => {
  const { server, page } = await ada(t);
  await server.command(["bypass", "add", "ada", "--reason", "phone left at home"]);
  await givePassword(page, "ada", PASSWORD, "/login?next=/settings/devices");
  const ways = await page.locator("#other-ways a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  assert.deepEqual(new Set(ways), new Set(["/login/challenge/backup-code", "/login/challenge/bypass-code"]));
  await go(page, () => otherWay(page, "backup-code").click());
  const field = page.locator("[name=code]");
  assert.equal(await field.getAttribute("inputmode"), "text");
  assert.equal(await field.getAttribute("autocapitalize"), "characters");
  assert.equal(await field.getAttribute("spellcheck"), "false");
  await go(page, () => otherWay(page, "totp").click());
  assert.equal(path(page), "/login/challenge/totp");

  await go(page, () => page.locator(CANCEL).click());
  assert.equal(path(page), "/login");
  await page.goto("/login/challenge/totp");
  assert.equal(path(page), "/login", "what was pending is gone");
  await page.goto("/settings");
  assert.equal(pathAndQuery(page), "/login?next=/settings");
});

test("L11 N-13 V6.5.1: a backup code lets in once, however it is typed, and few that are left are told of", async (t) => {
  const { page, codes } = await ada(t);
  const withZeroOrOne = codes.findIndex((code) => /[01]/.test(code));
  assert.notEqual(withZeroOrOne, -1, "among 160 characters there is a 0 or a 1");
  const order = [withZeroOrOne, ...codes.keys()].filter((one, place, all) => all.indexOf(one) === place);
  const typed = [
    (code) => code.replaceAll("0", "o").replaceAll("1", "l"),
    (code) => code.toLowerCase(),
    (code) => ` ${code.replaceAll("-", " ")} `,
    (code) => code.replaceAll("-", "").replaceAll("0", "O").replaceAll("1", "I"),
    (code) => code,
    (code) => code.replaceAll("-", "–"),
    (code) => code,
  ];
  for (const [place, as] of typed.entries()) {
    const code = codes[order[place]];
    await toBackupCode(page);
    assert.equal(await send(page, CODE_FORM, { code: as(code) }), 200, `${as(code)} for ${code}`);
    assert.equal(pathAndQuery(page), "/settings/security/lost?next=/settings/activity");
    const few = (await page.locator("main").innerText()).includes(say("en", "backup-code-few-left"));
    assert.equal(few, place === typed.length - 1, `told of few left after ${place + 1}`);
    await signedOut(page);
  }

  await toBackupCode(page);
  assert.equal(await send(page, CODE_FORM, { code: codes[order[0]] }), 422);
  assert.equal(await alert(page), say("en", "backup-code-wrong"));
  assert.equal(await send(page, CODE_FORM, { code: "1234-5678" }), 422);
  assert.equal(await alert(page), say("en", "backup-code-not-a-code"));
});

async function toBackupCode(page) {
  await givePassword(page, "ada", PASSWORD, "/login?next=/settings/activity");
  await go(page, () => otherWay(page, "backup-code").click());
}

test("whoever signed in by backup code isn't kept from other pages, and can replace the phone", async (t) => {
  const { server, page, codes } = await ada(t);
  await toBackupCode(page);
  await send(page, CODE_FORM, { code: codes[0] });
  await page.goto("/settings/activity");
  assert.equal(path(page), "/settings/activity", "other pages are open");
  await page.goto("/settings/security/lost");
  await addApp(page, server, "New phone");
  assert.equal(await page.locator("#totp li.item").count(), 3);
});
