// Going through a page by keyboard alone. At each stop the focus has to be seen.
import assert from "node:assert/strict";

import { go } from "./person.mjs";

const MOST = 80;

/** Presses Tab until the element is reached. */
export async function tabTo(page, selector) {
  for (let pressed = 0; pressed < MOST; pressed += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press("Tab");
    await focusIsSeen(page);
  }
  assert.fail(`Tab never reaches ${selector} at ${page.url()}`);
}

/** Goes to what leads on and presses Enter there. */
export async function enter(page, selector) {
  await tabTo(page, selector);
  return go(page, () => page.keyboard.press("Enter"));
}

/** Goes to a field and types. What stands in it already is selected by Tab, and so replaced. */
export async function type(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

async function focusIsSeen(page) {
  const seen = await page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) return null;
    const { outlineStyle, outlineWidth, outlineColor, visibility } = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {
      what: at.outerHTML.slice(0, 120),
      outline: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\)|transparent/.test(outlineColor),
      shown: onScreen && box.width > 0 && visibility === "visible",
    };
  });
  if (seen) assert(seen.outline && seen.shown, `the focus isn't seen at ${page.url()}: ${JSON.stringify(seen)}`);
}
