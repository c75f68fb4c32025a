// What people do that nobody drew: double clicks, the back button, reloading, two tabs, coming back too
// late. None of it does anything twice or cries wolf; a code that somebody else tries again does.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import {
  APP_FORM, CODES_FORM, CODE_FORM, PASSWORD, alert, givePassword, go, makeCodes, path, send, shownCodes, signIn,
} from "./support/person.mjs";
import { prepared, signedOut } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { say } from "./support/words.mjs";

const USED = "That code is wrong or already used. Wait for the next one and try again.";
const ALARM = "Code refused: already used";

/** Ada, with an app, signed out or in. */
async function ada(t, { out = true } = {}) {
  const server = await serve(t);
  const page = await visit(server);
  const { app } = await prepared(page, server, "ada", { devices: ["Phone"] });
  if (out) await signedOut(page);
  return { server, page, app };
}

async function alarms(page) {
  await page.goto("/settings/activity");
  return (await page.locator("main").innerText()).split(ALARM).length - 1;
}

/**
 * Presses a form's button twice before the server answers, so that it gets both; gives where that ends.
 * The browser shows the second answer and gives up the first.
 */
async function twice(page, server, form, fields, end) {
  for (const [name, value] of Object.entries(fields)) await page.locator(`${form} [name="${name}"]`).fill(value);
  const button = page.locator(`${form} button[type=submit]`).first();
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await button.boundingBox();
  await server.slowly(async () => {
    for (let click = 0; click < 2; click += 1) {
      await page.mouse.click(x + width / 2, y + height / 2);
      await new Promise((done) => setTimeout(done, 150));
    }
  });
  for (let tries = 0; path(page) !== end && tries < 200; tries += 1) await new Promise((done) => setTimeout(done, 50));
  assert.equal(path(page), end);
  await page.waitForLoadState("networkidle");
}

test("a double click on each button of signing in signs in once and raises no alarm", async (t) => {
  const { server, page, app } = await ada(t);
  await page.goto("/login?next=/settings/devices");
  await twice(page, server, "form:has([name=password])", { username: "ada", password: PASSWORD }, "/login/challenge/totp");
  await twice(page, server, CODE_FORM, { code: app.fresh() }, "/settings/devices");
  assert.equal(await page.locator("#account-name").count(), 1);
  assert.equal(await page.locator("main form[action*='/sessions/'][action$='/disconnect']").count(), 0, "one session, this one");
  assert.equal(await alarms(page), 0);
});

test("a double click on confirming who one is leads to where it was asked", async (t) => {
  const { server, page, app } = await ada(t);
  await signIn(page, "ada", { app });
  for (let time = 0; time < 3; time += 1) {
    await page.goto("/confirm/totp?next=/settings/devices");
    await twice(page, server, CODE_FORM, { code: app.fresh() }, "/settings/devices");
    assert.equal(await page.locator("#account-name").count(), 1);
  }
  assert.equal(await alarms(page), 0);
});

test("the same answer sent twice at once finds the one session that it made, and back leads nowhere else", async (t) => {
  const { page, app } = await ada(t);
  await givePassword(page, "ada");
  const code = app.fresh();
  const post = () => page.request.post("/login/challenge/totp", { form: { code }, maxRedirects: 0 });
  const answers = await Promise.all([post(), post()]);
  assert.deepEqual(answers.map((answer) => [answer.status(), answer.headers().location]), [[303, "/"], [303, "/"]]);
  await page.goto("/settings/devices");
  assert.equal(await page.locator("#connected li.item").count(), 1);
  // Back to the question: what was pending is over, and whoever is signed in already goes on.
  for (let back = 0; back < 2; back += 1) {
    await page.goBack();
    assert.equal(path(page), "/");
    assert.equal(await page.locator("#account-name").count(), 1);
  }
  assert.equal(await alarms(page), 0);
});

test("reloading a page of backup codes makes no new ones and says so", async (t) => {
  const { page } = await ada(t, { out: false });
  const codes = await makeCodes(page);
  const again = await page.reload();
  assert.equal(again.status(), 409);
  assert.equal(await alert(page), say("en", "refusal-form-used"));
  assert.equal(await page.locator("#backup-codes").count(), 0, "what was shown once isn't shown again");
  await signedOut(page);
  await givePassword(page, "ada");
  await go(page, () => page.locator('#other-ways a[href^="/login/challenge/backup-code"]').click());
  await send(page, CODE_FORM, { code: codes[9] });
  assert.equal(path(page), "/settings/security/lost", "the codes on paper are the ones that hold");
  assert.equal(await alarms(page), 0);
});

test("reloading the page with the secret makes no second device and says so", async (t) => {
  const { page } = await ada(t, { out: false });
  await page.goto("/settings/security");
  await send(page, APP_FORM);
  const secret = await page.locator("#totp-secret").innerText();
  assert.equal((await page.reload()).status(), 409);
  assert.equal(await alert(page), say("en", "refusal-form-used"));
  assert(!(await page.content()).includes(secret));
  await page.goto("/settings/security");
  assert.equal(await page.getByText("Tablet").count(), 0, "nothing is on that wasn't confirmed");
});

test("a double click on the buttons that make secrets makes them once", async (t) => {
  const { server, page } = await ada(t, { out: false });
  await page.goto("/settings/security");
  await twice(page, server, CODES_FORM, {}, "/settings/security/backup-codes");
  // Whichever answer the browser kept: the codes, or that they were made already.
  if (await page.locator("#backup-codes").count()) await shownCodes(page);
  else assert.equal(await alert(page), say("en", "refusal-form-used"));
  await page.goto("/settings/activity");
  const made = (await page.locator("main").innerText()).split(say("en", "event-backup-codes-made")).length - 1;
  assert.equal(made, 1);
});

test("two tabs that sign in both end up signed in", async (t) => {
  const { page, app } = await ada(t);
  const other = await page.context().newPage();
  await givePassword(page, "ada", PASSWORD, "/login?next=/settings/devices");
  await givePassword(other, "ada", PASSWORD, "/login?next=/settings/activity");
  const code = app.fresh();
  await send(page, CODE_FORM, { code });
  assert.equal(await page.locator("#account-name").count(), 1, `the first tab is in: ${page.url()}`);
  await send(other, CODE_FORM, { code });
  assert.equal(await other.locator("#account-name").count(), 1, `the second tab is in: ${other.url()}`);
  assert.equal(await alarms(other), 0);
});

test("a sign-in that took too long begins anew and says so", async (t) => {
  const { server, page, app } = await ada(t);
  await givePassword(page, "ada", PASSWORD, "/login?next=/settings/activity");
  server.clock.forward(11 * 60);
  await send(page, CODE_FORM, { code: app.fresh() });
  assert.equal(path(page), "/login");
  assert((await page.locator("main").innerText()).includes(say("en", "refusal-sign-in-over")));
  await signIn(page, "ada", { app });
});

test("L11 N-9: a code used twice from two browsers is refused to the second, and its owner reads of it", async (t) => {
  const { server, page, app } = await ada(t);
  const thief = await visit(server);
  await givePassword(page, "ada");
  await givePassword(thief, "ada");
  const code = app.fresh();
  await send(page, CODE_FORM, { code });
  assert.equal(path(page), "/");
  assert.equal(await alarms(page), 0);
  assert.equal(await send(thief, CODE_FORM, { code }), 422);
  assert.equal(await alert(thief), USED);
  assert.match(await thief.locator("main").innerText(), /The server's clock shows \d\d:\d\d:\d\d/);
  assert.equal(await alarms(page), 1);
  // A code that was never right is nothing to be alarmed about, and looks the same.
  assert.equal(await send(thief, CODE_FORM, { code: app.wrong() }), 422);
  assert.equal(await alert(thief), USED);
  assert.equal(await alarms(page), 1);
});

test("a password is shown while its button is pressed in, wherever one is typed, and is sent unshown", async (t) => {
  const { server, page } = await ada(t, { out: false });
  const show = page.getByRole("button", { name: say("en", "look-password-show") });
  const looked = async (field) => {
    await field.fill(PASSWORD);
    await show.first().click();
    assert.equal(await field.getAttribute("type"), "text");
    assert.equal(await show.first().getAttribute("aria-pressed"), "true");
    assert(await field.evaluate((one) => one === document.activeElement));
  };
  await page.goto("/settings/security");
  await page.locator("#change-password summary").click();
  await looked(page.locator("#current"));
  assert.equal(await page.locator("#password").getAttribute("type"), "password", "each by its own");
  server.clock.forward(10 * 60 + 1);
  await page.goto("/confirm?lost=1");
  await looked(page.locator("#password"));
  await signedOut(page);
  await page.goto("/login");
  const field = page.locator("#password");
  await looked(field);
  await show.click();
  assert.equal(await field.getAttribute("type"), "password");
  await show.click();
  await page.locator("#username").fill("ada");
  await go(page, () => page.locator("#username").press("Enter"));
  await page.goBack();
  assert.equal(await field.getAttribute("type"), "password");
});
