// Pages of somebody who is signed in: the start page, security with each step of it, devices, activity,
// preferences, confirming, and what follows a lost phone. They begin where the set-up at sign-in ended.
import assert from "node:assert/strict";

import { request } from "playwright-core";

import { AGAIN } from "../support/browser.mjs";
import {
  APP_FORM, CODES_FORM, CODE_FORM, PASSWORD, addApp, beginAdding, beginApp, beginToken, follow, nameIt, givePassword, go, send,
  shownCodes, signIn,
} from "../support/person.mjs";
import { appAdded, signedIn } from "../support/prepared.mjs";
import { App } from "../support/totp.mjs";

const NEW_FORM = 'form[action="/settings/devices/passwords"]';
const TOKEN_FORM = "form:has([name=secret])";
const PASSWORD_FORM = 'form[action="/settings/security/password"]';
const CODE_LINE = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/m;
const LONG = "Telefonen i översta kökslådan, bredvid batterierna";

/** Where a protected host leads who comes there. */
const entrance = (host, more = "") => `/gate/enter?host=${host}.example.org&nonce=${"A".repeat(43)}&next=/docs${more}`;

/** Programs ask for a protected host with the account's own password. */
async function byOwnPassword(server, name, agents) {
  for (const agent of agents) {
    const program = await request.newContext({
      baseURL: server.origin,
      userAgent: agent,
      extraHTTPHeaders: {
        authorization: `Basic ${Buffer.from(`${name}:${PASSWORD}`).toString("base64")}`,
        "x-original-method": "PROPFIND",
        "x-original-url": "https://notes.example.org/dav",
      },
    });
    assert.equal((await program.get("/gate/check")).status(), 200);
    await program.dispose();
    server.clock.forward(61);
  }
}

const remove = (page) => follow(page, page.locator('#totp a[href$="/remove"]').first());

/** Uses up so many backup codes, without looking at the pages. */
async function useUp({ page }, codes) {
  for (const code of codes) {
    await page.context().clearCookies({ name: "countersign" });
    await page.request.post("/login", { form: { username: "ada", password: PASSWORD }, ...AGAIN });
    await page.request.post("/login/challenge/backup-code", { form: { code }, ...AGAIN });
  }
}

export const security = [
  ["later", ({ page }) => send(page, 'form[action="/settings/security/next"]')],
  ["start page, codes to be made", ({ page }) => page.goto("/")],
  ["account menu", ({ page }) => page.locator("details.account > summary").click()],
  ["a passkey is offered", ({ page }) => page.goto("/settings/security/offer?next=/settings/devices")],
  ["security, one device", ({ page }) => page.goto("/settings/security")],
  ["what is this", ({ page }) => page.locator("#totp details.help > summary").click()],
  ["password, wrong", ({ page }) => send(page, PASSWORD_FORM, { current: "inte det", password: "sex lila sniglar på rad" })],
  ["password, too short", ({ page }) => send(page, PASSWORD_FORM, { current: PASSWORD, password: "kort" })],
  ["renaming", ({ page }) => page.locator("#totp li.item details.more > summary").click()],
  ["renaming, impossible", ({ page }) => send(page, '#totp form[action$="/rename"]', { name: "x".repeat(200) })],
  ["a device's secret", async ({ page, server }) => {
    await page.goto("/settings/security");
    await beginApp(page, server);
    await page.locator("ol.steps details").evaluateAll((all) => all.forEach((one) => { one.open = true; }));
  }],
  ["a device, wrong code", async ({ page, app }) => send(page, CODE_FORM, { code: app.wrong() })],
  ["a device, wrong code, its secret again", ({ page }) => page.locator("details.fold > summary").first().click()],
  ["a device, begun twice", async ({ page, server }) => {
    await page.goto("/settings/security");
    await beginApp(page, server);
    await page.reload();
  }],
  ["a token, which", ({ page }) => beginAdding(page, "hotp")],
  ["a token, its form", async ({ page }) => {
    await beginToken(page, "hotp");
    await page.locator("details.fold > summary").click();
  }],
  ["a token, a secret that can't be", ({ page }) => send(page, TOKEN_FORM, { secret: "abcd" })],
  ["a token's secret", ({ page }) => send(page, TOKEN_FORM, { algorithm: "SHA512" })],
  ["a token, wrong code", ({ page }) => send(page, CODE_FORM, { code: "12" })],
  ["a token of its own secret", async ({ page }) => {
    await beginToken(page, "hotp");
    await send(page, TOKEN_FORM, { secret: "3132333435363738393031323334353637383930" });
  }],
  ["a token with a clock, wrong code", async ({ page }) => {
    await beginToken(page, "totp");
    await send(page, TOKEN_FORM);
    await send(page, CODE_FORM, { code: "000000" });
  }],
  ["a token with a clock, gone astray", async ({ page, server }) => {
    await beginToken(page, "totp");
    await send(page, TOKEN_FORM);
    const app = new App(await page.locator("#totp-secret").innerText(), server.clock);
    await send(page, CODE_FORM, { code: app.fresh() });
    await nameIt(page, "Dosan");
    await page.goto("/settings/security");
    const item = page.locator("#totp li.item:has-text('Dosan')");
    await item.locator("details.more > summary").click();
    await item.locator("details.fold:has(form[action$='/resync']) > summary").click();
  }],
  ["a token with a clock, not found", ({ page }) => send(page, 'form[action$="/resync"]', { code: "000000111111" })],
  ["a token with a clock, removed", async ({ page }) => {
    await page.goto("/settings/security");
    await follow(page, page.locator("#totp li.item:has-text('Dosan') a[href$='/remove']"));
    await send(page, 'form[action$="/remove"]');
  }],
  ["removing the last one that is required", async ({ page }) => {
    await page.goto("/settings/security");
    await remove(page);
  }],
  ["a second device added", async ({ page, server }) => {
    await page.goto("/settings/security");
    await addApp(page, server);
  }],
  ["a second device, named", ({ page }) => nameIt(page, LONG)],
  ["removing one of two", ({ page }) => remove(page)],
  ["one suspended", ({ page }) => send(page, 'form[action$="/suspend"]')],
  ["one in use again", ({ page }) => send(page, 'form[action$="/resume"]')],
  ["security, many devices", async ({ page, server }) => {
    for (let place = 1; place <= 6; place += 1) await appAdded(page, server, `${place}. ${LONG}`);
    await page.goto("/settings/security");
  }],
  ["backup codes", async (at) => {
    await send(at.page, CODES_FORM);
    at.codes = await shownCodes(at.page);
  }],
  ["backup codes, sent again", ({ page }) => page.reload()],
  ["backup codes, once more", async ({ page }) => {
    await page.goto("/settings/security");
    await send(page, CODES_FORM);
  }],
  ["start page, all well", ({ page }) => page.goto("/")],
  ["security, all well", ({ page }) => page.goto("/settings/security")],
];

export const confirming = [
  ["security, not fresh", async ({ page, server, app }) => {
    await server.command(["factor", "enable", "totp"]);
    await signIn(page, "ada", { app });
    server.clock.forward(11 * 60);
    await page.goto("/settings/security");
  }],
  ["confirming with the app", ({ page }) => send(page, APP_FORM)],
  ["confirming, wrong", ({ page, app }) => send(page, CODE_FORM, { code: app.wrong() })],
  ["without it, password", ({ page }) => go(page, () => page.locator('main a[href*="lost=1"]').click())],
  ["without it, wrong password", ({ page }) => send(page, "main form:has([name=password])", { password: "inte det" })],
  ["without it, which way", ({ page }) => send(page, "main form:has([name=password])", { password: PASSWORD })],
  ["without it, backup code", ({ page }) => go(page, () => page.locator('main a[href^="/confirm/backup-code"]').click())],
  ["without it, more than is allowed", async ({ page, codes }) => {
    await send(page, CODE_FORM, { code: codes[0] });
    await page.goto("/settings");
    await send(page, 'form[action="/settings/emails"]', { email: "ada@example.org" });
  }],
  ["the phone is lost", async ({ page, codes }) => {
    await page.context().clearCookies({ name: "countersign" });
    await givePassword(page, "ada");
    await go(page, () => page.locator('#other-ways a[href*="backup-code"]').click());
    await send(page, CODE_FORM, { code: codes[1] });
  }],
  ["the phone is lost, suspended", ({ page }) => send(page, 'main form[action$="/suspend"]')],
  ["the phone is lost, replaced", async ({ page }) => {
    await page.goto("/settings/security/lost");
    await send(page, 'form:has([value="replace"])');
  }],
  ["the phone is lost, few codes left", async ({ page, codes }) => {
    await useUp({ page }, codes.slice(2, 7));
    await page.goto("/settings/security/lost");
  }],
  ["start page, few codes left", ({ page }) => page.goto("/")],
  ["security, few codes left", ({ page }) => page.goto("/settings/security")],
  ["start page, no codes left", async ({ page, codes }) => {
    await useUp({ page }, codes.slice(7));
    await page.goto("/");
  }],
  ["security, no codes left", ({ page }) => page.goto("/settings/security")],
];

export const preferences = [
  ["devices, many", async ({ page, server }) => {
    await server.command(["policy", "require", "--nobody"]);
    await server.add("bea", PASSWORD, "--email", "bea@example.org");
    const browsers = [
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",
      "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
      "curl/8.14.1",
    ];
    for (let round = 0; round < 12; round += 1) {
      const other = await request.newContext({ baseURL: server.origin, userAgent: browsers[round % browsers.length] });
      await other.post("/login", { form: { username: "bea", password: PASSWORD }, maxRedirects: 0, ...AGAIN });
      await other.dispose();
    }
    await page.context().clearCookies();
    await signedIn(page, "bea");
    await page.goto("/settings/devices");
  }],
  ["devices, searched", ({ page }) => send(page, "form[role=search]", { q: "firefox" })],
  ["devices, nothing found", ({ page }) => send(page, "form[role=search]", { q: "<Åsas> skrivmaskin" })],
  ["devices, device passwords", async ({ page, server }) => {
    const made = [
      ["Thunderbird på kontorsdatorn"],
      ["Kalendern i telefonen", "--unused-days", "90"],
      ["rclone", "--ends", "2999-01-31", "--network", "192.0.2.0/24", "--network", "2001:db8::/32", "--host", "files.example.org", "--read-only"],
      [LONG, "--unused-days", "1"],
    ];
    for (const [name, ...more] of made) await server.command(["device-password", "add", "bea", "--name", name, ...more]);
    await server.command(["session", "end", "bea", "--all"]);
    server.clock.forward(25 * 60 * 60);
    await signedIn(page, "bea");
    await page.goto("/settings/devices");
  }],
  ["devices, limits for a new one", ({ page }) => page.locator("#new details.fold > summary").click()],
  ["devices, an impossible limit for a new one", async ({ page }) => {
    await send(page, NEW_FORM, { name: "Skrivaren", networks: "overallt" });
  }],
  ["devices, an impossible name", ({ page }) => send(page, NEW_FORM, { name: "x".repeat(200) })],
  ["a device password", async ({ page }) => {
    await page.goto("/settings/devices");
    await page.locator("#new details.fold > summary").click();
    await send(page, NEW_FORM, { name: "Skrivaren i hallen", networks: "192.0.2.0/24", read_only: true });
  }],
  ["a device password, sent again", ({ page }) => page.reload()],
  ["limits of a device password", async ({ page }) => {
    await page.goto("/settings/devices");
    await go(page, () => page.locator("#connected li.item:has-text('rclone') a[href$='/limits']").click());
  }],
  ["limits of a device password, impossible", ({ page }) => send(page, "main form", { date: "2001-01-31", hosts: "a/b" })],
  ["devices, not fresh", async ({ page, server }) => {
    server.clock.forward(11 * 60);
    await page.goto("/settings/devices");
  }],
  ["a stolen password", async ({ page }) => {
    await page.context().clearCookies({ name: "countersign" });
    await signedIn(page, "bea");
    await page.goto("/settings/security?stolen=1");
  }],
  ["devices, one is disconnected", async ({ page, server }) => {
    const other = await request.newContext({ baseURL: server.origin, userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" });
    await other.post("/login", { form: { username: "bea", password: PASSWORD }, maxRedirects: 0, ...AGAIN });
    await other.dispose();
    await page.goto("/settings/devices");
    await send(page, "#connected li.item:has-text('rclone') form[action$='/disconnect']");
  }],
  ["devices, naming one", ({ page }) => page.locator("#connected details.fold > summary").nth(1).click()],
  ["devices, others disconnected", ({ page }) => send(page, 'form[action$="/disconnect-others"]')],
  ["start page, no factor", ({ page }) => page.goto("/")],
  ["security, no factor", ({ page }) => page.goto("/settings/security")],
  ["removing the last one", async ({ page, server }) => {
    await appAdded(page, server, "Telefon");
    await page.goto("/settings/security");
    await remove(page);
  }],
  ["preferences", async ({ page }) => page.goto("/settings")],
  ["preferences, a wrong zone", ({ page }) => send(page, "form:has([name=theme])", { zone: "Mars/Olympus" })],
  ["preferences, a wrong address", ({ page }) => send(page, "form:has([name=email])", { email: "bea@example" })],
  ["preferences, a code is sent", ({ page }) => send(page, "form:has([name=email])", { email: "b@example.org" })],
  ["preferences, a wrong code", ({ page }) => send(page, 'form[action$="/confirm"]', { code: "AAAA-AAAA" })],
  ["preferences, another address", async ({ page, server }) => {
    const { text } = await server.letter(CODE_LINE);
    await send(page, 'form[action$="/confirm"]', { code: text.match(CODE_LINE)[0] });
  }],
  ["activity, many", ({ page }) => page.goto("/settings/activity")],
  ["confirming by password", async ({ page, server }) => {
    await server.add("cy", PASSWORD);
    await page.context().clearCookies();
    await signedIn(page, "cy");
    server.clock.forward(11 * 60);
    await page.goto("/confirm?next=/settings/security");
  }],
  ["confirming by password, wrong", ({ page }) => send(page, "main form:has([name=password])", { password: "inte det" })],
  ["to a protected host, something being sent", ({ page }) => page.goto(entrance("files", "&method=POST"))],
  ["to a protected host, no factor", ({ page }) => page.goto(entrance("files"))],
  ["to a protected host, not let in", ({ page }) => page.goto(entrance("wiki"))],
  ["programs that will stop working", async (at) => {
    const { page, server } = at;
    await server.add("dan", PASSWORD);
    await page.context().clearCookies();
    await signedIn(page, "dan");
    await byOwnPassword(server, "dan", ["rclone/v1.68.0", "DAVx5/4.4 (dav4jvm) Android/14"]);
    await page.goto("/settings/security");
    at.app = await beginApp(page, server, "Telefon");
  }],
  ["programs that stop working", ({ page, app }) => send(page, CODE_FORM, { code: app.fresh() })],
  ["a program's device password", ({ page }) => send(page, "#clients li.item:has-text('rclone') form")],
  ["one program left", ({ page }) => go(page, () => page.locator('main a[href="/settings/security/next"]').last().click())],
  ["help", ({ page }) => page.goto("/help")],
];
