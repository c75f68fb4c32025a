// The user's manual, from its beginning to its end: an app, backup codes, a hardware token, choosing one
// of the two at the next sign-in, and a program that goes on with a password of its own.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { visit } from "./support/browser.mjs";
import {
  CODE_FORM, CODES_FORM, PASSWORD, beginApp, givePassword, go, nameIt, path, pathAndQuery, send, shownCodes, signOut, status,
} from "./support/person.mjs";
import { scan } from "./support/qr.mjs";
import { serve } from "./support/server.mjs";
import { App } from "./support/totp.mjs";
import { say } from "./support/words.mjs";

const PROTECTED = fileURLToPath(new URL("./support/protected.toml", import.meta.url));
const KEY_FORM = 'form[action="/settings/security/security-key"]';
const DEVICE_FORM = 'form[action="/settings/devices/passwords"]';

/** Puts a security key in, Chromium's own virtual one, which is touched as soon as it blinks. */
async function putKeyIn(page, protocol) {
  const wire = await page.context().newCDPSession(page);
  await wire.send("WebAuthn.enable");
  const of = { protocol, transport: "usb", hasResidentKey: false, hasUserVerification: false };
  await wire.send("WebAuthn.addVirtualAuthenticator", { options: { ...of, automaticPresenceSimulation: true } });
}

/** What the gate says to a program that asks for a protected host by Basic, as a proxy passes it on. */
function program(server, password) {
  const asked = [
    "--silent", "--show-error", "--include", "--user", `ada:${password}`,
    "--header", "X-Original-Method: PROPFIND",
    "--header", "X-Original-URL: https://notes.example.org/dav",
    `${server.origin}/gate/check`,
  ];
  const answer = execFileSync("curl", asked, { encoding: "utf8" });
  return {
    status: Number(answer.match(/^HTTP\/\S+ (\d+)/)[1]),
    user: answer.match(/^remote-user: *(.*?)\r?$/im)?.[1] ?? "",
  };
}

// A token of the older kind, as the Nitrokey FIDO U2F is one, and one of the newer.
for (const [language, protocol] of [["en", "u2f"], ["sv", "ctap2"]]) {
  test(`the whole of the manual, in ${language}, with a key that speaks ${protocol}`, async (t) => {
    const server = await serve(t, { COUNTERSIGN_CONFIG: PROTECTED });
    await server.add("ada", PASSWORD);
    const page = await visit(server, { language });
    await putKeyIn(page, protocol);

    // Before: the password alone, for the person and for their programs.
    await givePassword(page, "ada");
    assert.equal(path(page), "/");
    assert.deepEqual(program(server, PASSWORD), { status: 200, user: "ada" });

    // Configuring two-factor authentication: the picture and the secret below it, and a code.
    const app = await beginApp(page, server);
    const scanned = new URL(await scan(page.locator("svg.qr")));
    assert.equal(new App(scanned.searchParams.get("secret"), server.clock).shown(), app.shown());
    assert.equal(await send(page, CODE_FORM, { code: app.fresh() }), 200);
    assert.equal(path(page), "/settings/security/next");

    // Recovery codes: ten, each once.
    await send(page, CODES_FORM);
    const codes = await shownCodes(page);
    assert.equal(new Set(codes).size, 10);
    await go(page, () => page.getByRole("link", { name: say(language, "backup-code-kept") }).click());
    assert.equal(await page.locator("#backup-codes li").count(), 0, "shown once");

    // A hardware token beside it, named and touched.
    await page.goto("/settings/security");
    await page.locator(`${KEY_FORM} button`).click();
    await page.waitForURL((url) => !/security-key/.test(url.pathname));
    assert.match(await status(page), /\S/);
    await nameIt(page, "Nyckelknippan");
    assert.match(await page.locator("#security-key li.item").innerText(), /Nyckelknippan/);

    // Logging in: a selection screen, on which the app is chosen, and then where one was going. By then the key, which
    // a code had added, counts in full.
    await signOut(page);
    server.clock.forward(25 * 60 * 60);
    await givePassword(page, "ada", PASSWORD, "/login?next=/settings/devices");
    assert.equal(path(page), "/login/challenge");
    assert.equal(await page.locator("h1").innerText(), say(language, "challenge-title"));
    const kinds = await page.locator("#factors a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.deepEqual(new Set(kinds), new Set(["/login/challenge/totp", "/login/challenge/security-key"]));
    await go(page, () => page.locator('#factors a[href="/login/challenge/totp"]').click());
    assert.equal(await send(page, CODE_FORM, { code: app.fresh() }), 200);
    assert.equal(pathAndQuery(page), "/settings/devices");

    // Client applications: the account's own password no longer does, one made for the device does.
    assert.deepEqual(program(server, PASSWORD), { status: 401, user: "" });
    // To make one is sensitive, and asks for the strongest that there is: the key, which is touched at once.
    await send(page, DEVICE_FORM, { name: "Kalendern" });
    await page.getByRole("link", { name: say(language, "web-way-confirm") }).click();
    await page.waitForURL("**/settings/devices");
    await send(page, DEVICE_FORM, { name: "Kalendern" });
    const device = await page.locator("#device-password").innerText();
    assert.deepEqual(program(server, device), { status: 200, user: "ada" });
    assert.deepEqual(program(server, PASSWORD), { status: 401, user: "" });
    await page.goto("/settings/devices");
    assert.match(await page.locator("main").innerText(), /Kalendern/);
    await server.command(["session", "end", "ada", "--all"]);
    assert.equal(program(server, device).status, 200, "it is no session");

    // And in again with the token: where there is a choice it is asked for on a button.
    await givePassword(page, "ada", PASSWORD, "/login?next=/settings/activity");
    assert.equal(path(page), "/login/challenge");
    await go(page, () => page.locator('#factors a[href="/login/challenge/security-key"]').click());
    await page.getByRole("button", { name: say(language, "security-key-use") }).click();
    await page.waitForURL("**/settings/activity");
    assert.match(await page.locator("main").innerText(), new RegExp(say(language, "security-key-name")));

    // What opens the programs opens none of these pages.
    await signOut(page);
    assert.equal(await givePassword(page, "ada", device), 422);
    assert.equal(path(page), "/login");
  });
}
