// A forgotten password: asked for at sign-in, read out of a real mail server, chosen anew; and what a scanner does.
import assert from "node:assert/strict";
import { test } from "node:test";

import { request } from "playwright-core";

import { DESKTOP, PHONE, visit } from "./support/browser.mjs";
import { mailServer } from "./support/mail.mjs";
import { CODE_FORM, PASSWORD, alert, go, path, pathAndQuery, send, signIn, status } from "./support/person.mjs";
import { appAdded, signedIn } from "./support/prepared.mjs";
import { scan } from "./support/scanner.mjs";
import { serve } from "./support/server.mjs";
import { say } from "./support/words.mjs";

const NEW = "fyra gröna hästar springer";
const FORM = 'form[action="/forgotten"]';
const RESET_FORM = "main form:has([name=known])";
const link = (server, { text }) => text.match(new RegExp(`^${server.origin}(/forgotten/[\\w-]{43})$`, "m"))[1];

/** A site whose mail was tried. */
async function mailing(t, language) {
  const mail = await mailServer(t);
  const server = await serve(t, { ...mail.settings, COUNTERSIGN_SITE_LANGUAGE: language });
  await server.command(["mail", "test", "--to", "root@example.org"]);
  await mail.next();
  return { mail, server };
}

for (const [language, javaScript, size] of [["en", true, DESKTOP], ["sv", false, PHONE]]) {
  test(`a forgotten password is chosen anew by mail (${language}, ${javaScript ? "with" : "without"} JavaScript)`, async (t) => {
    const { mail, server } = await mailing(t, language);
    await server.add("ada", PASSWORD, "--email", "ada@example.org");
    const own = await visit(server);
    await signedIn(own, "ada");
    const app = await appAdded(own, server, "Phone");
    await mail.until(/^(Second step added|Andra steget tillagt)/m);

    const page = await visit(server, { language, javaScript, size });
    await page.goto("/login?next=/settings/devices");
    await go(page, () => page.getByRole("link", { name: say(language, "login-cannot") }).click());
    await go(page, () => page.getByRole("link", { name: say(language, "forgotten-password-go") }).click());
    await send(page, FORM, { username: "nobody" });
    const nobody = await page.locator("main").innerText();
    await page.goto("/forgotten");
    await send(page, FORM, { username: "ada@example.org" });
    assert.equal(await page.locator("main").innerText(), nobody, "the page tells nothing");

    // What was told before may come after it.
    const sent = await mail.until(/\/forgotten\//);
    assert.equal(sent.to, "ada@example.org");
    assert(sent.html.includes(`href="${server.origin}${link(server, sent)}"`));
    await page.goto(link(server, sent));
    assert.match(await page.locator("main").innerText(), /\bada\b/);
    assert.equal(await page.locator("[name=known]:checked").count(), 0, "nothing is chosen beforehand");

    assert.equal(await post(page, { password: NEW }), 422);
    assert.equal(await alert(page), say(language, "forgotten-why-missing"));
    await page.locator("[name=known][value=forgot]").check();
    assert.equal(await post(page, { password: "kort" }), 422);
    assert.match(await alert(page), /8/);
    assert(await page.locator("[name=known][value=forgot]").isChecked(), "what was chosen stands");
    await post(page, { password: NEW });
    assert.equal(pathAndQuery(page), "/login?done=reset");
    assert.equal(await status(page), say(language, "login-reset"));
    await mail.until(language === "en" ? /Forgotten password replaced/ : /Glömt lösenord ersatt/);

    await send(page, 'form[action="/login"]', { username: "ada", password: NEW });
    assert.equal(path(page), "/login/challenge/totp", "the second step is asked for as ever");
    await send(page, CODE_FORM, { code: app.fresh() });
    assert.equal(path(page), "/");
    await own.goto("/settings");
    assert.equal(path(own), "/login", "everybody else is signed out");

    await page.goto(link(server, sent));
    assert.equal(await alert(page), say(language, "forgotten-link-gone"));
    assert.equal(await page.locator(FORM).count(), 1, "and another one can be asked for there");
  });
}

const post = (page, fields) => send(page, RESET_FORM, fields);

test("what opens every link of a message and presses every button there changes nothing", async (t) => {
  const { mail, server } = await mailing(t, "en");
  await server.add("ada", PASSWORD, "--email", "ada@example.org");
  const page = await visit(server);
  await page.goto("/forgotten");
  await send(page, FORM, { username: "ada" });
  const there = server.origin + link(server, await mail.next());

  await scan(server, there, [{}, { known: "forgot" }, { known: "somebody", password: "" }]);
  await signIn(page, "ada");
  assert.equal(path(page), "/", "the password is as it was");
  assert.equal((await fetch(there)).status, 200, "and the link is good still");
});

test("a new password can be looked at, and says how far it has come", async (t) => {
  const server = await serve(t);
  await server.add("ada", PASSWORD, "--email", "ada@example.org");
  const page = await visit(server);
  await page.goto("/forgotten");
  await send(page, FORM, { username: "ada" });
  await page.goto(link(server, await server.letter(/\/forgotten\//)));
  const field = page.locator("#password");
  const said = page.locator("[data-new-password] output");
  assert.equal(await said.isVisible(), false);
  await field.fill("kort");
  assert.match(await said.innerText(), /15/);
  await field.fill("aaaaaaaaaaaaaaaaaaaa");
  assert.equal(await said.innerText(), say("en", "look-password-same"));
  await field.fill(NEW);
  assert.equal(await said.innerText(), say("en", "look-password-enough"));
  await page.getByRole("button", { name: say("en", "look-password-show") }).click();
  assert.equal(await field.getAttribute("type"), "text");
  await page.getByRole("button", { name: say("en", "look-password-show") }).click();
  assert.equal(await field.getAttribute("type"), "password");
});

test("where no mail was tried the page says whom to ask", async (t) => {
  const server = await serve(t, { COUNTERSIGN_OUTBOX_WRITE_TO: "", COUNTERSIGN_SITE_SUPPORT_TEXT: "Ring Åsa på 012-34 56 78." });
  await server.add("ada", PASSWORD, "--email", "ada@example.org");
  const page = await visit(server);
  for (const there of ["/login/help", "/forgotten"]) {
    await page.goto(there);
    const text = await page.locator("main").innerText();
    assert(text.includes(say("en", "forgotten-password-ask")) && text.includes("Ring Åsa på 012-34 56 78."), text);
    assert.equal(await page.locator("main form").count(), 0);
  }
  const program = await request.newContext();
  const asked = await program.post(`${server.origin}/forgotten`, { form: { username: "ada" } });
  assert.equal(asked.status(), 200);
  assert((await asked.text()).includes(say("en", "forgotten-password-ask")));
  await program.dispose();
});
