// A key that may have been copied: refused, suspended, told of, and what its owner can do then.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import { add, arrive, own, press, signInByKey } from "./support/keys.mjs";
import { CODE_FORM, alert, givePassword, follow, go, path, send, status } from "./support/person.mjs";
import { prepared, signedOut } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { Authenticator } from "./support/authenticator.mjs";
import { say } from "./support/words.mjs";

const KIND = "security-key";

/** Ada with a key that has been used; gives what was in it before. */
async function ada(t, more) {
  const server = await serve(t);
  const page = await visit(server);
  const { app, codes } = await prepared(page, server, "ada", more);
  const token = await Authenticator.plug(page);
  await add(page, KIND, "Nyckel");
  const [before] = await token.credentials();
  await signedOut(page);
  return { server, page, token, before, app, codes };
}

/** Signs in by the key among other kinds. */
async function byKey(page) {
  await givePassword(page, "ada");
  await go(page, () => page.locator(`#factors a[href$="/${KIND}"]`).click());
  await press(page);
}

async function refused(page) {
  await page.locator("[role=alert]").waitFor();
  assert.equal(await alert(page), say("en", "refusal-maybe-copied"));
  assert.equal(path(page), `/login/challenge/${KIND}`);
}

test("W-A6: a key that has been used less often than it was is refused, suspended and told of", async (t) => {
  const { page, token, before, app } = await ada(t, { devices: ["Phone"] });
  await byKey(page);
  await arrive(page, "/");
  await signedOut(page);
  await token.keep(before);
  await byKey(page);
  await refused(page);

  // That sign-in is over, like every session; the next one asks for the app, and says why not for the key.
  await givePassword(page, "ada");
  assert.equal(path(page), "/login/challenge/totp");
  assert.match(await page.locator("#other-ways").innerText(), /was suspended on \d/);
  assert.equal(await page.locator(`#other-ways a[href$="/${KIND}"]`).count(), 0);

  // What happened can be read then.
  await send(page, CODE_FORM, { code: app.fresh() });
  await page.goto("/settings/activity");
  assert((await page.locator("main").innerText()).includes(say("en", "event-factor-copied-refused")));
  await page.goto("/settings/security");
  assert((await own(page, KIND, "Nyckel").innerText()).includes(say("en", "look-suspended")));

  // Removed and added anew it works again.
  await follow(page, own(page, KIND, "Nyckel").locator('a[href$="/remove"]'));
  await send(page, 'form[action$="/remove"]');
  assert.equal(await status(page), say("en", "security-removed"));
  await token.forget();
  await add(page, KIND, "Ny nyckel");
  await signedOut(page);
  await byKey(page);
  await arrive(page, "/");
});

test("its owner comes back by a backup code, adds a new key, and takes the spare one into use again", async (t) => {
  const { server, page, token, before, codes } = await ada(t, { codes: true });
  await signInByKey(page, "ada");
  await token.pull();
  const spare = await Authenticator.plug(page);
  await add(page, KIND, "Reserv");
  await signedOut(page);
  const [kept] = await spare.credentials();
  await spare.pull();
  const copy = await Authenticator.plug(page);
  // Asked for several, Chromium asks twice, and each counts.
  await copy.keep({ ...before, signCount: 0 });
  await givePassword(page, "ada");
  await refused(page);

  // What was added in a session of the key's waits with it, so neither is asked for.
  await givePassword(page, "ada");
  assert.match(await alert(page), /was suspended on .* Choose another way/);
  await go(page, () => page.locator(`#fallbacks a[href^="/login/challenge/backup-code"]`).click());
  await send(page, CODE_FORM, { code: codes[0] });
  await page.goto("/settings/activity");
  const told = await page.locator("main").innerText();
  assert(told.includes(say("en", "event-factor-copied-refused")));
  await page.goto("/settings/security");
  for (const name of ["Nyckel", "Reserv"]) {
    assert((await own(page, KIND, name).innerText()).includes(say("en", "look-suspended")), name);
  }
  const resume = (name) => own(page, KIND, name).locator('form[action$="/resume"]');
  assert.equal(await resume("Nyckel").count(), 0, "a copied key is never taken into use again");
  await follow(page, resume("Reserv").locator("button"));
  assert.equal(await alert(page), say("en", "refusal-only-the-lost"), "a backup code is no owner's strongest");

  // It lets in whoever lost a key to add another one, and then to have the lost one removed: a day later, when the new
  // one counts in full and takes the spare into use.
  await copy.forget();
  await add(page, KIND, "Ny nyckel");
  await page.goto("/settings/security");
  await follow(page, own(page, KIND, "Nyckel").locator('a[href$="/remove"]'));
  await send(page, 'form[action$="/remove"]');
  assert.equal(await status(page), say("en", "security-leaving"));
  await signedOut(page);
  server.clock.forward(25 * 60 * 60);
  await signInByKey(page, "ada");
  await page.goto("/settings/security");
  await follow(page, resume("Reserv").locator("button"));
  assert.equal(await status(page), say("en", "security-resumed"));
  await signedOut(page);
  await copy.forget();
  await copy.keep(kept);
  await signInByKey(page, "ada");
});
