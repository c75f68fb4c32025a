// A security key as second factor: set up, used, named, suspended, removed, and what is said when it
// doesn't work.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import { add, arrive, begin, own, press, said, signInByKey, timesOut } from "./support/keys.mjs";
import { CODE_FORM, givePassword, follow, go, path, send, status } from "./support/person.mjs";
import { appAdded, prepared, signedOut } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { Authenticator, MODELS } from "./support/authenticator.mjs";
import { say } from "./support/words.mjs";

const KIND = "security-key";

/** Ada, signed in, with a token of this model plugged in, set up under a name where there is one. */
async function ada(t, { model = "key", name, devices = [] } = {}) {
  const server = await serve(t);
  const page = await visit(server);
  const { app } = await prepared(page, server, "ada", { devices });
  const token = await Authenticator.plug(page, model);
  if (name !== undefined) await add(page, KIND, name);
  return { server, page, token, app };
}

for (const model of Object.keys(MODELS)) {
  test(`a token of the model ${model} is set up, asked for by itself, and signs in`, async (t) => {
    const { page } = await ada(t, { model, name: "Nyckelknippan" });
    await signedOut(page);
    await signInByKey(page, "ada", { at: "/login?next=/settings/security", to: "/settings/security" });
    const shown = await own(page, KIND, "Nyckelknippan").textContent();
    const ways = model === "computer" ? "Built in · On several devices" : "USB · On one device";
    assert(shown.includes(ways), shown);
  });
}

test("a key without a name is called what keys are called, and another name can be given to it", async (t) => {
  const { page } = await ada(t, { name: "" });
  await page.goto("/settings/security");
  assert.equal(await own(page, KIND, "Security key").count(), 1);
  await send(page, `#${KIND} form[action$="/rename"]`, { name: "Vid dörren" });
  assert.equal(await status(page), say("en", "security-renamed"));
  assert.equal(await own(page, KIND, "Vid dörren").count(), 1);
});

test("a suspended key doesn't sign in, another one does, and takes the first into use again", async (t) => {
  const { server, page, token } = await ada(t, { name: "Borta" });
  // A day later it counts in full, and so does at once what is added by it.
  server.clock.forward(25 * 60 * 60);
  await signInByKey(page, "ada");
  await token.pull();
  const other = await Authenticator.plug(page);
  await add(page, KIND, "Kvar");
  await follow(page, own(page, KIND, "Borta").locator('a[href$="/remove"]'));
  await send(page, 'form[action$="/suspend"]');
  assert.equal(await status(page), say("en", "security-suspended"));
  await signedOut(page);
  await other.touched(false);
  await givePassword(page, "ada");
  const asked = JSON.parse(await page.locator("[data-webauthn]").getAttribute("data-options"));
  const [kept] = await other.credentials();
  assert.deepEqual(asked.allowCredentials.map(({ id }) => id), [Buffer.from(kept.credentialId, "base64").toString("base64url")]);
  await other.touched(true);
  await press(page);
  await arrive(page, "/");
  await page.goto("/settings/security");
  await send(page, `#${KIND} form[action$="/resume"]`);
  assert.equal(await status(page), say("en", "security-resumed"));
});

test("a removed key is asked for no more, and can be added again", async (t) => {
  const { page } = await ada(t, { name: "Nyckel" });
  await page.goto("/settings/security");
  await follow(page, own(page, KIND, "Nyckel").locator('a[href$="/remove"]'));
  await send(page, 'form[action$="/remove"]');
  assert.equal(await status(page), say("en", "security-removed"));
  await signedOut(page);
  await givePassword(page, "ada");
  assert.equal(path(page), "/", "the password is enough");
  await add(page, KIND, "Nyckel igen");
  assert.equal(path(page), "/settings/security/next");
});

test("among several kinds the key waits for its button", async (t) => {
  const { page } = await ada(t, { name: "Nyckel", devices: ["Phone"] });
  await signedOut(page);
  await givePassword(page, "ada");
  assert.equal(path(page), "/login/challenge");
  await go(page, () => page.locator(`#factors a[href$="/${KIND}"]`).click());
  assert.equal(await page.locator("[data-said]").innerText(), "", "nothing has begun");
  await page.waitForLoadState("networkidle");
  assert.equal(path(page), `/login/challenge/${KIND}`);
  await press(page);
  await arrive(page, "/");
});

for (const model of ["u2f", "key"]) {
  test(`nobody touching a ${model} is told in one sentence, and the button begins again`, async (t) => {
    const { page, token } = await ada(t, { model, name: "Nyckel" });
    await signedOut(page);
    await token.touched(false);
    await givePassword(page, "ada");
    await page.locator("[data-said] [role=status]").waitFor();
    assert.equal(await page.locator("[data-said]").innerText(), say("en", "security-key-now"));
    await timesOut(page);
    assert.equal(await said(page), say("en", "security-key-stopped"));
    await token.touched(true);
    await press(page);
    await arrive(page, "/");
  });

  test(`another ${model} than the one that was set up is told from it`, async (t) => {
    const { page, token } = await ada(t, { model, name: "Nyckel" });
    await signedOut(page);
    await token.pull();
    const other = await Authenticator.plug(page, model);
    await givePassword(page, "ada");
    assert.equal(await said(page), say("en", "security-key-stopped"));
    assert.equal(path(page), `/login/challenge/${KIND}`);
    await other.pull();
  });

  test(`W-R10: the same ${model} can't be added twice; a second one can`, async (t) => {
    const { page, token } = await ada(t, { model, name: "Nyckel" });
    await begin(page, KIND);
    assert.equal(await said(page), say("en", "security-key-taken"));
    await token.pull();
    const second = await Authenticator.plug(page, model);
    await press(page);
    await arrive(page, "/settings/security");
    assert.equal(await own(page, KIND, "Security key").count(), 1);
    await signedOut(page);
    await signInByKey(page, "ada");
    assert.equal((await second.credentials()).length, 1);
  });
}

test("an app set up beside it signs in as well", async (t) => {
  const { page, server } = await ada(t, { name: "Nyckel" });
  const app = await appAdded(page, server, "Phone");
  await signedOut(page);
  await givePassword(page, "ada");
  await go(page, () => page.locator('#factors a[href$="/totp"]').click());
  await send(page, CODE_FORM, { code: app.fresh() });
  assert.equal(path(page), "/");
});
