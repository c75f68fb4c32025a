// The main job as a person would do it: from the printed link to signing in with a second factor and
// landing where one was going; with and without JavaScript, in both languages, on a phone, by keyboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { DESKTOP, PHONE, visit } from "./support/browser.mjs";
import { enter, tabTo, type } from "./support/keyboard.mjs";
import {
  CODE_FORM, CODES_FORM, PASSWORD, beFirst, beginApp, go, path, pathAndQuery, send, shownCodes, signOut,
} from "./support/person.mjs";
import { scan } from "./support/qr.mjs";
import { serve } from "./support/server.mjs";
import { App } from "./support/totp.mjs";
import { say } from "./support/words.mjs";

const SITE = "Åsas kafé: två lås 🔐";
const NAME = "asa.o'neil+1";

const DAYS = [
  { language: "en", javaScript: true, size: DESKTOP },
  { language: "en", javaScript: false, size: PHONE },
  { language: "sv", javaScript: true, size: PHONE },
  { language: "sv", javaScript: false, size: DESKTOP },
];

for (const day of DAYS) {
  const screen = day.size === PHONE ? "a phone" : "a desktop";
  test(`the first day in ${day.language}, ${day.javaScript ? "with" : "without"} JavaScript, on ${screen}`, async (t) => {
    const server = await serve(t, { COUNTERSIGN_SITE_NAME: SITE });
    const page = await visit(server, day);
    const spoken = (key, values) => say(day.language, key, values);

    await beFirst(page, server, NAME);
    assert.equal(await page.locator("html").getAttribute("lang"), day.language);
    assert.equal(await page.locator("#account-name").textContent(), NAME);

    const app = await beginApp(page, server, "Åsas telefon: röd 📱");
    const uri = await page.locator("#totp-uri").getAttribute("href");
    assert.match(await page.locator("#totp-secret").innerText(), /^[A-Z2-7]{4}( [A-Z2-7]{4}){7}$/);
    assert.equal(await scan(page.locator("svg.qr")), uri, "the picture says what the link says");
    const named = new URL(uri);
    // A colon would part the issuer from the account.
    assert.equal(named.searchParams.get("issuer"), SITE.replace(":", " -"));
    assert.equal(decodeURIComponent(named.pathname).split(":").at(-1).trim(), NAME);
    assert.equal(new App(named.searchParams.get("secret"), server.clock).shown(), app.shown());

    assert.equal(await send(page, CODE_FORM, { code: app.fresh() }), 200);
    await send(page, CODES_FORM);
    const codes = await shownCodes(page);
    assert.equal(new Set(codes).size, 10, "ten different ones");
    await keptAsText(page, codes, spoken);
    await keptOnPaper(page, codes, day, spoken);
    await go(page, () => page.getByRole("link", { name: spoken("backup-code-kept") }).click());

    await signOut(page);
    await page.goto("/settings/activity");
    assert.equal(pathAndQuery(page), "/login?next=/settings/activity");
    assert.equal(await send(page, "form:has([name=password])", { username: NAME.toUpperCase(), password: PASSWORD }), 200);
    assert.equal(path(page), "/login/challenge/totp");
    assert.equal(await send(page, CODE_FORM, { code: app.fresh() }), 200);
    assert.equal(path(page), "/settings/activity");
    assert.match(await page.locator("main").innerText(), new RegExp(spoken("event-backup-codes-made")));
  });
}

/** The link that downloads the codes works, without scripts too, and the file says whose they are. */
async function keptAsText(page, codes, spoken) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("a[download]").click(),
  ]);
  const name = spoken("backup-code-file", { site: "Åsas-kafé-två-lås", name: "asa.o-neil-1" });
  assert.equal(download.suggestedFilename(), name);
  const text = readFileSync(await download.path(), "utf8");
  for (const part of [SITE, new URL(page.url()).origin, NAME, spoken("backup-code-each"), ...codes.map((code) => `. ${code}`)]) {
    assert(text.includes(part), `the file has ${part}`);
  }
  assert.equal(text.match(/^\[ \] [ 1]\d\. /gm).length, 10, "a box for each code");
  assert.match(text, /\b20\d\d\b/, "the file has a date");
}

/** On paper stand site, address, account, date and the codes, each with a box to tick, and nothing else; copying gives the codes alone. */
async function keptOnPaper(page, codes, { javaScript }, spoken) {
  await page.emulateMedia({ media: "print" });
  const paper = await page.locator("body").innerText();
  const about = [SITE, new URL(page.url()).origin, NAME, spoken("backup-code-each")];
  for (const part of [...about, ...codes]) assert(paper.includes(part), `the paper has ${part}`);
  const boxes = await page.locator("#backup-codes li").evaluateAll((all) =>
    all.filter((one) => parseFloat(getComputedStyle(one, "::before").borderTopWidth) > 0).length);
  assert.equal(boxes, 10, "a box to tick for each code");
  for (const not of ["#account-name", "nav.tabs", "footer", "main a", "main button"]) {
    for (const one of await page.locator(not).all()) assert(!await one.isVisible(), `the paper has no ${not}`);
  }
  await page.emulateMedia({ media: "screen" });
  assert.equal(await page.locator("[data-copy]").isVisible(), javaScript);
  assert.equal(await page.locator("[data-print]").isVisible(), javaScript);
  if (!javaScript) return;
  await page.locator("[data-copy]").click();
  await page.locator("[data-said]", { hasText: /./ }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), codes.join("\n"));
}

test("the first day by keyboard alone, the focus always seen", async (t) => {
  const server = await serve(t);
  const page = await visit(server);

  await page.goto(server.setUpLink);
  await type(page, "[name=username]", "ada");
  await type(page, "[name=password]", PASSWORD);
  await go(page, () => page.keyboard.press("Enter"));
  assert.equal(path(page), "/settings/security");

  await enter(page, 'form[action$="/totp"] button');
  const app = new App(await page.locator("#totp-secret").innerText(), server.clock);
  await type(page, "[name=code]", app.fresh());
  await go(page, () => page.keyboard.press("Enter"));
  await enter(page, `${CODES_FORM} button`);
  await shownCodes(page);

  await tabTo(page, "details.account > summary");
  await page.keyboard.press("Enter");
  await enter(page, 'form[action="/logout"] button');
  await page.goto("/settings/activity");
  await type(page, "[name=username]", "ada");
  await type(page, "[name=password]", PASSWORD);
  await go(page, () => page.keyboard.press("Enter"));
  await type(page, "[name=code]", app.fresh());
  await go(page, () => page.keyboard.press("Enter"));
  assert.equal(path(page), "/settings/activity");
});

test("the language is chosen at the foot of the page, and where one was going is kept", async (t) => {
  const server = await serve(t);
  await server.add("ada", PASSWORD);
  const page = await visit(server, { language: "en", javaScript: false });
  const shown = () => page.locator("html").getAttribute("lang");

  await page.goto("/settings/activity");
  assert.equal(await shown(), "en");
  await go(page, () => page.getByRole("button", { name: "Svenska" }).click());
  assert.equal(await shown(), "sv");
  assert.equal(pathAndQuery(page), "/login?next=/settings/activity");
  await send(page, "form:has([name=password])", { username: "ada", password: PASSWORD });
  assert.equal(path(page), "/settings/activity");
  // Nothing was chosen on the account, so the browser's choice goes on.
  assert.equal(await shown(), "sv");
  await go(page, () => page.getByRole("button", { name: "English" }).click());
  assert.equal(await shown(), "en");
  assert.equal(path(page), "/settings/activity");
});
