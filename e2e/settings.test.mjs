// One's own account: devices named and removed, confirming after a while, the password, connected
// browsers, what has happened, and how the pages look.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import {
  CODE_FORM, PASSWORD, addApp, alert, beginApp, follow, go, path, pathAndQuery, send, signIn, signOut, status,
} from "./support/person.mjs";
import { appAdded, prepared, signedIn, signedOut } from "./support/prepared.mjs";
import { scan } from "./support/qr.mjs";
import { serve } from "./support/server.mjs";
import { say } from "./support/words.mjs";

const PASSWORD_FORM = 'form[action="/settings/security/password"]';
const LOOK_FORM = "form:has([name=theme])";
const NEW_FORM = 'form[action="/settings/devices/passwords"]';
const OTHERS_FORM = 'form[action="/settings/devices/disconnect-others"]';

/** Ada, signed in, looking at her security. */
async function ada(t, has) {
  const server = await serve(t);
  const page = await visit(server);
  const { app, codes } = await prepared(page, server, "ada", has);
  await page.goto("/settings/security");
  return { server, page, app, codes };
}

const device = (page, name) => page.locator("#totp li.item").filter({ has: page.getByText(name, { exact: true }) });
const removal = (page, name) => follow(page, device(page, name).locator('a[href$="/remove"]'));
const later = (server) => server.clock.forward(10 * 60 + 1);

test("a device is renamed and removed; before the last one goes, what that means is said", async (t) => {
  const { page, server } = await ada(t, { devices: ["Phone", "Tablet"] });
  await send(page, `#totp li.item:has-text("Phone") form[action$="/rename"]`, { name: "Gamla telefonen" });
  assert.equal(await status(page), say("en", "security-renamed"));
  assert.equal(await device(page, "Phone").count(), 0);

  await removal(page, "Gamla telefonen");
  assert.equal(await page.locator("h1").innerText(), "Remove “Gamla telefonen”?");
  assert(!(await page.locator("main").innerText()).includes(say("en", "security-remove-last")));
  await go(page, () => page.getByRole("link", { name: say("en", "security-remove-keep") }).click());
  assert.equal(await device(page, "Gamla telefonen").count(), 1, "asking changes nothing");
  await removal(page, "Gamla telefonen");
  await send(page, 'form[action$="/remove"]');
  assert.equal(await status(page), say("en", "security-removed"));

  await removal(page, "Tablet");
  assert((await page.locator("main").innerText()).includes(say("en", "security-remove-last")));
  await send(page, 'form[action$="/remove"]');
  assert.equal(await page.locator("#totp li.item").count(), 0);
  await signedOut(page);
  await signIn(page, "ada");
  assert.equal(path(page), "/", "without a factor the password is enough");

  await appAdded(page, server, "New");
  await server.command(["policy", "require", "--everyone"]);
  await page.goto("/settings/security");
  await removal(page, "New");
  assert.equal(await page.locator('form[action$="/remove"]').count(), 0, "where one is required the last one stays");
  assert.equal(await alert(page), say("en", "refusal-factor-required"));
});

test("whoever has a short password alone can't remove the last device before choosing a longer one", async (t) => {
  const { page } = await ada(t, { devices: ["Phone"] });
  await send(page, PASSWORD_FORM, { current: PASSWORD, password: "gröna hus" });
  assert.equal(await status(page), say("en", "security-password-changed"));
  await removal(page, "Phone");
  await send(page, 'form[action$="/remove"]');
  assert.match(await alert(page), /at least 15 characters/);
  await page.goto("/settings/security");
  assert.equal(await device(page, "Phone").count(), 1);
});

test("after ten minutes something sensitive asks who it is, and comes back to where it was asked", async (t) => {
  const { page, server, app } = await ada(t, { devices: ["Phone"] });
  later(server);
  await page.goto("/settings/security");
  assert.equal(await page.locator("main").getByRole("link", { name: say("en", "security-confirm-link") }).count(), 1);
  await send(page, 'form[action="/settings/security/totp"]');
  assert.equal(path(page), "/confirm/totp");
  assert.equal(await send(page, CODE_FORM, { code: app.wrong() }), 422);
  assert.equal(await send(page, CODE_FORM, { code: app.fresh() }), 200);
  assert.equal(path(page), "/settings/security");
  assert.equal(await device(page, "Tablet").count(), 0, "nothing that was posted is replayed");
  await addApp(page, server, "Tablet");
  assert.equal(await device(page, "Tablet").count(), 1);
});

test("without a factor the password confirms", async (t) => {
  const { page, server } = await ada(t);
  later(server);
  await beginAnApp(page);
  assert.equal(path(page), "/confirm");
  assert.equal(await send(page, "form:has([name=password])", { password: "inte det här" }), 422);
  assert.equal(await alert(page), say("en", "refusal-wrong-password"));
  await send(page, "main form:has([name=password])", { password: PASSWORD });
  assert.equal(path(page), "/settings/security");
  await beginApp(page, server);
});

async function beginAnApp(page) {
  await page.goto("/settings/security");
  await send(page, 'form[action="/settings/security/totp"]');
}

test("L07 N-17: who doesn't have it along confirms with password and backup code, and may replace the lost one only", async (t) => {
  const { page, server, codes } = await ada(t, { devices: ["Phone"], codes: true });
  later(server);
  await page.goto("/confirm?next=/settings/security");
  await go(page, () => page.getByRole("link", { name: say("en", "confirm-without") }).click());
  await send(page, "main form:has([name=password])", { password: PASSWORD });
  await go(page, () => page.locator('main a[href^="/confirm/backup-code"]').click());
  await send(page, CODE_FORM, { code: codes[0] });
  assert.equal(path(page), "/settings/security");

  await page.goto("/settings");
  assert.equal(await send(page, 'form[action="/settings/emails"]', { email: "ada@example.org" }), 403);
  assert.equal(await alert(page), say("en", "refusal-only-the-lost"));
  await page.goto("/settings/security");
  await addApp(page, server, "New phone");
  await page.goto("/settings/security");
  await removal(page, "Phone");
  assert.match(await page.locator("h1").innerText(), /Phone/);
  await page.goto("/settings/activity");
  assert((await page.locator("main").innerText()).includes(say("en", "event-step-up-without-factor")));
});

test("V6.2.1 V6.2.2 V6.2.3 V6.2.11: a password that is too short, common or personal is refused with the reason; a good one ends other sessions", async (t) => {
  const { page, server } = await ada(t, { arguments: ["--display-name", "Ada Lovelace", "--email", "countess@example.org"] });
  const other = await visit(server);
  await signedIn(other, "ada");
  const refused = async (password) => {
    assert.equal(await send(page, PASSWORD_FORM, { current: PASSWORD, password }), 422, password);
    return page.locator("#password-error").innerText();
  };
  assert.equal(await refused("gröna hus"), say("en", "refusal-password-too-short", { n: 15 }));
  assert.equal(await refused("1q2w3e4r5t6y7u8i"), say("en", "refusal-password-common"));
  assert.equal(await refused("Lovelace.Lovelace1"), say("en", "refusal-password-personal", { word: "Lovelace" }));
  assert.equal(await refused("countess countess!"), say("en", "refusal-password-personal", { word: "countess" }));
  assert.equal(await refused(PASSWORD), say("en", "refusal-password-same"));
  assert.equal(await send(page, PASSWORD_FORM, { current: "inte det här", password: "sex lila sniglar på rad" }), 422);
  assert.equal(await page.locator("#current-error").innerText(), say("en", "refusal-wrong-password"));

  await send(page, PASSWORD_FORM, { current: PASSWORD, password: "sex lila sniglar på rad" });
  assert.equal(await status(page), say("en", "security-password-changed"));
  await other.goto("/settings/devices");
  assert.equal(pathAndQuery(other), "/login?next=/settings/devices");
  await signOut(page);
  await signIn(page, "ada", { password: "sex lila sniglar på rad" });
});

test("N-24 V6.2.6 V6.2.7: a password is hidden where it is typed, and may be pasted", async (t) => {
  const { page } = await ada(t);
  await signOut(page);
  const [name, password] = [page.locator("#username"), page.locator("#password")];
  await name.fill(PASSWORD);
  await name.press("Control+a");
  await name.press("Control+x");
  await name.fill("ada");
  await password.press("Control+v");
  assert.equal(await password.getAttribute("type"), "password");
  assert.equal(await password.inputValue(), PASSWORD);
  await go(page, () => password.press("Enter"));
  assert.equal(await page.locator("#account-name").count(), 1, "signed in");
});

test("V7.5.2: one of the connected browsers is named and disconnected, then all others", async (t) => {
  const { page, server } = await ada(t);
  const others = [await visit(server), await visit(server), await visit(server)];
  for (const other of others) await signedIn(other, "ada");
  await page.goto("/settings/devices");
  const sessions = page.locator("#connected li.item");
  assert.equal(await sessions.count(), 4);
  assert.match(await sessions.first().innerText(), /Chrom(e|ium) on Linux/);
  assert.equal(await page.getByText(say("en", "devices-this"), { exact: true }).count(), 1);

  await send(page, "#connected li.item:nth-child(2) form[action$='/rename']", { name: "Kökets dator" });
  assert.equal(await status(page), say("en", "devices-renamed"));
  await send(page, "#connected li.item:has-text('Kökets dator') form[action$='/disconnect']");
  assert.equal(await status(page), say("en", "devices-disconnected"));
  assert.equal(await sessions.count(), 3);
  const gone = async () => {
    const ends = [];
    for (const other of others) {
      await other.goto("/settings");
      ends.push(pathAndQuery(other));
    }
    return ends.filter((end) => end === "/login?next=/settings").length;
  };
  assert.equal(await gone(), 1, "one of the three is signed out at its next request");
  await send(page, OTHERS_FORM);
  assert.equal(await status(page), say("en", "devices-others-disconnected"));
  assert.equal(await gone(), 3);
  await page.goto("/settings/devices");
  assert.equal(await sessions.count(), 1);
});

test("a device password is shown once, as text and as a picture, and the page made again makes no second", async (t) => {
  const { page } = await ada(t);
  await page.goto("/settings/devices");
  await send(page, NEW_FORM, { name: "Åsas Thunderbird" });
  assert.equal(await page.locator("h1").innerText(), "Device password for “Åsas Thunderbird”");
  const secret = await page.locator("#device-password").innerText();
  assert.match(secret, /^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/);
  assert.equal(await page.locator("#device-user").innerText(), "ada");
  assert.equal(await scan(page.locator("svg.qr")), `ada\n${secret}`);
  for (const [id, text] of [["device-password", secret], ["device-user", "ada"]]) {
    await page.locator(`[data-copy="#${id}"]`).click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  }
  await page.reload();
  assert.equal(await alert(page), say("en", "refusal-form-used"));
  await page.goto("/settings/devices");
  const own = page.locator("#connected li.item:has-text('Åsas Thunderbird')");
  assert.equal(await own.count(), 1);
  assert(!(await page.content()).includes(secret), "it isn't shown a second time");

  await go(page, () => own.locator('a[href$="/limits"]').click());
  assert.equal(await send(page, "main form", { networks: "everywhere" }), 422);
  assert.match(await alert(page), /“everywhere”/);
  await send(page, "main form", { networks: "192.0.2.0/24", date: "2999-01-31" });
  assert.equal(await status(page), say("en", "devices-limited"));
  assert.match(await own.innerText(), /From 192\.0\.2\.0\/24 · until 31 January 2999/);
  await send(page, "#connected li.item:has-text('Åsas Thunderbird') form[action$='/disconnect']");
  assert.equal(await status(page), say("en", "devices-password-disconnected"));
  assert.equal(await own.count(), 0);
});

test("whoever thinks that somebody has the password changes it and ends everything at once, without JavaScript", async (t) => {
  const server = await serve(t);
  const page = await visit(server, { javaScript: false });
  const other = await visit(server);
  await prepared(page, server, "ada");
  await signedIn(other, "ada");
  await page.goto("/settings/devices");
  await send(page, NEW_FORM, { name: "Phone" });
  assert.equal(await page.locator("#device-password").count(), 1);
  await page.goto("/settings/devices");
  await go(page, () => page.getByRole("link", { name: say("en", "devices-stolen-go") }).click());
  assert.equal(await page.locator(`${PASSWORD_FORM} [name=devices]`).isChecked(), true);
  await send(page, PASSWORD_FORM, { current: PASSWORD, password: "sex lila sniglar på rad" });
  assert.equal(await status(page), say("en", "security-password-changed-all"));
  await page.goto("/settings/devices");
  assert.equal(await page.locator("#connected li.item").count(), 1);
  await other.goto("/settings/devices");
  assert.equal(pathAndQuery(other), "/login?next=/settings/devices");
});

test("recent activity tells what was done, with what, when and from where", async (t) => {
  const { page, app } = await ada(t, { devices: ["Phone"] });
  await signOut(page);
  await signIn(page, "ada", { app, at: "/login?next=/settings/activity" });
  const rows = await page.locator("table.table tbody tr").allInnerTexts();
  const expected = ["event-sign-in", "event-sign-out", "event-factor-added", "event-sign-in-new-browser"].map((key) => say("en", key));
  const found = rows.map((row) => expected.find((text) => row.split(/[\n\t]/)[0].trim() === text)).filter(Boolean);
  assert.deepEqual(found.slice(0, 4), expected, rows.join("\n"));
  assert.match(rows[0], /\d+ \w+ 20\d\d at \d\d:\d\d/);
  assert.match(rows[0], /on Linux/);
  assert.match(rows[0], /127\.0\.0\.1|::1/);
  assert(rows.some((row) => row.includes("Phone")), "which device");
});

test("preferences: language, look and time zone hold at once and in the next browser", async (t) => {
  const { page, server } = await ada(t);
  await page.goto("/settings");
  await send(page, LOOK_FORM, { language: "sv", theme: "dark", zone: "Pacific/Auckland" });
  const html = page.locator("html");
  assert.equal(await html.getAttribute("lang"), "sv");
  assert.equal(await html.getAttribute("data-theme"), "dark");
  assert.equal(await status(page), say("sv", "settings-look-saved"));
  assert.equal(await page.locator("body").evaluate((body) => getComputedStyle(body).colorScheme), "dark");

  const other = await visit(server, { language: "en" });
  await signedIn(other, "ada");
  await other.goto("/");
  assert.equal(await other.locator("html").getAttribute("lang"), "sv", "the account's own choice");
  await other.goto("/settings/activity");
  const shown = await other.locator("tbody time").first().innerText();
  const here = new Intl.DateTimeFormat("sv", { timeZone: "Pacific/Auckland", hour: "2-digit", minute: "2-digit" });
  const near = [0, -60].map((s) => here.format(new Date((server.clock.now() + s) * 1000)).replace(":", "."));
  assert(near.some((time) => shown.endsWith(time)), `${shown} is ${near} in Auckland`);

  assert.equal(await send(page, LOOK_FORM, { zone: "Mars/Olympus" }), 422);
  assert.equal(await alert(page), say("sv", "refusal-unknown-choice"));
  await page.goto("/settings");
  await send(page, "form:has([name=display_name])", { display_name: "Ada 💚 Åberg" });
  assert.equal(await page.locator("#account-name").textContent(), "Ada 💚 Åberg");
});
