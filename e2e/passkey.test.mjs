// A passkey signs in by itself: by the button, behind the name's field, under a name that was typed, and
// after a password.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import { add, arrive, begin, own, press, said, usePasskey } from "./support/keys.mjs";
import { APP_FORM, PASSWORD, alert, givePassword, follow, go, path, pathAndQuery, send, status } from "./support/person.mjs";
import { prepared, signedOut } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { Authenticator } from "./support/authenticator.mjs";
import { say } from "./support/words.mjs";

const KIND = "passkey";

/** Ada with a passkey on her computer, signed out; nobody answers until it is touched. */
async function ada(t, { model = "computer", devices = [] } = {}) {
  const server = await serve(t);
  const page = await visit(server);
  const { app } = await prepared(page, server, "ada", { devices });
  const token = await Authenticator.plug(page, model);
  await add(page, KIND, "Datorn");
  await signedOut(page);
  await token.touched(false);
  return { server, page, token, app };
}

for (const model of ["computer", "key"]) {
  test(`a passkey in a ${model} signs in without a name, and what it leaves opens sensitive pages`, async (t) => {
    const { page, token } = await ada(t, { model });
    await page.goto("/login?next=/settings/security");
    await usePasskey(page, token);
    await arrive(page, "/settings/security");
    assert.equal(await page.locator("#account-name").textContent(), "ada");
    assert.equal(await own(page, KIND, "Datorn").count(), 1);
    await send(page, APP_FORM);
    assert.equal(await page.locator("#totp-secret").count(), 1, "nothing has to be confirmed");
  });
}

test("a passkey chosen behind the name's field signs in", async (t) => {
  const { page, token } = await ada(t);
  await token.touched(true);
  await page.goto("/login?next=/settings/devices");
  await arrive(page, "/settings/devices");
  assert.equal(await page.locator("#account-name").textContent(), "ada");
});

test("while a passkey waits behind the name's field, name and password still work", async (t) => {
  const { page, token } = await ada(t, { devices: ["Phone"] });
  assert.equal(await givePassword(page, "ada", "inte det"), 422);
  assert.equal(await alert(page), say("en", "refusal-wrong-sign-in"));
  await givePassword(page, "ada");
  assert.equal(path(page), "/login/challenge");
  await go(page, () => page.locator(`#factors a[href$="/${KIND}"]`).click());
  await token.touched(true);
  await press(page);
  await arrive(page, "/");
});

test("L15 W-A8: with a typed name its passkey is asked for; an unknown name is asked alike", async (t) => {
  const { page, token } = await ada(t);
  const named = async (name) => {
    await page.goto("/login?next=/settings/devices");
    await page.locator("#username").fill(name);
    await press(page);
    await page.locator("[data-begins]").waitFor();
  };
  await named("ada");
  assert.equal(await page.locator("[data-said]").innerText(), say("en", "passkey-now"));
  assert.equal(await page.locator("#username").inputValue(), "ada");
  const asked = await page.locator("[data-webauthn]").getAttribute("data-options");
  await token.touched(true);
  await press(page);
  await arrive(page, "/settings/devices");

  await signedOut(page);
  await token.touched(false);
  await named("nobody");
  const alike = await page.locator("[data-webauthn]").getAttribute("data-options");
  assert.deepEqual(shape(alike), shape(asked));
  await token.touched(true);
  await press(page);
  assert.equal(await said(page), say("en", "passkey-stopped"));
  assert.equal(path(page), "/login/with/passkey");
});

// One passkey or two: made-up ones differ from name to name, as people's do.
const shape = (options) => {
  const { allowCredentials, challenge, ...rest } = JSON.parse(options);
  return { ...rest, challenge: challenge.length, of: new Set(allowCredentials.map((one) => Object.keys(one).join())) };
};

test("W-R4: a token without a PIN can't become a passkey, and is told to be given one", async (t) => {
  const server = await serve(t);
  const page = await visit(server);
  await prepared(page, server, "ada");
  for (const model of ["withoutPin", "u2f"]) {
    const token = await Authenticator.plug(page, model);
    await begin(page, KIND);
    assert.equal(await said(page), say("en", "passkey-not-made"), model);
    await token.pull();
  }
});

test("a wrong PIN or finger leaves one where one was", async (t) => {
  const { page, token } = await ada(t);
  await page.goto("/login");
  await token.verified(false);
  await usePasskey(page, token);
  assert.equal(await said(page), say("en", "passkey-stopped"));
  await token.verified(true);
  await press(page);
  await arrive(page, "/");
});

test("whoever has nothing but a passkey and gives the password is asked for it", async (t) => {
  const { page, token } = await ada(t);
  await givePassword(page, "ada", PASSWORD, "/login?next=/settings/devices");
  assert.equal(path(page), `/login/challenge/${KIND}`);
  assert.equal(await page.locator("[data-said]").innerText(), say("en", "passkey-now"));
  await token.touched(true);
  await press(page);
  await arrive(page, "/settings/devices");
});

test("a removed passkey is refused, and the page says what else there is", async (t) => {
  const { page, token } = await ada(t);
  await page.goto("/login?next=/settings/security");
  await usePasskey(page, token);
  await arrive(page, "/settings/security");
  await token.touched(false);
  const [removed] = await token.credentials();
  await follow(page, own(page, KIND, "Datorn").locator('a[href$="/remove"]'));
  await send(page, 'form[action$="/remove"]');
  assert.equal(await status(page), say("en", "security-removed"));
  // The browser is told. A token that wasn't plugged in meanwhile still has it.
  await token.forgets(removed);
  await token.keep(removed);
  await signedOut(page);
  await page.goto("/login?next=/settings/devices");
  await usePasskey(page, token);
  await page.locator("[role=alert]").waitFor();
  assert.equal(await alert(page), say("en", "refusal-unknown-passwordless"));
  await token.forgets(removed);
  await givePassword(page, "ada", PASSWORD, pathAndQuery(page).replace("/with/passkey", ""));
  assert.equal(await page.locator("#account-name").textContent(), "ada");
});

for (const stays of [true, false]) {
  test(`the browser keeps the session ${stays ? "for thirty days where that was ticked" : "while it is open"}`, async (t) => {
    const { page, token, app } = await ada(t, { devices: ["Phone"] });
    const kept = async () => {
      const cookies = await page.context().cookies();
      const { expires } = cookies.find((cookie) => cookie.name === "countersign");
      return expires < 0 ? "" : Math.round((expires - Date.now() / 1000) / 86_400);
    };
    const expected = stays ? 30 : "";
    await page.goto("/login");
    assert.equal(await page.locator('input[type="checkbox"][name="stay"]').isChecked(), false);
    await page.locator('input[type="checkbox"][name="stay"]').setChecked(stays);
    await usePasskey(page, token);
    await arrive(page, "/");
    assert.equal(await kept(), expected);

    await signedOut(page);
    await token.touched(false);
    await page.goto("/login");
    await send(page, "form:has([name=password])", { username: "ada", password: PASSWORD, stay: stays });
    await page.goto("/login/challenge/totp");
    await send(page, "form:has([name=code])", { code: app.fresh() });
    await arrive(page, "/");
    assert.equal(await kept(), expected);
  });
}
