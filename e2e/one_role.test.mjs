// One token is never both the first and the second factor: each direction is refused with the reason, and
// gone in one step where somebody wants it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import { add, arrive, begin, own, said, signInByKey, turn, usePasskey } from "./support/keys.mjs";
import { alert, path, status } from "./support/person.mjs";
import { prepared, signedOut } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { Authenticator } from "./support/authenticator.mjs";
import { LANGUAGES, say } from "./support/words.mjs";

/** Ada, signed in, with one token, set up as this kind. */
async function ada(t, kind, language = "en") {
  const server = await serve(t);
  const page = await visit(server, { language });
  await prepared(page, server, "ada");
  const token = await Authenticator.plug(page);
  await add(page, kind, "Nyckelknippan");
  return { server, page, token };
}

/** Presses the button that gives the one there is another role. */
async function makeIt(page, kind) {
  await page.goto("/settings/security");
  await page.locator("li.item", { hasText: "Nyckelknippan" }).locator("details.more > summary").click();
  await turn(page, () => page.locator(`form[action$="/${kind}/instead"] button`).click());
  await arrive(page, /^\/settings\/security$/);
}

for (const [kind, other] of [["security-key", "passkey"], ["passkey", "security-key"]]) {
  for (const language of LANGUAGES) {
    test(`what is a ${kind} can't become a ${other} as well, in ${language}`, async (t) => {
      const { page } = await ada(t, kind, language);
      await begin(page, other);
      assert.equal(await said(page), say(language, `${other}-taken-instead`));
    });
  }
}

test("a second factor is made a passkey in one step", async (t) => {
  const { page, token } = await ada(t, "security-key");
  await makeIt(page, "passkey");
  assert.equal(await status(page), say("en", "security-added"));
  assert.equal(await own(page, "passkey", "Nyckelknippan").count(), 1);
  assert.equal(await page.locator("#security-key li.item form[action$='/rename']").count(), 0);
  await signedOut(page);
  await token.touched(false);
  await page.goto("/login");
  await usePasskey(page, token);
  await arrive(page, "/");
});

test("a passkey is made a second factor in one step, and signs in alone no more", async (t) => {
  const { page, token } = await ada(t, "passkey");
  const [passkey] = await token.credentials();
  await makeIt(page, "security-key");
  assert.equal(await status(page), say("en", "security-added"));
  assert.equal(await own(page, "security-key", "Nyckelknippan").count(), 1);
  // Where the browser couldn't tell it, the token still has the passkey that it was.
  await token.forgets(passkey);
  await token.keep(passkey);
  await signedOut(page);
  await token.touched(false);
  await page.goto("/login");
  await usePasskey(page, token);
  await page.locator("[role=alert]").waitFor();
  assert.equal(await alert(page), say("en", "refusal-unknown-passwordless"));
  await signInByKey(page, "ada");
});

test("a second factor that its token can show without a name doesn't sign in alone, and that is said", async (t) => {
  const { page, token } = await ada(t, "security-key");
  const [credential] = await token.credentials();
  await token.keep({ ...credential, isResidentCredential: true });
  await signedOut(page);
  await token.touched(false);
  await page.goto("/login");
  await usePasskey(page, token);
  await page.locator("[role=alert]").waitFor();
  assert.equal(await alert(page), say("en", "refusal-not-passwordless"));
  assert.equal(path(page), "/login/with/passkey");
});
