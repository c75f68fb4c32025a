// Every page in every state, in every language, both themes, on phone and desktop: sound, accessible,
// light, nothing wider than 320 px; and a picture of each to look at.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { visit } from "./support/browser.mjs";
import { Kinds } from "./support/kinds.mjs";
import { serve } from "./support/server.mjs";
import { survey } from "./support/shots.mjs";
import { weigh } from "./support/weight.mjs";
import { LANGUAGES } from "./support/words.mjs";
import { byEmail } from "./tour/email_code.mjs";
import { confirming, preferences, security } from "./tour/own_account.mjs";
import { alone, byKey, ownKeys } from "./tour/keys.mjs";
import { lockedOut } from "./tour/locked_out.mjs";
import { refusals } from "./tour/refusals.mjs";
import { secondProof, signingIn } from "./tour/signing_in.mjs";
import { byTextMessage } from "./tour/text_message.mjs";

const SITE = {
  COUNTERSIGN_CONFIG: fileURLToPath(new URL("./support/protected.toml", import.meta.url)),
  COUNTERSIGN_SITE_NAME: "Åsas kafé",
  COUNTERSIGN_SITE_COUNTRY: "SE",
  COUNTERSIGN_SITE_SUPPORT_TEXT: "Åsa, 08-12 34 56",
  COUNTERSIGN_SITE_SUPPORT_URL: "mailto:asa@example.org",
  COUNTERSIGN_SITE_PRIVACY_URL: "https://example.org/privacy",
};
const TOUR = {
  "signing in": signingIn, security, "second proof": secondProof, confirming, preferences,
  "own keys": ownKeys, "by key": byKey, alone, "locked out": lockedOut,
  "by text message": byTextMessage, "by email": byEmail, refusals,
};
const weights = new Map();

describe("every page in every state", { concurrency: 2 }, () => {
  for (const language of LANGUAGES) it(`in ${language}`, (t) => tour(t, language));
});

/** Walks through all stops; where the way to one is lost, so are those after it in the same part. */
async function tour(t, language) {
  const server = await serve(t, SITE);
  const elsewhere = server.origin.replace("localhost", "other.localhost");
  const page = await visit(server, { language, elsewhere });
  const weight = await weigh(page);
  const at = { server, page, language };
  const kinds = new Kinds();
  let place = 0;
  for (const [part, stops] of Object.entries(TOUR)) {
    let lost = false;
    for (const [name, lead] of stops) {
      place += 1;
      const file = `${String(place).padStart(2, "0")} ${part} ${name}`.replace(/[^a-z0-9]+/g, "-");
      await t.test(`${part}: ${name}`, { skip: lost && "the way here is lost" }, async () => {
        lost = true;
        await lead(at);
        lost = false;
        weights.set(name, weight(name));
        await survey(page, file, language);
        await kinds.note(page);
      });
    }
  }
  await t.test("no kind of factor is left out", async () => {
    assert.deepEqual(await kinds.missing(server), []);
  });
}

after(() => {
  const [name, bytes] = [...weights].sort(([, a], [, b]) => b - a)[0] ?? [];
  if (name) console.log(`the heaviest page is "${name}": ${bytes} bytes`);
});
