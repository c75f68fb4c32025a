// The tests' gateway for text messages, Kannel, before its own fake network: what a server needs to send by it, and
// the messages as telephones would get them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { TARGET } from "./server.mjs";

const PATIENCE = 30_000;
// "Got message 1: <12345 +46701740605 text 1234 5678 is …>"; a further line of a text comes as a message of its own.
const LINE = /Got message \d+: <(.*)>$/gm;
const FIRST = /^\S+ (\+\d+) text (.*)$/;
// By its last line a message is known to be there as a whole: that of a code for browsers, or the one of what is told.
const LAST = /^@\S+ #\d{8}$|"(Can't sign in\?|Kan du inte logga in\?)" /;

// What one septet stands for, and what takes two (3GPP TS 23.038 §6.2.1).
const ONE = new Set(`@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà`);
const TWO = new Set("^{}\\[~]|€\f");

/** How many septets a text takes; infinitely many where the seven-bit alphabet hasn't got it. A message has 160. */
export const septets = (text) =>
  [...text].reduce((sum, one) => sum + (ONE.has(one) ? 1 : TWO.has(one) ? 2 : Infinity), 0);

/** The code of a message: of its last line, which the browser reads. */
export const codeOf = ({ text }) => text.match(/#(\d{8})$/)[1];

/** The same code but for its last digit. */
export const wrong = (code) => code.slice(0, 7) + ((Number(code[7]) + 1) % 10);

/** The code stands neither in the page nor in any address that was asked for. */
export async function keptFromPages({ page, addresses }, code) {
  const [source, all] = [await page.content(), addresses.join("\n")];
  for (const text of [code, `${code.slice(0, 4)} ${code.slice(4)}`]) {
    assert(!source.includes(text), `a code in the page ${page.url()}`);
    assert(!all.includes(text) && !all.includes(encodeURIComponent(text)), "a code in an address");
  }
}

/** Starts a gateway for a test: the settings that send by it alone, and the messages that have come. */
export async function textGateway(t) {
  const folder = mkdtempSync(join(tmpdir(), "countersign-text-"));
  const child = spawn(join(TARGET, "debug", "test-text"), [], { stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => {
    child.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  });
  const [said] = await once(child.stdout.setEncoding("utf8"), "data");
  const kannel = JSON.parse(said);
  let taken = 0;
  const all = () => messages(readFileSync(kannel.arrivals, "utf8"));
  return {
    settings: { COUNTERSIGN_CONFIG: config(folder, kannel), COUNTERSIGN_OUTBOX_WRITE_TO: "" },
    /** The next message: to which number, and its text. */
    async next() {
      for (const until = Date.now() + PATIENCE; ;) {
        const message = all()[taken];
        if (message?.whole) {
          taken += 1;
          return message;
        }
        assert(Date.now() < until, `no message has come: ${readFileSync(kannel.arrivals, "utf8")}`);
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    /** The first message with such a text; those before it are taken away. */
    async until(such) {
      for (;;) {
        const message = await this.next();
        if (such.test(message.text)) return message;
      }
    },
    /** How many have come and weren't taken. */
    waiting: () => all().length - taken,
  };
}

/** The configuration's file, with this gateway in it, as the documentation has it. */
function config(folder, { port, sender, secret }) {
  const [file, secretFile] = [join(folder, "countersign.toml"), join(folder, "secret")];
  writeFileSync(secretFile, secret, { mode: 0o600 });
  writeFileSync(file, `
[outbound]
networks = ["127.0.0.0/8"]

[[text_message.gateway]]
name = "kannel"
method = "GET"
url = "http://127.0.0.1:${port}/cgi-bin/sendsms?username=${sender}&password={secret}&to={to}&charset=UTF-8&coding=0&text={text}"
success = "Accepted"
secret_file = "${secretFile}"
`);
  return file;
}

/** The messages in the log of the network's centre; not whole is one whose last line hasn't come. */
function messages(log) {
  const all = [];
  for (const [, line] of log.matchAll(LINE)) {
    const [, to, text] = line.match(FIRST) ?? [];
    const last = all.at(-1);
    if (!last || last.whole) {
      assert(to, `a message begins with a number: ${line}`);
      all.push({ to, text, whole: false });
    } else {
      assert(!to, `a message was cut in two: ${last.text} | ${line}`);
      last.text += `\n${line}`;
    }
    all.at(-1).whole = LAST.test(line);
  }
  return all;
}
