// Pages of the door: the set-up link, signing in, the second proof, setting one up on the way, and what
// is said when it isn't right. Each stop leads to a page in one state.
import {
  CODE_FORM, PASSWORD, givePassword, go, send, signIn,
} from "../support/person.mjs";
import { signedIn, tokenAdded } from "../support/prepared.mjs";
import { App } from "../support/totp.mjs";

const LINK_FORM = "form:has([name=username])";

export const signingIn = [
  ["before anybody is there", ({ page }) => page.goto("/login")],
  ["set-up link", ({ page, server }) => page.goto(server.setUpLink)],
  ["set-up link, a short password", ({ page }) => send(page, LINK_FORM, { username: "ada", password: "kort" })],
  ["set-up link, a common password", ({ page }) => send(page, LINK_FORM, { username: "ada", password: "1q2w3e4r5t6y7u8i" })],
  ["set-up link, an impossible name", ({ page }) => send(page, LINK_FORM, { username: "Åsa Ö", password: PASSWORD })],
  ["invite", async ({ page, server }) => {
    const said = await server.command(["user", "invite", "beata"]);
    await page.goto(said.match(/\/invite\/\S+/)[0]);
  }],
  ["invite, a personal password", ({ page }) => send(page, "form:has([name=password])", { password: "beata.beata.beata" })],
  ["link gone", ({ page }) => page.goto(`/invite/${"A".repeat(43)}`)],

  ["sign in", async ({ page, server }) => {
    await server.add("ada", PASSWORD, "--admin", "--display-name", "Ada Åberg");
    await page.goto("/login?next=/settings/activity");
  }],
  ["cannot sign in", ({ page }) => go(page, () => page.locator('main a[href="/login/help"]').click())],
  ["forgotten password", ({ page }) => go(page, () => page.locator('main a[href="/forgotten"]').click())],
  ["forgotten password, sent", async ({ page, server }) => {
    await server.add("fia", PASSWORD, "--email", "fia@example.org");
    await send(page, 'form[action="/forgotten"]', { username: "fia" });
  }],
  ["forgotten password, the link", async (at) => {
    const { text } = await at.server.letter(/\/forgotten\//);
    at.link = text.match(/\/forgotten\/\S+/)[0];
    await at.page.goto(at.link);
  }],
  ["forgotten password, nothing chosen", ({ page }) => send(page, "main form", { password: "kort" })],
  ["forgotten password, too short", async ({ page }) => {
    await page.locator("[value=somebody]").check();
    await send(page, "main form", { password: "kort" });
  }],
  ["forgotten password, how far it has come", async ({ page }) => {
    await page.locator("#password").fill("gröna hus");
    await page.locator("[data-new-password] button").click();
  }],
  ["sign in, after a new password", ({ page }) => send(page, "main form", { password: "fyra gröna hästar springer" })],
  ["forgotten password, link gone", ({ page, link }) => page.goto(link)],
  ["wasn't it you", async (at) => {
    const { text } = await at.server.letter(/fia[^]*\/not-me\//);
    at.link = text.match(/\/not-me\/\S+/)[0];
    at.letters = text.match(/^([A-Z]{4})$/m)[1];
    await at.page.goto(at.link);
  }],
  ["wasn't it you, wrong letters", ({ page }) => send(page, "main form", { letters: "BBBB" })],
  ["wasn't it you, stopped", ({ page, letters }) => send(page, "main form", { letters })],
  ["wasn't it you, link gone", ({ page, link }) => page.goto(link)],
  ["sign in once more", ({ page }) => page.goto("/login?next=/settings/activity")],
  ["sign in, wrong", ({ page }) => send(page, "form:has([name=password])", { username: "ada", password: "inte det" })],

  ["set-up at sign-in", async ({ page, server }) => {
    await server.command(["policy", "require", "--everyone"]);
    await givePassword(page, "ada");
  }],
  ["set-up at sign-in, the secret", async (at) => {
    await send(at.page, 'form[action$="/totp"]');
    at.app = new App(await at.page.locator("#totp-secret").innerText(), at.server.clock);
  }],
  ["set-up at sign-in, a wrong code", (at) => send(at.page, CODE_FORM, { code: at.app.wrong() })],
  ["set-up at sign-in, done", (at) => send(at.page, CODE_FORM, { code: at.app.fresh() })],
];

export const secondProof = [
  ["the code from the app", async ({ page }) => {
    await page.context().clearCookies({ name: "countersign" });
    await givePassword(page, "ada");
  }],
  ["the code from the app, not a code", ({ page }) => send(page, CODE_FORM, { code: "12" })],
  ["the code from the app, wrong", ({ page, app }) => send(page, CODE_FORM, { code: app.wrong() })],
  ["backup code", ({ page }) => go(page, () => page.locator('#other-ways a[href*="backup-code"]').click())],
  ["backup code, wrong", ({ page }) => send(page, CODE_FORM, { code: "AAAA-BBBB-CCCC-DDDD" })],
  ["bypass code", async ({ page, server }) => {
    await server.command(["bypass", "add", "ada", "--reason", "phone left at home"]);
    await page.goto("/login/challenge/bypass-code");
  }],
  ["the code from the app, in a browser of a stranger", async ({ page }) => {
    await page.context().clearCookies();
    await givePassword(page, "ada");
  }],
  ["too many wrong codes", async ({ page, app }) => {
    for (let tries = 0; tries < 8; tries += 1) {
      if (await send(page, CODE_FORM, { code: app.wrong() }) === 429) return;
    }
    throw new Error("never asked to wait");
  }],
  ["sign-in over", async ({ page, server, app }) => {
    server.clock.forward(11 * 60);
    await send(page, CODE_FORM, { code: app.fresh() });
  }],
  ["every way switched off", async ({ page, server, app }) => {
    await signIn(page, "ada", { app });
    await server.command(["policy", "require", "--nobody"]);
    await server.command(["factor", "disable", "totp"]);
    await page.context().clearCookies({ name: "countersign" });
    await givePassword(page, "ada");
  }],
  ["the code from the token", async ({ page, server }) => {
    await page.context().clearCookies();
    await server.add("gerd", PASSWORD);
    await signedIn(page, "gerd");
    await tokenAdded(page, "Dosan på nyckelringen");
    await page.context().clearCookies({ name: "countersign" });
    await givePassword(page, "gerd");
  }],
  ["the code from the token, pressed too often", ({ page }) => page.locator("main details.fold > summary").click()],
  ["the code from the token, wrong", ({ page }) => send(page, CODE_FORM, { code: "000000" })],
];
