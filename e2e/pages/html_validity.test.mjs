// Every page is HTML as the standard has it. The checker is a Java program; one run reads all pages.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { request } from "playwright-core";
import { crawl, VISITORS, wordsOf } from "../house/crawl.mjs";
import { serve } from "../house/service.mjs";

// Both are GOV.UK Frontend's own: it says twice what older screen readers heard only once.
const ACCEPTED = [
  "Attribute “aria-hidden” is unnecessary for elements that have attribute “hidden”.",
  "The “group” role is unnecessary for element “fieldset”.",
];

function why() {
  try {
    execFileSync("java", ["-version"], { stdio: "ignore" });
    return false;
  } catch {
    return "Java is not installed here, so the HTML of the pages was not checked";
  }
}

let folder;
after(() => folder && rm(folder, { recursive: true, force: true }));

test("every page is valid HTML", { skip: why() }, async (t) => {
  const service = await serve();
  const pages = new Map();
  try {
    for (const who of VISITORS) {
      const visitor = await request.newContext();
      if (who !== "nobody") {
        const door = await (await visitor.get(`${service.address}/choose`)).text();
        const csrf = door.match(/name="csrf" value="([^"]+)"/)[1];
        const answer = await visitor.post(`${service.address}/choose`, { form: { csrf, person: `sample-${who === "reader" ? "manager" : who}`, next: "/" } });
        assert.equal(answer.status(), 200);
      }
      for (const [address, { html }] of await crawl(visitor, service.address)) {
        const words = wordsOf(html);
        if (!pages.has(words)) pages.set(words, { address: `${address} as ${who}`, html });
      }
      await visitor.dispose();
    }
  } finally {
    await service.stop();
  }

  folder = await mkdtemp(path.join(tmpdir(), "attuned-html-"));
  const named = [...pages.values()].map(({ address, html }, at) => ({ file: path.join(folder, `${at}.html`), address, html }));
  await Promise.all(named.map(({ file, html }) => writeFile(file, html)));
  const jar = createRequire(import.meta.url)("vnu-jar");
  const { stdout, stderr } = await promisify(execFile)(
    "java",
    ["-Xss1m", "-jar", jar, "--stdout", "--exit-zero-always", "--format", "json", "--skip-non-html", folder],
    { maxBuffer: 1 << 26 },
  );
  const { messages } = JSON.parse(stdout || stderr);
  const faults = new Map();
  for (const message of messages.filter(({ message }) => !ACCEPTED.includes(message))) {
    const { address } = named.find(({ file }) => message.url.endsWith(file)) ?? { address: message.url };
    const words = `${message.subType ?? message.type}: ${message.message}`;
    // One line for one kind of fault, whatever value it was found in.
    const kind = words.replace(/“[^”]*\d[^”]*”/g, "“…”");
    if (!faults.has(kind)) faults.set(kind, `${words} (${address}, line ${message.lastLine}: ${message.extract?.trim()})`);
  }
  t.diagnostic(`${named.length} pages`);
  assert.deepEqual([...faults.values()], []);
});
