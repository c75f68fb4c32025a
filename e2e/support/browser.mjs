// Chromium as people use it. Each visitor is a browser of their own (cookies, language, screen); what
// goes wrong behind a page's back (errors, policy, requests to elsewhere) fails the test at its end.
import assert from "node:assert/strict";
import { after } from "node:test";

import { chromium } from "playwright-core";

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1200, height: 900 };

/** As a browser does by itself: what was sent as an idle connection closed is sent once more. */
export const AGAIN = { maxRetries: 2 };

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
let launched;

const browser = () => {
  launched ??= chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGUMENTS });
  return launched;
};
after(async () => { await (await launched)?.close(); });

/** Opens a browser of somebody's own: its page, and what went wrong in it. */
export async function visit(server, { language = "en", javaScript = true, size = DESKTOP, theme = "light", elsewhere } = {}) {
  const context = await (await browser()).newContext({
    baseURL: server.origin,
    locale: language,
    viewport: size,
    colorScheme: theme,
    javaScriptEnabled: javaScript,
    reducedMotion: "reduce",
    permissions: javaScript ? ["clipboard-read", "clipboard-write"] : [],
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints = watch(context, [server.origin, elsewhere]);
  server.beforeEnd(async () => {
    await context.close();
    assert.deepEqual(complaints, [], "what went wrong in the browser");
  });
  return page;
}

/** Collects errors of the console, of scripts, of the content policy, and requests to elsewhere. */
function watch(context, origins) {
  const complaints = [];
  context.on("console", (message) => {
    // Chromium counts each refusal (422, 403 …) as an error too.
    if (message.type() === "error" && !/^Failed to load resource: the server responded/.test(message.text())) {
      complaints.push(`${message.page()?.url()}: ${message.text()}`);
    }
  });
  context.on("weberror", (error) => complaints.push(`${error.page()?.url()}: ${error.error()}`));
  context.on("request", (request) => {
    const url = request.url();
    const own = origins.some((origin) => url.startsWith(`${origin}/`)) || /^(data|about):/.test(url);
    if (!own) complaints.push(`a request to ${url}`);
  });
  return complaints;
}
