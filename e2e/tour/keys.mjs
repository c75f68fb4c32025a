// Pages of hardware tokens and passkeys: set up on the way in and under Security, asked for, signing in
// alone, and what is said when nothing comes of it.
import { add, arrive, begin, press, said, timesOut, turn, usePasskey } from "../support/keys.mjs";
import { PASSWORD, givePassword, go } from "../support/person.mjs";
import { appAdded } from "../support/prepared.mjs";
import { Authenticator } from "../support/authenticator.mjs";

const LONG = "Nyckelknippan i översta kökslådan, bredvid batterierna";

/** The page shows what it waits for. */
const waiting = (page) => page.locator("[data-said] [role=status]").waitFor();
const alerted = (page) => page.locator("[role=alert]").waitFor();

async function nothingCame({ page }) {
  await timesOut(page);
  await said(page);
}

async function atSetUp({ page }, kind) {
  await page.goto("/login/setup");
  await turn(page, () => page.locator(`#${kind} form button`).click());
  await waiting(page);
}

/** Another token in place of the one that is plugged in; a page that still waited would take it. */
async function another(at, model) {
  await at.page.goto("/settings/security");
  await at.token.pull();
  at.token = await Authenticator.plug(at.page, model);
}

/** Signed out; nobody touches anything, so that no passkey is taken behind the name's field. */
async function out({ page, token }) {
  await token.touched(false);
  await page.context().clearCookies({ name: "countersign" });
}

async function asked(at, kind) {
  await out(at);
  await givePassword(at.page, "eva");
  await go(at.page, () => at.page.locator(`#factors a[href$="/${kind}"]`).click());
}

export const ownKeys = [
  ["set-up at sign-in, a key", async (at) => {
    await at.server.add("eva", PASSWORD, "--email", "eva@example.org");
    await at.server.command(["policy", "require", "--everyone"]);
    await at.page.context().clearCookies({ name: "countersign" });
    at.token = await Authenticator.plug(at.page);
    await at.token.touched(false);
    await givePassword(at.page, "eva");
    await atSetUp(at, "security-key");
  }],
  ["set-up at sign-in, a key, nothing came of it", nothingCame],
  ["set-up at sign-in, a passkey", (at) => atSetUp(at, "passkey")],
  ["set-up at sign-in, a passkey, nothing came of it", nothingCame],
  ["set-up at sign-in, a key is on", async (at) => {
    await atSetUp(at, "security-key");
    await at.token.touched(true);
    await press(at.page);
    await arrive(at.page, "/settings/security/next");
  }],
  ["security, one key", ({ page }) => page.goto("/settings/security")],
  ["security, what is a key", ({ page }) => page.locator("#security-key details.help > summary").click()],
  ["adding a key that is here already", async ({ page }) => {
    await begin(page, "security-key");
    await said(page);
  }],
  ["adding a passkey that is a key", async ({ page }) => {
    await begin(page, "passkey");
    await said(page);
  }],
  ["a passkey in place of a key", async ({ page }) => {
    await page.goto("/settings/security");
    await page.locator("#security-key li.item details.more > summary").click();
  }],
  ["a passkey in place of a key, asked", async ({ page, token }) => {
    await token.touched(false);
    await turn(page, () => page.locator('#security-key form[action$="/passkey/instead"] button').click());
    await waiting(page);
  }],
  ["security, keys and passkeys", async (at) => {
    const { page, server } = at;
    await another(at);
    await add(page, "security-key", LONG);
    await another(at, "computer");
    await add(page, "passkey", "Datorn på jobbet");
    [at.passkey] = await at.token.credentials();
    await appAdded(page, server, "Telefon");
    await page.goto("/settings/security");
  }],
  ["security, what is a passkey", ({ page }) => page.locator("#passkey details.help > summary").click()],
];

export const byKey = [
  // A day later, when all that was set up counts in full.
  ["which way", async (at) => {
    at.server.clock.forward(25 * 60 * 60);
    await out(at);
    await givePassword(at.page, "eva");
  }],
  ["a key", (at) => asked(at, "security-key")],
  ["a key, waiting", async ({ page, token }) => {
    await token.touched(false);
    await press(page);
    await waiting(page);
  }],
  ["a key, nothing came of it", nothingCame],
  ["a key, a wrong answer", async ({ page }) => {
    await page.locator("[data-webauthn] [name=code]").evaluate((field) => { field.value = "?"; });
    await press(page);
    await alerted(page);
  }],
  ["a passkey", (at) => asked(at, "passkey")],
  ["a passkey, waiting", async ({ page }) => {
    await press(page);
    await waiting(page);
  }],
  ["a passkey, nothing came of it", nothingCame],
  ["in", async ({ page, token }) => {
    await token.touched(true);
    await press(page);
    await arrive(page, "/");
  }],
  ["confirming, which way", async ({ page, server, token }) => {
    await token.touched(false);
    server.clock.forward(11 * 60);
    await page.goto("/confirm?next=/settings/security");
  }],
  ["confirming with a passkey", ({ page }) => go(page, () => page.locator('#factors a[href*="/passkey"]').click())],
  ["confirming with a passkey, nothing came of it", nothingCame],
  ["a key that may be copied", async (at) => {
    await asked(at, "passkey");
    const [now] = await at.token.credentials();
    await at.token.keep({ ...at.passkey, signCount: 0 });
    at.passkey = now;
    await at.token.touched(true);
    await press(at.page);
    await alerted(at.page);
  }],
  // The alarm has ended that sign-in too.
  ["every passkey suspended", async ({ page, token }) => {
    await token.touched(false);
    await givePassword(page, "eva");
  }],
];

export const alone = [
  ["sign in", async (at) => {
    await at.token.touched(false);
    await at.page.goto("/login");
  }],
  ["waiting", async ({ page }) => {
    await press(page);
    await waiting(page);
  }],
  ["nothing came of it", nothingCame],
  ["with a name", async ({ page }) => {
    await page.goto("/login");
    await page.locator("#username").fill("nobody");
    await press(page);
    await page.locator("[data-begins]").waitFor();
    // Of one made-up passkey Chromium waits for a token that has it, of two it says at once that none has.
    await page.locator("[data-said] > *").waitFor();
  }],
  ["with a name, nothing came of it", nothingCame],
  ["refused", async ({ page, token }) => {
    await page.goto("/login");
    await usePasskey(page, token);
    await alerted(page);
  }],
];
