// An account with one of each kind of second step, for pages that show them all.
import assert from "node:assert/strict";

import { Authenticator } from "./authenticator.mjs";
import { AGAIN } from "./browser.mjs";
import { add } from "./keys.mjs";
import { mailServer } from "./mail.mjs";
import { PASSWORD } from "./person.mjs";
import { appAdded, codesMade, mailboxAdded, numberAdded, signedIn, tokenAdded } from "./prepared.mjs";
import { serve } from "./server.mjs";
import { textGateway } from "./text.mjs";

/** A server on which every kind is turned on, and what it sends by. */
export async function everyKind(t, settings = {}) {
  const [mail, gateway] = [await mailServer(t), await textGateway(t)];
  const all = { ...mail.settings, ...gateway.settings, COUNTERSIGN_SITE_COUNTRY: "SE", ...settings };
  const server = await serve(t, all);
  await server.command(["factor", "enable", "email"]);
  return { server, mail, gateway };
}

/** An account, this browser signed in to it, and one of each kind; the clock goes on by a day before and after, so that all count. */
export async function oneOfEach({ server, mail, gateway }, page, name = "ada") {
  await server.add(name, PASSWORD, "--email", `${name}@example.org`);
  server.clock.forward(25 * 60 * 60);
  await signedIn(page, name);
  await mailboxAdded(page, mail, `${name}@example.org`);
  await numberAdded(page, gateway, "070-174 06 05");
  const app = await appAdded(page, server, "");
  await tokenAdded(page, "Key ring");
  for (const [kind, model] of [["security-key", "u2f"], ["passkey", "computer"]]) {
    const token = await Authenticator.plug(page, model);
    await add(page, kind);
    await token.pull();
  }
  const codes = await codesMade(page);
  assert.equal(codes.length, 10);
  server.clock.forward(25 * 60 * 60);
  await page.context().clearCookies();
  await signedIn(page, name);
  const answer = await page.request.post("/login/challenge/totp", { form: { code: app.fresh() }, ...AGAIN });
  assert(answer.ok(), `${answer.status()}`);
  return { app, codes };
}
