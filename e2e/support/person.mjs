// What people do on the pages: fill in a form and press its button, become the first administrator,
// sign in and out, set up an app, make backup codes.
import assert from "node:assert/strict";

import { App } from "./totp.mjs";

export const PASSWORD = "ett blått paraply i regn";
export const CODE = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/;

export const APP_FORM = 'form[action$="/totp"]';
export const CODES_FORM = 'form[action$="/settings/security/backup-codes"]';
export const CODE_FORM = "form:has([name=code])";

/** Does what leads to another page and waits for it; gives the answer that the browser landed on. */
export async function go(page, action) {
  const [answer] = await Promise.all([page.waitForNavigation(), action()]);
  return answer;
}

/** Fills in a form and presses its button; gives the answer's status. */
export async function send(page, form, fields = {}) {
  const place = page.locator(form).first();
  await unfold(place);
  for (const [name, value] of Object.entries(fields)) {
    const field = place.locator(`[name="${name}"]`).first();
    const kind = await field.evaluate((one) => one.type);
    if (kind === "select-one") await field.selectOption(value);
    else if (kind === "radio") await place.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === "checkbox") await field.setChecked(value);
    else await field.fill(value);
  }
  const answer = await go(page, () => place.locator("button[type=submit]").first().click());
  return answer.status();
}

/** Follows a link, be it folded into a menu. */
export async function follow(page, link) {
  await unfold(link);
  return go(page, () => link.click());
}

/** Presses the button under Security that begins to add one of a kind; gives the answer's status. */
export async function beginAdding(page, kind) {
  await page.goto("/settings/security");
  return send(page, `#${kind} form.act`);
}

/** The same with a token that shows codes, of the kind that is chosen. */
export async function beginToken(page, kind) {
  await beginAdding(page, "hotp");
  return send(page, `#which form[action$="/${kind}"]`);
}

/** Opens what a form is folded into. */
async function unfold(place) {
  const summary = place.locator("xpath=ancestor::details[not(@open)]/summary");
  for (const one of await summary.all()) await one.click();
}

export const path = (page) => new URL(page.url()).pathname;
export const pathAndQuery = (page) => page.url().slice(new URL(page.url()).origin.length);
export const alert = (page) => page.locator("[role=alert]").innerText();
export const status = (page) => page.locator("main .message[role=status]").innerText();

/** Opens the printed link and becomes the first administrator. */
export async function beFirst(page, server, name, password = PASSWORD) {
  await page.goto(server.setUpLink);
  await send(page, "form:has([name=username])", { username: name, password });
  assert.equal(path(page), "/settings/security");
}

/** The first half: name and password. */
export async function givePassword(page, name, password = PASSWORD, at = "/login") {
  await page.goto(at);
  return send(page, "form:has([name=password])", { username: name, password });
}

/** Signs in by password and, where there is one, by the app's next code. */
export async function signIn(page, name, { password = PASSWORD, app, at } = {}) {
  await givePassword(page, name, password, at);
  if (app) {
    assert.match(path(page), /^\/login\/challenge\//);
    await send(page, CODE_FORM, { code: app.fresh() });
  }
  assert.equal(await page.locator("#account-name").count(), 1, `signed in at ${page.url()}`);
}

/** Signs out by the menu. */
export async function signOut(page) {
  await page.locator("details.account > summary").click();
  await go(page, () => page.locator('form[action="/logout"] button').click());
  assert.equal(path(page), "/login");
}

/** Begins to set up an app under Security and gives it, not confirmed yet. */
export async function beginApp(page, server) {
  if (path(page) !== "/settings/security") await page.goto("/settings/security");
  await send(page, APP_FORM);
  return new App(await page.locator("#totp-secret").innerText(), server.clock);
}

/** Sets up an app under Security. */
export async function addApp(page, server, name) {
  const app = await beginApp(page, server);
  await send(page, CODE_FORM, { code: app.fresh() });
  if (name) await nameIt(page, name);
  return app;
}

/** Gives what has just been added its name, which is asked for then. */
export async function nameIt(page, name) {
  const field = page.locator('form[action$="/rename"] [name=name]:visible');
  assert.notEqual(await field.inputValue(), "", "what is known stands there already");
  await field.fill(name);
  await go(page, () => field.press("Enter"));
}

/** Makes ten backup codes under Security. */
export async function makeCodes(page) {
  await page.goto("/settings/security");
  await send(page, CODES_FORM);
  return shownCodes(page);
}

export async function shownCodes(page) {
  const codes = await page.locator("#backup-codes li").allTextContents();
  assert.equal(codes.length, 10);
  for (const code of codes) assert.match(code, CODE);
  return codes;
}
