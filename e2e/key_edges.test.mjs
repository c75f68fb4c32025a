// What people do with keys and passkeys that nobody drew: one key for two accounts, one that is removed
// meanwhile, two tabs, back, reloading, no JavaScript.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import { add, arrive, begin, own, press, said, signInByKey } from "./support/keys.mjs";
import { CODE_FORM, PASSWORD, alert, givePassword, follow, go, path, send } from "./support/person.mjs";
import { prepared, signedIn, signedOut } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { Authenticator } from "./support/authenticator.mjs";
import { LANGUAGES, say } from "./support/words.mjs";

/** Ada, signed out, with one token, set up as this kind. */
async function ada(t, kind = "security-key", more = {}) {
  const server = await serve(t);
  const page = await visit(server);
  const { app } = await prepared(page, server, "ada", more);
  const token = await Authenticator.plug(page);
  await add(page, kind, "Nyckel");
  await signedOut(page);
  return { server, page, token, app };
}

const whose = (page) => page.locator("#account-name").textContent();

for (const kind of ["security-key", "passkey"]) {
  test(`two people share a token, each with a ${kind} of their own in it`, async (t) => {
    const { server, page, token } = await ada(t, kind);
    await server.add("bea", PASSWORD);
    await signedIn(page, "bea");
    await add(page, kind, "Beas");
    assert.equal((await token.credentials()).length, 2);
    for (const name of ["ada", "bea"]) {
      await signedOut(page);
      await signInByKey(page, name);
      assert.equal(await whose(page), name);
    }
  });
}

test("a key removed while its question is open doesn't sign in, and the page offers another way", async (t) => {
  const { server, page, token, app } = await ada(t, "security-key", { devices: ["Phone"] });
  await givePassword(page, "ada");
  await go(page, () => page.locator('#factors a[href$="/security-key"]').click());

  const elsewhere = await visit(server);
  const copy = await Authenticator.plug(elsewhere);
  const [credential] = await token.credentials();
  await copy.keep(credential);
  await givePassword(elsewhere, "ada");
  await go(elsewhere, () => elsewhere.locator('#factors a[href$="/security-key"]').click());
  await press(elsewhere);
  await arrive(elsewhere, "/");
  await elsewhere.goto("/settings/security");
  await follow(elsewhere, own(elsewhere, "security-key", "Nyckel").locator('a[href$="/remove"]'));
  await send(elsewhere, 'form[action$="/remove"]');

  await press(page);
  await page.locator("[role=alert]").waitFor();
  assert.equal(await alert(page), say("en", "security-key-wrong"));
  await go(page, () => page.locator('#factors a[href$="/totp"]').click());
  await send(page, CODE_FORM, { code: app.fresh() });
  assert.equal(path(page), "/");
});

test("of two tabs with one question open either answers, and the other finds itself signed in", async (t) => {
  const { page, token } = await ada(t, "security-key", { devices: ["Phone"] });
  await givePassword(page, "ada", PASSWORD, "/login?next=/settings/devices");
  const { other, second } = await anotherTab(page);
  for (const tab of [page, other]) await tab.goto("/login/challenge/security-key");
  await press(page);
  await arrive(page, "/settings/devices");
  await second.keep((await token.credentials())[0]);
  await press(other);
  await arrive(other, "/settings/devices");
  assert.equal(await whose(other), "ada");
});

test("a sign-in begun again in another tab asks the first tab's key once more", async (t) => {
  const { page, token } = await ada(t, "security-key", { devices: ["Phone"] });
  const { other, second } = await anotherTab(page);
  for (const tab of [page, other]) {
    await givePassword(tab, "ada", PASSWORD, "/login?next=/settings/devices");
    await go(tab, () => tab.locator('#factors a[href$="/security-key"]').click());
  }
  await press(page);
  await page.locator("[role=alert]").waitFor();
  assert.equal(await alert(page), say("en", "security-key-wrong"));
  await press(page);
  await arrive(page, "/settings/devices");
  await second.keep((await token.credentials())[0]);
  await press(other);
  await arrive(other, "/settings/devices");
});

async function anotherTab(page) {
  const other = await page.context().newPage();
  return { other, second: await Authenticator.plug(other) };
}

test("back from where a key led asks nothing again, after signing in and after a set-up", async (t) => {
  const { page, token } = await ada(t);
  await signInByKey(page, "ada", { at: "/login?next=/settings/devices", to: "/settings/devices" });
  await page.goBack();
  await page.waitForLoadState("networkidle");
  assert.equal(path(page), "/");
  await token.pull();
  const other = await Authenticator.plug(page);
  await add(page, "passkey");
  // Chromium keeps no page that was posted for; it asks whether to send the form again.
  await assert.rejects(page.goBack(), /ERR_CACHE_MISS/);
  await page.waitForURL(/^chrome-error:/);
  assert.equal((await other.credentials()).length, 1);
  await page.goto("/settings/security");
  assert.equal(await named(page, "passkey").count(), 1);
});

const named = (page, kind) => page.locator(`#${kind} form[action$='/rename']`);

test("a question loaded again begins again, a set-up sent again makes nothing and says so", async (t) => {
  const { page, token } = await ada(t);
  await token.touched(false);
  await givePassword(page, "ada");
  await page.reload();
  await page.locator("[data-said] [role=status]").waitFor();
  await token.touched(true);
  await press(page);
  await arrive(page, "/");
  await token.pull();
  const other = await Authenticator.plug(page);
  await other.touched(false);
  await begin(page, "passkey");
  await page.locator("[data-said] [role=status]").waitFor();
  await page.reload();
  assert.equal(await alert(page), say("en", "refusal-form-used"));
  await page.goto("/settings/security");
  assert.equal(await named(page, "passkey").count(), 0);
});

test("a browser that knows no keys says so, and offers no passkey", async (t) => {
  const { server } = await ada(t, "security-key", { devices: ["Phone"] });
  const old = await visit(server);
  await old.addInitScript(() => { delete window.PublicKeyCredential; });
  await givePassword(old, "ada");
  assert.equal(path(old), "/login/challenge");
  await go(old, () => old.locator('#factors a[href$="/security-key"]').click());
  assert.equal(await said(old), say("en", "security-key-unsupported"));
  await press(old);
  assert.equal(await said(old), say("en", "security-key-unsupported"));
  await old.goto("/login");
  assert.equal(await old.locator('form[action="/login/with/passkey"]').isVisible(), false);
});

for (const language of LANGUAGES) {
  test(`without JavaScript the page says what it needs, and offers the other ways, in ${language}`, async (t) => {
    const { server, app } = await ada(t, "security-key", { devices: ["Phone"] });
    const plain = await visit(server, { javaScript: false, language });
    await plain.goto("/login");
    assert.equal(await plain.locator('form[action="/login/with/passkey"]').isVisible(), false);
    await givePassword(plain, "ada");
    await go(plain, () => plain.locator('#factors a[href$="/security-key"]').click());
    assert((await plain.locator("main").innerText()).includes(say(language, "security-key-script")));
    assert.equal(await plain.locator("form:has([data-webauthn]) button").isVisible(), false);
    await go(plain, () => plain.locator('#other-ways a[href$="/totp"]').click());
    await send(plain, CODE_FORM, { code: app.fresh() });
    assert.equal(path(plain), "/");
    await plain.goto("/settings/security");
    await begin(plain, "passkey");
    await plain.waitForLoadState();
    assert((await plain.locator("main").innerText()).includes(say(language, "passkey-script")));
  });
}
