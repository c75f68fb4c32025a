// A key that is added by an app's code: the list and the page on the way to a host that asks for a key say from when
// on it is accepted, and a day later it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { accessible } from "./support/a11y.mjs";
import { Authenticator } from "./support/authenticator.mjs";
import { visit } from "./support/browser.mjs";
import { add, arrive, own, press } from "./support/keys.mjs";
import { givePassword } from "./support/person.mjs";
import { prepared, signedOut } from "./support/prepared.mjs";
import { serve } from "./support/server.mjs";
import { narrow, sound } from "./support/sound.mjs";
import { LANGUAGES, say } from "./support/words.mjs";

const KIND = "security-key";
const VAULT = fileURLToPath(new URL("./support/vault.toml", import.meta.url));
const ENTRANCE = `/gate/enter?host=vault.localhost&nonce=${"A".repeat(43)}&next=/`;
const DAY = 24 * 60 * 60;
const TOMORROW = { en: /^tomorrow at \d\d:\d\d$/, sv: /^i morgon kl\. \d\d\.\d\d$/ };
const WAIT = { en: "1 day", sv: "1 dag" };

async function looksRight(page, where, language) {
  await sound(page, where, language);
  await narrow(page, where);
  await accessible(page, where);
}

/** What stands in place of one value of a text that is found on a page. */
function told(text, language, key, values, left) {
  const [before, after] = say(language, key, { ...values, [left]: "§" }).split("§");
  const at = text.indexOf(before);
  assert(at >= 0, `${before} in ${text}`);
  const rest = text.slice(at + before.length);
  return after ? rest.slice(0, rest.indexOf(after)) : rest.split("\n")[0];
}

for (const language of LANGUAGES) {
  test(`whose key is new reads from when on it is accepted, in ${language}`, async (t) => {
    const server = await serve(t, { COUNTERSIGN_CONFIG: VAULT });
    const page = await visit(server, { language });
    await prepared(page, server, "ada", { devices: ["Telefonen"], arguments: ["--email", "ada@example.org"] });
    await Authenticator.plug(page, "key");
    await page.goto("/settings/security");
    const hint = say(language, "security-waits", { wait: WAIT[language] });
    assert.equal(await page.getByText(hint).count(), 1, "once, below what could be added");
    await looksRight(page, "Security before there is a key", language);
    await add(page, KIND, "Nyckelknippan");

    await page.goto("/settings/security");
    const shown = await own(page, KIND, "Nyckelknippan").innerText();
    assert.match(told(shown, language, "look-counts-from", {}, "moment"), /\d{4}.*\d\d[:.]\d\d/);
    await looksRight(page, "Security with a new key", language);

    await page.goto(ENTRANCE);
    assert.equal(await page.locator("h1").innerText(), say(language, "entrance-later-title"));
    const values = { name: "Nyckelknippan", host: "vault.localhost" };
    const text = await page.locator("main").innerText();
    assert.match(told(text, language, "entrance-later", values, "moment"), TOMORROW[language]);
    assert.equal(await page.getByText(say(language, "entrance-set-up")).count(), 0);
    await looksRight(page, "the entrance with a new key", language);
    await page.getByText(say(language, "entrance-why")).click();
    assert.equal(new URL(page.url()).hash, "#new-keys");

    await signedOut(page);
    server.clock.forward(DAY + 60);
    await givePassword(page, "ada");
    await page.goto(`/login/challenge/${KIND}`);
    await press(page);
    await arrive(page, /^\/(settings\/security\/offer)?$/);
    const on = await page.request.get(ENTRANCE, { maxRedirects: 0 });
    assert.equal(on.status(), 303);
    assert.match(on.headers().location, /^http:\/\/vault\.localhost\/\.well-known\/countersign\/enter\?ticket=/);
  });
}
