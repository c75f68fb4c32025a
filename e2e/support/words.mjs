// The catalogues of the program: the sentences of each language by their keys, so that a test can say
// which sentence it means in either language, and find one that stands in the wrong one.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CRATES = fileURLToPath(new URL("../../crates", import.meta.url));
const NAMES = { en: "en.ftl", sv: "sv.ftl" };

function* files(folder, name) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path, name);
    else if (entry.name === name) yield path;
  }
}

function read(language) {
  const words = new Map();
  for (const path of files(CRATES, NAMES[language])) {
    for (const line of readFileSync(path, "utf8").split("\n")) {
      const found = line.match(/^([a-z][a-z0-9-]*) = (.+)$/);
      if (found) words.set(found[1], found[2]);
    }
  }
  return words;
}

const catalogues = { en: read("en"), sv: read("sv") };

/** The sentence of a key, with its values put in. */
export function say(language, key, values = {}) {
  const text = catalogues[language].get(key);
  if (text === undefined) throw new Error(`no text ${key} in ${language}`);
  return text.replace(/\{\s*\$(\w+)\s*\}/g, (_, name) => values[name] ?? `{ $${name} }`);
}

/** Sentences that the other language has and this one hasn't: none of them may stand on a page. */
export function foreign(language) {
  const other = language === "en" ? "sv" : "en";
  const own = new Set(catalogues[language].values());
  return [...catalogues[other].values()].filter((text) => text.length > 12 && !text.includes("{") && !own.has(text));
}
