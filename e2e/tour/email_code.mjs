// Pages of codes by e-mail: set up on the way in and under Security, asked for where there is nothing else and where
// there is, confirming by password and code, and what each says when it isn't right or isn't open.
import { CODE_LINE } from "../support/mail.mjs";
import { APP_FORM, CODES_FORM, CODE_FORM, PASSWORD, beginAdding, givePassword, go, send } from "../support/person.mjs";
import { appAdded, signedIn } from "../support/prepared.mjs";
import { wrong } from "../support/text.mjs";

const FORM = "form:has([type=radio][name=email])";
const SEND_FORM = 'form[action$="/send"]';

/** The code that came for the page as it is; not the one that was used last, behind which it may still be on its way. */
async function code(at) {
  const such = at.used ? new RegExp(`^(?!${at.used}$)\\d{4} \\d{4}$`, "m") : CODE_LINE;
  at.came = (await at.server.letter(such)).text.match(such)[0];
  return at.came.replace(" ", "");
}

async function right(at) {
  const typed = await code(at);
  at.used = at.came;
  await send(at.page, CODE_FORM, { code: typed });
}

const mistyped = async (at) => send(at.page, CODE_FORM, { code: wrong(await code(at)) });
const help = ({ page }) => page.locator("details[data-opens-after] > summary").click();

async function out({ page, server }) {
  // Another code may be asked for a minute after the last one.
  server.clock.forward(61);
  await page.context().clearCookies({ name: "countersign" });
}

export const byEmail = [
  ["set-up at sign-in, which address", async ({ page, server }) => {
    await server.command(["factor", "enable", "email"]);
    await server.add("mia", PASSWORD, "--email", "mia@example.org", "--email", "bergstrom@post.example.com");
    await page.goto("about:blank");
    await page.context().clearCookies();
    await givePassword(page, "mia");
    await send(page, "#email form.act");
  }],
  ["set-up at sign-in, an address that gets no codes", async ({ page, server }) => {
    await server.command(["user", "emails", "mia", "--remove", "bergstrom@post.example.com"]);
    await send(page, FORM, { email: "1" });
  }],
  ["set-up at sign-in, a code by email is sent", ({ page }) => send(page, FORM)],
  ["set-up at sign-in, a code by email, nothing comes", help],
  ["set-up at sign-in, a code by email, wrong", mistyped],
  ["set-up at sign-in, an address is on", right],
  ["security, email codes alone", ({ page }) => page.goto("/settings/security")],
  ["security, email codes open no backup codes", ({ page }) => send(page, CODES_FORM)],
  ["security, email codes open no other address", async ({ page, server }) => {
    await server.command(["user", "emails", "mia", "--add", "bergstrom@post.example.com"]);
    await beginAdding(page, "email");
  }],
  ["an email code, sent by itself", async (at) => {
    await out(at);
    await at.page.goto("/login");
    await at.page.locator("#username").fill("mia");
    await at.page.locator("#password").fill(PASSWORD);
    await at.page.locator("form:has([name=password]) button[type=submit]").first().click();
    await at.page.locator("#code").waitFor();
  }],
  ["an email code, nothing comes", help],
  ["an email code, not a code", ({ page }) => send(page, CODE_FORM, { code: "12" })],
  ["an email code, wrong", mistyped],
  ["confirming by email, the password first", async (at) => {
    await right(at);
    at.server.clock.forward(11 * 60);
    await at.page.goto("/confirm?next=/settings/security");
  }],
  ["confirming by email, wrong password", ({ page }) => send(page, "main form:has([name=password])", { password: "inte det" })],
  ["confirming by email, to send", ({ page }) => send(page, "main form:has([name=password])", { password: PASSWORD })],
  ["confirming by email, sent", ({ page }) => send(page, SEND_FORM)],
  ["confirming by email, wrong", mistyped],
  ["a better second step is added", async (at) => {
    await right(at);
    await send(at.page, APP_FORM);
  }],
  ["an email code beside an app", async (at) => {
    await at.page.goto("/settings/security");
    at.app = await appAdded(at.page, at.server, "Telefon");
    await out(at);
    await givePassword(at.page, "mia");
    await go(at.page, () => at.page.locator('#factors a[href$="/email"]').click());
  }],
  ["an email code beside an app, sent", ({ page }) => send(page, SEND_FORM)],
  ["an email code to an address that is theirs no more", async ({ page, server }) => {
    server.clock.forward(61);
    await server.command(["user", "emails", "mia", "--remove", "mia@example.org"]);
    await page.goto("/login/challenge/email");
    await send(page, SEND_FORM);
  }],
  ["set-up at sign-in, no address", async ({ page, server }) => {
    await server.add("nils", PASSWORD);
    await page.context().clearCookies();
    await givePassword(page, "nils");
  }],
  ["security, no address that gets codes", async ({ page, server }) => {
    await server.command(["policy", "require", "--nobody"]);
    await page.context().clearCookies();
    await signedIn(page, "nils");
    await page.goto("/settings/security");
  }],
  ["security, an address that gets codes", async ({ page, server }) => {
    await server.command(["user", "emails", "nils", "--add", "nils.holgersson@example.org"]);
    await page.reload();
  }],
  ["security, what is an email code", ({ page }) => page.locator("#email details.help > summary").click()],
  ["security, which address", async ({ page, server }) => {
    const long = `${"nils.holgersson.underbara.resa.genom.sverige".slice(0, 40)}@langtbortiistan.dar-pepparn-vaxer.example.org`;
    await server.command(["user", "emails", "nils", "--add", long]);
    await beginAdding(page, "email");
  }],
  ["security, a code by email is sent", async ({ page }) => {
    // The longer one, which has to be broken on a phone.
    await page.locator(`${FORM} [type=radio]`).last().check();
    await send(page, FORM);
  }],
  ["security, an address is on", async (at) => {
    await right(at);
    await at.page.goto("/settings/security");
  }],
];
