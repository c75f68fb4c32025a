// What people do with security keys and passkeys: set one up, use it, and read what the page says of it.
// Pages begin by themselves to ask for one, so an answer is waited for where it leads.
import { givePassword, nameIt } from "./person.mjs";

/** Where a set-up under Security ends. */
const DONE = /^\/settings\/security(\/next)?$/;
const SAID = "[data-webauthn] [data-said] [role=alert]";

/** Does what leads to another page, and no more than begins to look at it: it may lead on by itself. */
export const turn = (page, action) => Promise.all([page.waitForNavigation({ waitUntil: "commit" }), action()]);

/** Waits for the page at this path, a string or an expression. */
export const arrive = (page, path) =>
  page.waitForURL((url) => (typeof path === "string" ? url.pathname === path : path.test(url.pathname)));

/** Begins to set one up, under Security or elsewhere. */
export async function begin(page, kind, { at = "/settings/security" } = {}) {
  await page.goto(at);
  await turn(page, () => page.locator(`#${kind} form[action$="/${kind}"] button`).click());
}

/** Sets one up under Security, under a name where one is given. */
export async function add(page, kind, name) {
  await begin(page, kind);
  await arrive(page, DONE);
  if (name) await nameIt(page, name);
}

/** What the page says when nothing came of it. */
export async function said(page) {
  await page.locator(SAID).waitFor();
  return page.locator(SAID).innerText();
}

/** Presses the button with which the page's question is answered. */
export const press = (page) => page.locator("form:has([data-webauthn]) button[type=submit]").click();

/**
 * Presses “Sign in with a passkey” and uses it. Nobody touches the token before, so that what waits behind
 * the name's field isn't taken in its place.
 */
export async function usePasskey(page, token) {
  await press(page);
  await page.locator("[data-said] [role=status]").waitFor();
  await token.touched(true);
  await press(page);
}

/** Where a passkey is offered once on the way, in browsers that have where to keep one. */
const OFFER = "/settings/security/offer";

/** Signs in by password, and by the key that is asked for by itself. */
export async function signInByKey(page, name, { at, to = "/" } = {}) {
  await givePassword(page, name, undefined, at);
  await page.waitForURL((url) => [to, OFFER].includes(url.pathname));
  if (new URL(page.url()).pathname === OFFER) {
    await turn(page, () => page.locator(`form[action="${OFFER}"] button`).first().click());
  }
  await arrive(page, to);
}

/** One of one's own under Security, by the name that it begins with. */
export const own = (page, kind, name) =>
  page.locator(`#${kind} ul.items`).first().locator("li.item").filter({
    has: page.locator(".name", { hasText: new RegExp(`^${name}`) }),
  });

/** Lets the question that the page asks be over in a moment, as when nobody is there. */
export async function timesOut(page) {
  await page.locator("[data-webauthn]").evaluate((box) => {
    box.dataset.options = JSON.stringify({ ...JSON.parse(box.dataset.options), timeout: 200 });
  });
  await press(page);
}
