// Pictures of a page in both themes on both screens, into a folder that isn't kept. On the way axe
// looks at each.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { accessible } from "./a11y.mjs";
import { DESKTOP, PHONE } from "./browser.mjs";
import { narrow, sound } from "./sound.mjs";

const FOLDER = fileURLToPath(new URL("../screenshots", import.meta.url));
const SCREENS = { phone: PHONE, desktop: DESKTOP };

/** Looks at the page as it stands from every side: theme by theme, screen by screen. */
export async function survey(page, name, language) {
  mkdirSync(FOLDER, { recursive: true });
  const before = page.viewportSize();
  await sound(page, name, language);
  await narrow(page, name);
  for (const [screen, size] of Object.entries(SCREENS)) {
    await page.setViewportSize(size);
    for (const theme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: theme });
      await accessible(page, `${name} (${language}, ${theme}, ${screen})`);
      const path = join(FOLDER, `${name}.${screen}.${theme}.${language}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
}
