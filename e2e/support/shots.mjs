// Looks at a page from every side: both themes, both screens. Where pictures are wanted it takes one of each, into
// a folder that isn't kept.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { accessible } from "./a11y.mjs";
import { DESKTOP, PHONE } from "./browser.mjs";
import { narrow, sound } from "./sound.mjs";
import { wire as wireOf } from "./wire.mjs";

const WANTED = process.env.PICTURES === "1";
const FOLDER = fileURLToPath(new URL("../screenshots", import.meta.url));
// A theme changes colours alone, a screen the layout alone, and a language the words alone: axe sees each page in one
// look a language, so that between them each theme and each screen is seen.
const LOOKS = [
  { theme: "light", screen: "desktop", size: DESKTOP },
  { theme: "light", screen: "phone", size: PHONE, axe: "en" },
  { theme: "dark", screen: "phone", size: PHONE },
  { theme: "dark", screen: "desktop", size: DESKTOP, axe: "sv" },
];

/** Looks at the page as it stands; leaves it as it was. */
export async function survey(page, name, language) {
  if (WANTED) mkdirSync(FOLDER, { recursive: true });
  const wire = await wireOf(page);
  await sound(page, name, language);
  await narrow(page, name);
  for (const { theme, screen, size, axe } of LOOKS.filter((look) => WANTED || look.axe === language)) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize(size);
    if (WANTED) {
      const file = `${name}.${screen}.${theme}.${language}.png`;
      writeFileSync(join(FOLDER, file), await picture(page, wire));
    }
    if (axe === language) await accessible(page, `${name} (${language}, ${theme}, ${screen})`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(DESKTOP);
}

// The whole page, the quick way: there are several hundred.
async function picture(page, wire) {
  const { width, height } = await page.evaluate(() => ({
    width: innerWidth,
    height: Math.max(innerHeight, document.documentElement.scrollHeight),
  }));
  const clip = { x: 0, y: 0, width, height, scale: 1 };
  const asked = { format: "png", optimizeForSpeed: true, captureBeyondViewport: true, clip };
  return Buffer.from((await wire.send("Page.captureScreenshot", asked)).data, "base64");
}
