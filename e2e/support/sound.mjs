// What holds of every page, whatever it is about: one heading, its language, no missing text, nothing
// wider than the narrowest phone, no two elements with one id.
import assert from "node:assert/strict";

import { foreign } from "./words.mjs";

export const NARROWEST = { width: 320, height: 640 };

export async function sound(page, where, language) {
  const seen = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    return {
      headings: [...document.querySelectorAll("h1")].map((heading) => heading.textContent.trim()),
      language: document.documentElement.lang,
      title: document.title,
      text: document.body.innerText,
      source: document.documentElement.outerHTML,
      twice: ids.filter((id, place) => ids.indexOf(id) !== place),
    };
  });
  assert.equal(seen.headings.length, 1, `one h1 at ${where}: ${seen.headings}`);
  assert.notEqual(seen.headings[0], "", `an h1 that says something at ${where}`);
  assert(seen.title.startsWith(seen.headings[0]), `the title at ${where} begins with its heading: ${seen.title}`);
  assert.equal(seen.language, language, `the language of ${where}`);
  assert.doesNotMatch(seen.source, /[⟦⟧]/u, `missing texts at ${where}`);
  assert.deepEqual(seen.twice, [], `ids that stand twice at ${where}`);
  const strangers = foreign(language).filter((text) => seen.text.includes(text));
  assert.deepEqual(strangers, [], `sentences of another language at ${where}`);
}

/** Nothing has to be scrolled sideways, even on the narrowest phone. */
export async function narrow(page, where) {
  const before = page.viewportSize();
  await page.setViewportSize(NARROWEST);
  const wider = await page.evaluate(() => {
    const most = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= most) return [];
    return [...document.body.querySelectorAll("*")]
      .filter((one) => one.getBoundingClientRect().right > most + 0.5)
      .map((one) => `${one.tagName.toLowerCase()}.${one.className?.baseVal ?? one.className}: ${one.textContent.trim().slice(0, 60)}`);
  });
  await page.setViewportSize(before);
  assert.deepEqual(wider, [], `what is wider than 320 px at ${where}`);
}
