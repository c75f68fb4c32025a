// axe over the page as it stands: WCAG 2.2 AA and what is good practice beyond it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const axe = createRequire(import.meta.url)("axe-core").source;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds is nothing, but for rules that don't fit what is looked at. */
export async function accessible(page, where, ...unfit) {
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(axe);
  const found = await page.evaluate(async ({ rules, unfit }) => {
    const off = Object.fromEntries(unfit.map((rule) => [rule, { enabled: false }]));
    const options = { runOnly: { type: "tag", values: rules }, rules: off, resultTypes: ["violations"] };
    const { violations } = await globalThis.axe.run(document, options);
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 200)}\n  ${failureSummary}`));
  }, { rules: RULES, unfit });
  assert.equal(found.join("\n"), "", `what axe finds at ${where}`);
}
