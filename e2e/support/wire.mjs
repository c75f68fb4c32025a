// A page's line to Chromium's own tools, one for all who need it: whoever closed a second one would unplug
// the tokens of the first.
const wires = new WeakMap();

/** The line of this page; it ends with it. */
export function wire(page) {
  if (!wires.has(page)) wires.set(page, page.context().newCDPSession(page));
  return wires.get(page);
}
