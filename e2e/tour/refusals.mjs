// Pages that say no, whoever asks: nothing there, from somewhere else, under another name.
import assert from "node:assert/strict";

export const refusals = [
  ["nothing there", ({ page }) => page.goto("/nothing/at/all")],
  ["from somewhere else", async ({ page, server }) => {
    await page.goto("about:blank");
    await page.setContent(`<form method="post" action="${server.origin}/logout"><button>Go</button></form>`);
    await Promise.all([page.waitForNavigation(), page.locator("button").click()]);
  }],
  ["under another name", ({ page, server }) => page.goto(server.origin.replace("localhost", "other.localhost"))],
  ["a path that servers read differently", async ({ page, server }) => {
    await page.setExtraHTTPHeaders({
      "x-original-method": "GET",
      "x-original-url": "https://files.example.org/reports//2026;v=1",
    });
    await page.goto(`${server.origin}/gate/check`);
    assert.equal(await page.locator("h1").count(), 1);
    await page.setExtraHTTPHeaders({});
  }],
  ["not allowed here", ({ page }) => page.goto("/logout")],
];
