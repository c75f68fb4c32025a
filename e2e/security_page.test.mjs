// Security, in one look: how things stand and what would make it better, a row a kind, its menus, and how little
// there is to scroll with one of each.
import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible } from "./support/a11y.mjs";
import { Authenticator } from "./support/authenticator.mjs";
import { DESKTOP, PHONE, visit } from "./support/browser.mjs";
import { everyKind, oneOfEach } from "./support/everything.mjs";
import { add } from "./support/keys.mjs";
import { tabTo } from "./support/keyboard.mjs";
import { CODE_FORM, PASSWORD, alert, beginApp, follow, givePassword, path, send, shownCodes, status } from "./support/person.mjs";
import { appAdded, prepared } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { NARROWEST, narrow, sound } from "./support/sound.mjs";
import { say } from "./support/words.mjs";

/** The most that there is to scroll: the whole page at this width, three screens of a telephone. */
const MOST = [[{ width: 1280, height: 800 }, 1_200], [PHONE, 3 * PHONE.height]];
const STATE = "#state";

const height = (page) => page.evaluate(() => document.documentElement.scrollHeight);
const stands = (page) => page.locator(`${STATE} h2`).innerText();

for (const language of ["en", "sv"]) {
  test(`with one of each kind it takes little room, in ${language}`, async (t) => {
    const site = await everyKind(t, { COUNTERSIGN_SITE_LANGUAGE: language });
    const page = await visit(site.server, { language });
    await oneOfEach(site, page);
    await page.goto("/settings/security");
    assert.equal(await page.locator(".kind li.item").count(), 6);
    for (const [size, most] of MOST) {
      await page.setViewportSize(size);
      const found = await height(page);
      assert(found < most, `${found} px at a width of ${size.width}; less than ${most} are allowed`);
    }
    await page.setViewportSize(DESKTOP);
    // A line each, and what can be done with it behind one icon.
    for (const item of await page.locator(".kind li.item").all()) {
      assert((await item.boundingBox()).height < 50, `one line: ${await item.innerText()}`);
      await item.locator("details.more > summary").click();
      for (const what of ["rename", "suspend", "remove"]) {
        const found = item.locator(`form[action$="/${what}"] button, a[href$="/${what}"]`);
        assert(await found.first().isVisible(), `${what} in the menu of ${await item.innerText()}`);
      }
    }
    for (const what of await page.locator(".kind > .help > summary").all()) await what.click();
    for (const size of [DESKTOP, NARROWEST]) {
      await page.setViewportSize(size);
      await sound(page, "all menus open", language);
      await narrow(page, "all menus open");
      await accessible(page, `all menus open, ${size.width}`);
    }
    for (const target of await page.locator(".kind summary").all()) {
      const { width, height: high } = await target.boundingBox();
      assert(Math.min(width, high) >= 36, `${await target.innerText()} is ${width} by ${high}`);
    }
  });
}

test("what would make it better is said first, one thing at a time, and its button does it", async (t) => {
  const server = await serve(t);
  const page = await visit(server);
  await prepared(page, server, "ada");
  const better = () => page.locator(`${STATE} p`).innerText();
  const lack = (name) => say("en", `security-lack-${name}`);

  await page.goto("/settings/security");
  assert.equal(await stands(page), say("en", "security-off"));
  assert.equal(await better(), lack("everything"));
  const app = await beginApp(page, server);
  await send(page, CODE_FORM, { code: app.fresh() });

  await page.goto("/settings/security");
  assert.equal(await stands(page), "On · one way · no backup codes");
  assert.equal(await better(), lack("codes"));
  await send(page, `${STATE} form`);
  await shownCodes(page);

  await page.goto("/settings/security");
  assert.equal(await stands(page), "On · one way · 10 backup codes left");
  assert.equal(await better(), lack("another"));
  const token = await Authenticator.plug(page, "computer");
  await send(page, `${STATE} form`);
  await page.waitForURL("**/settings/security?done=added");
  assert.equal(await stands(page), "On · 2 ways · 10 backup codes left");
  await page.goto("/settings/security");
  assert.equal(await page.locator(`${STATE} p`).count(), 0, "all is well");
  await token.pull();
});

test("codes that still work are replaced by whoever says so twice", async (t) => {
  const server = await serve(t);
  const page = await visit(server, { javaScript: false });
  const { codes } = await prepared(page, server, "ada", { devices: ["Phone"], codes: true });
  await page.goto("/settings/security");
  await send(page, "#backup-code form.act");
  assert.equal(await page.locator("h1").innerText(), say("en", "backup-code-sure-title"));
  assert.equal(await page.locator("#backup-codes").count(), 0);
  await follow(page, page.getByRole("link", { name: say("en", "backup-code-keep-old") }));
  assert.equal(path(page), "/settings/security");
  await send(page, "#backup-code form.act");
  await send(page, "form:has([name=sure])");
  const fresh = await shownCodes(page);
  assert.equal(fresh.filter((code) => codes.includes(code)).length, 0);
});

for (const javaScript of [true, false]) {
  test(`after three wrong codes the secret is still there, after a fourth it isn't (${javaScript ? "with" : "without"} JavaScript)`, async (t) => {
    const server = await serve(t);
    const page = await visit(server, { javaScript });
    await prepared(page, server, "ada");
    const app = await beginApp(page, server);
    const secret = await page.locator("#totp-secret").innerText();
    for (const place of [1, 2, 3]) {
      assert.equal(await send(page, CODE_FORM, { code: app.wrong() }), 422);
      assert.notEqual(await alert(page), "");
      assert.equal(await page.locator("#totp-secret").isVisible(), false, "a fold away");
      await page.locator("details.fold > summary").first().click();
      assert.equal(await page.locator("#totp-secret").innerText(), secret, `after ${place}`);
      assert(await page.locator("svg.qr").isVisible());
    }
    assert.equal(await send(page, CODE_FORM, { code: app.wrong() }), 422);
    assert.equal(await page.locator("#totp-secret").count(), 0);
    await send(page, CODE_FORM, { code: app.fresh() });
    assert.equal(path(page), "/settings/security/next", "the same secret, all along");
  });
}

test("set-up at sign-in shows a card each, the strongest first and recommended", async (t) => {
  const server = await serve(t);
  const page = await visit(server, { size: PHONE });
  await server.add("ada", PASSWORD);
  await server.command(["policy", "require", "--everyone"]);
  await givePassword(page, "ada");
  assert.equal(path(page), "/login/setup");
  const cards = await page.locator(".kind").evaluateAll((all) => all.map((one) => [one.id, one.innerText]));
  assert.equal(cards[0][0], "passkey");
  const said = cards.map(([, text]) => text.includes(say("en", "set-up-recommended")));
  assert.deepEqual(said, cards.map((_, place) => place === 0));
  // All of a card leads on, and so does the keyboard.
  const card = await page.locator("#totp").boundingBox();
  await tabTo(page, "#totp button");
  await Promise.all([page.waitForNavigation(), page.mouse.click(card.x + 20, card.y + 20)]);
  assert.equal(await page.locator("#totp-secret").count(), 1);
});

test("a key and an app are called by what is known of them", async (t) => {
  const server = await serve(t);
  const page = await visit(server);
  await prepared(page, server, "ada");
  await appAdded(page, server, "");
  const token = await Authenticator.plug(page, "computer");
  await add(page, "passkey");
  assert.equal(await status(page), say("en", "security-added"));
  assert.equal(await page.locator("#passkey form[action$='/rename'] [name=name]").inputValue(), "Chrome on Linux");
  assert.equal(await page.locator("#totp li.item .name").innerText(), "Ada's phone");
  await token.pull();
});
