// Tokens that answer wrongly: a signature that isn't one, nobody there, nobody verified. The browser passes
// it on; the server doesn't believe it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import { add, arrive, begin, press, usePasskey } from "./support/keys.mjs";
import { alert, givePassword, path } from "./support/person.mjs";
import { prepared, signedOut } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { Authenticator } from "./support/authenticator.mjs";
import { say } from "./support/words.mjs";

async function ada(t) {
  const server = await serve(t);
  const page = await visit(server);
  await prepared(page, server, "ada");
  return { page, token: await Authenticator.plug(page) };
}

/** The server's own refusal, not the script's. */
async function refused(page, key) {
  await page.locator("main > .message[role=alert], .card > .message[role=alert]").waitFor();
  assert.equal(await alert(page), say("en", key));
}

for (const lie of ["isBogusSignature", "isBadUP"]) {
  test(`L24 W-A3: a second factor with ${lie} isn't believed; without it it is`, async (t) => {
    const { page, token } = await ada(t);
    await add(page, "security-key", "Nyckel");
    await signedOut(page);
    await token.lies({ [lie]: true });
    await givePassword(page, "ada");
    await refused(page, "security-key-wrong");
    await token.lies({ [lie]: false });
    await press(page);
    await arrive(page, "/");
  });
}

for (const lie of ["isBogusSignature", "isBadUV", "isBadUP"]) {
  test(`L24 W-A3: a passkey with ${lie} doesn't sign in; without it it does`, async (t) => {
    const { page, token } = await ada(t);
    await add(page, "passkey", "Nyckel");
    const [passkey] = await token.credentials();
    await signedOut(page);
    await token.touched(false);
    await token.lies({ [lie]: true });
    await page.goto("/login");
    await usePasskey(page, token);
    await refused(page, "refusal-unknown-passwordless");
    await token.lies({ [lie]: false });
    if (lie === "isBogusSignature") {
      // What signs like nothing that is kept here isn't known, and the browser lets it be forgotten.
      await token.forgets(passkey);
      await token.keep(passkey);
    }
    await press(page);
    await arrive(page, "/");
  });
}

test("W-R4: a passkey made without its holder verified isn't taken, and a PIN is asked for", async (t) => {
  const { page, token } = await ada(t);
  await token.lies({ isBadUV: true });
  await begin(page, "passkey");
  await refused(page, "passkey-unfit");
  assert.match(path(page), /^\/settings\/security\/passkey\/[0-9a-f]+\/confirm$/);
  await token.forget();
  await token.lies({ isBadUV: false });
  await press(page);
  await arrive(page, "/settings/security/next");
});
