// Accounts with what a test begins with, made as a script would, in the browser's own cookies, without
// looking at a page: the first day's tests have gone that way already.
import assert from "node:assert/strict";

import { AGAIN } from "./browser.mjs";
import { CODE_LINE, codeIn } from "./mail.mjs";
import { CODE, PASSWORD } from "./person.mjs";
import { codeOf } from "./text.mjs";
import { Token } from "./token.mjs";
import { App } from "./totp.mjs";

async function post(page, path, form = {}) {
  const answer = await page.request.post(path, { form, ...AGAIN });
  assert(answer.ok(), `${path} answered ${answer.status()}`);
  return answer.text();
}

/** Signs in to an account without a factor. */
export const signedIn = (page, name, password = PASSWORD) => post(page, "/login", { username: name, password });

export const signedOut = (page) => post(page, "/logout");

/** Adds an authenticator app. */
export async function appAdded(page, server, name) {
  const shown = await post(page, "/settings/security/totp", { name });
  const app = new App(shown.match(/id="totp-secret">([A-Z2-7 ]+)</)[1], server.clock);
  await post(page, shown.match(/action="([^"]+\/confirm)"/)[1], { code: app.fresh() });
  return app;
}

/** Adds a token that counts presses. */
export async function tokenAdded(page, name) {
  const shown = await post(page, "/settings/security/hotp", { token: "1", name });
  const token = new Token(shown.match(/id="hotp-secret-hex">([0-9a-f ]+)</)[1]);
  await post(page, shown.match(/action="([^"]+\/confirm)"/)[1], { code: token.press() });
  return token;
}

/** Adds a telephone number, by the code that the gateway was given. */
export async function numberAdded(page, gateway, phone) {
  const shown = await post(page, "/settings/security/text-message", { phone });
  await post(page, shown.match(/action="([^"]+\/confirm)"/)[1], { code: codeOf(await gateway.next()) });
}

/** Adds an address that codes go to, by the code that came there. */
export async function mailboxAdded(page, mail, address) {
  const shown = await post(page, "/settings/security/email", { email: address });
  await post(page, shown.match(/action="([^"]+\/confirm)"/)[1], { code: codeIn(await mail.until(CODE_LINE)) });
}

/** Makes ten backup codes. */
export async function codesMade(page) {
  const shown = await post(page, "/settings/security/backup-codes", { sure: "1" });
  const codes = [...shown.matchAll(/<li>([^<]+)<\/li>/g)].map(([, text]) => text).filter((text) => CODE.test(text));
  assert.equal(codes.length, 10);
  return codes;
}

/** An account, and this browser signed in to it: with these devices, with backup codes where wanted. */
export async function prepared(page, server, name, { devices = [], codes = false, arguments: more = [] } = {}) {
  await server.add(name, PASSWORD, ...more);
  await signedIn(page, name);
  const apps = [];
  for (const device of devices) apps.push(await appAdded(page, server, device));
  return { apps, app: apps[0], codes: codes ? await codesMade(page) : [] };
}
