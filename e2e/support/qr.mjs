// Reads a QR code from a picture of what Chromium shows, as a phone's camera would.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the QR code in this element says. */
export async function scan(locator) {
  const folder = mkdtempSync(join(tmpdir(), "countersign-qr-"));
  try {
    const path = join(folder, "qr.png");
    await locator.screenshot({ path });
    return execFileSync("zbarimg", ["--quiet", "--raw", path], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
