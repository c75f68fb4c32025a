// Looks at a page from every side and takes pictures: both themes on both screens, into a folder that
// isn't kept.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { accessible } from "./a11y.mjs";
import { DESKTOP, PHONE } from "./browser.mjs";
import { narrow, sound } from "./sound.mjs";

const FOLDER = fileURLToPath(new URL("../screenshots", import.meta.url));
// A theme changes colours alone, a screen the layout alone: axe sees each of the four in two looks.
const LOOKS = [
  { theme: "light", screen: "phone", size: PHONE, axe: true },
  { theme: "light", screen: "desktop", size: DESKTOP },
  { theme: "dark", screen: "desktop", size: DESKTOP, axe: true },
  { theme: "dark", screen: "phone", size: PHONE },
];

/** Looks at the page as it stands; leaves it as it was. */
export async function survey(page, name, language) {
  mkdirSync(FOLDER, { recursive: true });
  await sound(page, name, language);
  await narrow(page, name);
  for (const { theme, screen, size, axe } of LOOKS) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize(size);
    await page.screenshot({ path: join(FOLDER, `${name}.${screen}.${theme}.${language}.png`), fullPage: true });
    if (axe) await accessible(page, `${name} (${language}, ${theme}, ${screen})`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(DESKTOP);
}
