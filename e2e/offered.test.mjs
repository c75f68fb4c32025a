// A passkey is offered once, after a sign-in with two proofs, by a browser that could do without.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import { arrive, turn } from "./support/keys.mjs";
import { go, path, pathAndQuery, signIn } from "./support/person.mjs";
import { prepared, signedOut } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { Authenticator } from "./support/authenticator.mjs";

const OFFER = "/settings/security/offer";
const FORM = `form[action="${OFFER}"]`;

async function ada(t, model) {
  const server = await serve(t);
  const page = await visit(server);
  const { app } = await prepared(page, server, "ada", { devices: ["Telefonen"] });
  await Authenticator.plug(page, model);
  const again = async () => {
    await signedOut(page);
    await signIn(page, "ada", { app, at: "/login?next=/settings/devices" });
  };
  return { page, again };
}

test("it is set up on the way, and leads to where one was going", async (t) => {
  const { page, again } = await ada(t, "computer");
  await again();
  assert.equal(pathAndQuery(page), `${OFFER}?next=/settings/devices`);
  await turn(page, () => page.locator('form[action$="/passkey"] button').click());
  await arrive(page, "/settings/devices");
});

test("not now is once, and leads on", async (t) => {
  const { page, again } = await ada(t, "computer");
  await again();
  await go(page, () => page.locator(`${FORM} button`).first().click());
  assert.equal(path(page), "/settings/devices");
  await again();
  assert.equal(path(page), "/settings/devices");
});

test("a browser that has nothing to keep one in isn't asked", async (t) => {
  const { page, again } = await ada(t, "u2f");
  await again();
  assert.equal(path(page), "/settings/devices");
});
