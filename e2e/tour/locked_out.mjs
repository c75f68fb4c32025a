// Pages of somebody who suspends all that answers, and uses up the codes: what each says, and the way on.
import { AGAIN } from "../support/browser.mjs";
import { CODE_FORM, PASSWORD, givePassword, follow, go, send } from "../support/person.mjs";
import { appAdded, codesMade, signedIn, signedOut } from "../support/prepared.mjs";

const SUSPEND = 'form[action$="/suspend"]';

/** Signs in by a code, without looking at the pages. */
async function byCode(page, code) {
  await page.request.post("/login", { form: { username: "lova", password: PASSWORD }, ...AGAIN });
  await page.request.post("/login/challenge/backup-code", { form: { code }, ...AGAIN });
}

export const lockedOut = [
  ["adding what a host asks for", async ({ page, server, token }) => {
    // The page before has asked for a passkey.
    await token.touched(false);
    await page.goto("about:blank");
    await page.context().clearCookies();
    await server.command(["policy", "require", "--nobody"]);
    await server.add("lova", PASSWORD);
    await signedIn(page, "lova");
    await page.goto("/settings/security?next=/settings/devices");
  }],
  ["suspending the last one, without codes", async ({ page, server }) => {
    await appAdded(page, server, "Lovas telefon");
    await page.goto("/settings/security");
    await follow(page, page.locator('#totp a[href$="/remove"]').first());
    await send(page, SUSPEND);
  }],
  ["suspending the last one, with codes", async (at) => {
    at.codes = await codesMade(at.page);
    await at.page.reload();
  }],
  ["suspended", ({ page }) => send(page, SUSPEND)],
  ["confirming what is suspended", ({ page }) => page.goto("/confirm")],
  ["asked for nothing but a code", async ({ page }) => {
    await signedOut(page);
    await givePassword(page, "lova");
  }],
  ["after the last code", async ({ page, codes }) => {
    for (const code of codes.slice(1)) {
      await byCode(page, code);
      await signedOut(page);
    }
    await givePassword(page, "lova");
    await go(page, () => page.locator('#fallbacks a[href$="/backup-code"]').click());
    await send(page, CODE_FORM, { code: codes[0] });
  }],
  ["making codes by the password", async ({ page, server }) => {
    server.clock.forward(11 * 60);
    await page.goto("/confirm?lost=1");
    await send(page, "main form:has([name=password])", { password: PASSWORD });
  }],
  ["locked out", async ({ page }) => {
    await signedOut(page);
    await givePassword(page, "lova");
  }],
];
