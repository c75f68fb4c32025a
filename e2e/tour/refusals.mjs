// Pages that say no, whoever asks: nothing there, from somewhere else, under another name.
export const refusals = [
  ["nothing there", ({ page }) => page.goto("/nothing/at/all")],
  ["from somewhere else", async ({ page, server }) => {
    await page.goto("about:blank");
    await page.setContent(`<form method="post" action="${server.origin}/logout"><button>Go</button></form>`);
    await Promise.all([page.waitForNavigation(), page.locator("button").click()]);
  }],
  ["under another name", ({ page, server }) => page.goto(server.origin.replace("localhost", "other.localhost"))],
  ["not allowed here", ({ page }) => page.goto("/logout")],
];
