// Keys and passkeys where something sensitive asks who one is, and where policy asks for a factor on the
// way in.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import { add, arrive, press, said, timesOut, turn } from "./support/keys.mjs";
import { APP_FORM, PASSWORD, givePassword, path, send } from "./support/person.mjs";
import { prepared } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { Authenticator } from "./support/authenticator.mjs";
import { LANGUAGES, say } from "./support/words.mjs";

const KINDS = ["security-key", "passkey"];

for (const kind of KINDS) {
  test(`after ten minutes a ${kind} confirms, and leads back to where it was asked`, async (t) => {
    const server = await serve(t);
    const page = await visit(server);
    await prepared(page, server, "ada");
    const token = await Authenticator.plug(page);
    await add(page, kind, "Nyckel");
    server.clock.forward(10 * 60 + 1);
    await token.touched(false);
    await page.goto("/settings/security");
    await send(page, APP_FORM);
    assert.equal(path(page), `/confirm/${kind}`);
    await page.locator("[data-said] [role=status]").waitFor();
    await timesOut(page);
    assert.equal(await said(page), say("en", `${kind}-stopped`));
    await token.touched(true);
    await press(page);
    await arrive(page, "/settings/security");
    await send(page, APP_FORM);
    assert.equal(await page.locator("#totp-secret").count(), 1);
  });

  for (const language of LANGUAGES) {
    test(`where a factor is required a ${kind} is set up on the way in, in ${language}`, async (t) => {
      const server = await serve(t);
      await server.add("ada", PASSWORD);
      await server.command(["policy", "require", "--everyone"]);
      const page = await visit(server, { language });
      const token = await Authenticator.plug(page);
      await token.touched(false);
      await givePassword(page, "ada", PASSWORD, "/login?next=/settings/devices");
      assert.equal(path(page), "/login/setup");
      await turn(page, () => page.locator(`#${kind} form button`).click());
      await page.locator("[data-said] [role=status]").waitFor();
      await timesOut(page);
      assert.equal(await said(page), say(language, `${kind}-not-made`));
      await token.touched(true);
      await press(page);
      await arrive(page, "/settings/security/next");
      assert.equal(new URL(page.url()).searchParams.get("next"), "/settings/devices");
      assert.equal(await page.locator("#account-name").textContent(), "ada");
      assert.equal((await token.credentials()).length, 1);
    });
  }
}
