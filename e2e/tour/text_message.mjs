// Pages of codes by text message: set up on the way in and under Security, asked for where there is one number, where
// there are two and where there are other ways, confirming, and what each says when it isn't right.
import { CODE_FORM, PASSWORD, beginAdding, givePassword, go, send } from "../support/person.mjs";
import { appAdded } from "../support/prepared.mjs";
import { wrong } from "../support/text.mjs";

const CODE_LINE = /#(\d{8})$/;
const CHARACTERS = /([0-9A-Z]{4}-[0-9A-Z]{4}) under "/;
const FORM = "form:has([name=phone])";
const SEND_FORM = 'form[action$="/send"]';

/** The code that was sent last. */
const code = async ({ server }) => (await server.letter(CODE_LINE)).text.match(CODE_LINE)[1];

/** Asks for another as whoever has no script may, too soon. */
async function again({ page }) {
  await page.locator(`${SEND_FORM} button, form:has([name=again]) button`).evaluate((button) => { button.disabled = false; });
  await go(page, () => page.locator(`${SEND_FORM} button, form:has([name=again]) button`).click());
}

const help = ({ page }) => page.locator("details[data-opens-after] > summary").click();

async function out({ page }) {
  await page.context().clearCookies({ name: "countersign" });
  await givePassword(page, "tove");
}

export const byTextMessage = [
  ["set-up at sign-in, a number", async (at) => {
    const { page, server, token } = at;
    await token.touched(false);
    await server.command(["policy", "require", "--everyone"]);
    await server.add("tove", PASSWORD);
    await page.goto("about:blank");
    await page.context().clearCookies();
    await givePassword(page, "tove");
    await send(page, "#text-message form.act");
  }],
  ["set-up at sign-in, a number that can't be", ({ page }) => send(page, FORM, { phone: "070-174 06" })],
  ["set-up at sign-in, a code is sent", ({ page }) => send(page, FORM, { phone: "070-174 06 05" })],
  ["set-up at sign-in, a code is sent, nothing comes", help],
  ["set-up at sign-in, a code by text message, wrong", async (at) => send(at.page, CODE_FORM, { code: wrong(await code(at)) })],
  ["set-up at sign-in, a number is on", async (at) => send(at.page, CODE_FORM, { code: await code(at) })],
  ["security, one number", ({ page }) => page.goto("/settings/security")],
  ["security, another number", ({ page }) => beginAdding(page, "text-message")],
  ["security, a number that gets no text messages", ({ page }) => send(page, FORM, { phone: "08-46 50 04 00" })],
  ["security, a number that is here already", ({ page }) => send(page, FORM, { phone: "+46 70 174 06 05" })],
  ["security, a number elsewhere", ({ page }) => send(page, FORM, { phone: "+47 406 12 345" })],
  ["security, a second number, a code is sent", async ({ page }) => {
    await beginAdding(page, "text-message");
    await send(page, FORM, { phone: "070 123 45 67" });
  }],
  ["security, a second number, asked again too soon", again],
  ["security, two numbers", async (at) => {
    await send(at.page, CODE_FORM, { code: await code(at) });
    await at.page.goto("/settings/security");
  }],
  ["preferences, told by text message", async ({ page }) => {
    await page.goto("/settings");
    await page.locator("form[action=\"/settings/notices/number\"] [name=to]").last().check();
    await go(page, () => page.locator('form[action="/settings/notices/number"] button').click());
  }],
  ["can't sign in, where text messages are sent", ({ page }) => page.goto("/login/help")],
  ["wasn't it you, wrong characters", ({ page }) => send(page, "main form:has([name=characters])", { characters: "0000-0000" })],
  ["a text message, to which number", out],
  ["a text message, sent", ({ page }) => send(page, SEND_FORM)],
  ["a text message, nothing comes", help],
  ["a text message, asked again too soon", again],
  ["a text message, not a code", ({ page }) => send(page, CODE_FORM, { code: "12" })],
  ["a text message, wrong", async (at) => send(at.page, CODE_FORM, { code: wrong(await code(at)) })],
  ["confirming by text message, to which number", async (at) => {
    await send(at.page, CODE_FORM, { code: await code(at) });
    at.server.clock.forward(11 * 60);
    await at.page.goto("/confirm?next=/settings/security");
  }],
  ["confirming by text message, sent", ({ page }) => send(page, SEND_FORM)],
  ["confirming by text message, wrong", async (at) => send(at.page, CODE_FORM, { code: wrong(await code(at)) })],
  ["which way, an app and text messages", async (at) => {
    const { page, server } = at;
    await send(page, CODE_FORM, { code: await code(at) });
    await appAdded(page, server, "Telefon");
    await out(at);
  }],
  ["a text message beside an app", ({ page }) => go(page, () => page.locator('#factors a[href$="/text-message"]').click())],
  ["a text message beside an app, sent", async ({ page, server }) => {
    server.clock.forward(61);
    await send(page, SEND_FORM);
  }],
  ["wasn't it you, what the characters stop", async ({ page, server }) => {
    server.clock.forward(25 * 60 * 60);
    await server.command(["bypass", "add", "tove", "--reason", "Telefonen är borta"]);
    const { text } = await server.letter(CHARACTERS);
    await page.goto("/not-me");
    await send(page, "main form", { characters: text.match(CHARACTERS)[1] });
  }],
];
