// Every message in every language, as it came out of a real mail server: looked at as a mail program shows it, light and
// dark, on phone and desktop; nothing is asked of any server, and links lead to our own address alone.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { DESKTOP, PHONE, visit } from "./support/browser.mjs";
import { accessible } from "./support/a11y.mjs";
import { mailServer } from "./support/mail.mjs";
import { serve } from "./support/server.mjs";
import { LANGUAGES } from "./support/words.mjs";

const WANTED = process.env.PICTURES === "1";
const FOLDER = fileURLToPath(new URL("./screenshots", import.meta.url));
const LOOKS = [["light", "phone", PHONE], ["dark", "phone", PHONE], ["light", "desktop", DESKTOP], ["dark", "desktop", DESKTOP]];

test("every message is sound in every language, and links to us alone", async (t) => {
  const mail = await mailServer(t);
  const samples = mail.samples();
  const server = await serve(t);
  // Whatever it asks of any server fails the test.
  const page = await visit(server, { javaScript: true });
  if (WANTED) mkdirSync(FOLDER, { recursive: true });
  const seen = new Map(LANGUAGES.map((language) => [language, 0]));
  for (let n = 0; n < samples; n += 1) {
    const message = await mail.next();
    const [, name, language] = message.to.match(/^(.*)\.([a-z]+)@example\.org$/);
    seen.set(language, seen.get(language) + 1);
    assert.equal(message.html.match(new RegExp(`<html lang="${language}"`))?.length, 1, name);
    await page.setContent(message.html);
    const links = await page.locator("a").evaluateAll((all) => all.map(({ href }) => href));
    for (const link of links) assert.equal(new URL(link).origin, "https://id.example.org", name);
    assert.equal(await page.locator("img, script, link, iframe, object, form, [background]").count(), 0, name);
    for (const [theme, screen, size] of LOOKS) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(size);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert(!wider, `${name} is wider than a ${screen}`);
      if (WANTED) await page.screenshot({ path: join(FOLDER, `message-${name}.${screen}.${theme}.${language}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: 320, height: 640 });
    assert(!await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), `${name} is wider than 320 px`);
    // Its subject is its heading.
    await accessible(page, `${name} (${language})`, "page-has-heading-one");
  }
  const counts = [...seen.values()];
  assert(counts[0] > 30 && counts.every((count) => count === counts[0]), `${[...seen]}`);
});
