// The catalogues of the program: the sentences of each language by their keys, so that a test can say
// which sentence it means in any language, and find one that stands in the wrong one.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const CRATES = fileURLToPath(new URL("../../crates", import.meta.url));

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (entry.name.endsWith(".ftl")) yield path;
  }
}

/** A language is whatever a file of texts is called by. */
const catalogues = {};
for (const path of files(CRATES)) {
  const words = (catalogues[basename(path, ".ftl")] ??= new Map());
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const found = line.match(/^([a-z][a-z0-9-]*) = (.+)$/);
    if (found) words.set(found[1], found[2]);
  }
}

/** The tags of all languages. */
export const LANGUAGES = Object.keys(catalogues).sort();

/** The sentence of a key, with its values put in. */
export function say(language, key, values = {}) {
  const text = catalogues[language].get(key);
  if (text === undefined) throw new Error(`no text ${key} in ${language}`);
  return text.replace(/\{\s*\$(\w+)\s*\}/g, (_, name) => values[name] ?? `{ $${name} }`);
}

/** Sentences that another language has and this one hasn't: none of them may stand on a page. */
export function foreign(language) {
  const own = new Set(catalogues[language].values());
  const others = LANGUAGES.filter((other) => other !== language).flatMap((other) => [...catalogues[other].values()]);
  return others.filter((text) => text.length > 12 && !text.includes("{") && !own.has(text));
}
