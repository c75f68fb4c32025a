// After a day's work no secret stands in what the server printed, logged, kept or counts in public.
import assert from "node:assert/strict";
import { test } from "node:test";

import { visit } from "./support/browser.mjs";
import { CODE_FORM, addApp, beFirst, beginApp, givePassword, go, makeCodes, send, signIn, signOut } from "./support/person.mjs";
import { serve } from "./support/server.mjs";
import { base32, holds, kept } from "./support/traces.mjs";

const PASSWORD = "tre gröna kaktusar på hyllan";
const WRONG = "fyra gröna kaktusar på hyllan";
const NEXT = "fem gröna kaktusar på hyllan";

test("V16.2.5: no secret is left in output, log, database or metrics", async (t) => {
  const server = await serve(t, { COUNTERSIGN_LOG_LEVEL: "trace" });
  const page = await visit(server);
  const secrets = new Map([["the password", PASSWORD], ["a wrong password", WRONG], ["the next password", NEXT]]);
  const token = server.setUpLink.split("/").at(-1);
  const note = (name, secret) => secrets.set(name, secret);
  const noteCookies = async (when) => {
    for (const { name, value } of await page.context().cookies()) {
      if (name !== "countersign-language") {
        note(`${name} ${when}`, value);
        note(`${name} ${when}, as bytes`, Buffer.from(value, "base64url"));
      }
    }
  };

  await beFirst(page, server, "ada", PASSWORD);
  await noteCookies("after set-up");
  await beginApp(page, server);
  note("a secret never confirmed", await page.locator("#totp-secret").innerText());
  await page.goto("/settings/security");
  await beginApp(page, server);
  const secret = await page.locator("#totp-secret").innerText();
  note("the secret", secret);
  note("the secret, as bytes", base32(secret));
  await page.goto("/settings/security");
  const app = await addApp(page, server, "Tablet");
  await noteCookies("after the first factor");
  for (const [place, code] of (await makeCodes(page)).entries()) note(`backup code ${place + 1}`, code);
  await page.goto("/settings/security");
  await send(page, 'form[action$="/security/password"]', { current: PASSWORD, password: NEXT });
  await noteCookies("after the change of password");
  await signOut(page);

  await givePassword(page, "ada", WRONG);
  await givePassword(page, NEXT, NEXT);
  await givePassword(page, "ada", NEXT);
  await noteCookies("while signing in");
  await send(page, CODE_FORM, { code: app.wrong() });
  await go(page, () => page.locator('#other-ways a[href^="/login/challenge/backup-code"]').click());
  await send(page, CODE_FORM, { code: secrets.get("backup code 1") });
  await noteCookies("after a backup code");
  await signOut(page);
  await signIn(page, "ada", { password: NEXT, app });
  const bypass = (await server.command(["bypass", "add", "ada", "--reason", "a test"])).match(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/)[0];
  note("the bypass code", bypass);

  const metrics = await (await fetch(server.metrics)).text();
  assert.match(metrics, /countersign/);
  await page.context().close();
  await server.stop();
  const written = new Map([
    ["standard output", Buffer.from(server.stdout)],
    ["standard error", Buffer.from(server.stderr)],
    ["the metrics", Buffer.from(metrics)],
    // The used link stands in a file of its own until the next start; it opens nothing any more.
    ...[...kept(server)].filter(([file]) => file !== "setup-link"),
  ]);
  note("the set-up token", token);
  note("the set-up token, as bytes", Buffer.from(token, "base64url"));
  assert([...written.values()].some((bytes) => holds(bytes, "Tablet")), "what is no secret is found");
  const found = [...written].flatMap(([place, bytes]) =>
    [...secrets].filter(([, one]) => holds(bytes, one)).map(([name]) => `${name} in ${place}`));
  assert.deepEqual(found, []);
});
