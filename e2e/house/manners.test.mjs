// The checks themselves: a page with everything wrong is told so, and a page in order is not.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { closeBrowser, context, NARROW } from "./browser.mjs";
import { faultsForAxe, faultsOfForm, hasNewKinds } from "./manners.mjs";

const page = (title, body) => `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;
const PAGES = {
  "/wrong": page(
    "Something else",
    `<div><h1>One</h1><h1>Two</h1><p id="a">x</p><p id="a">y</p><input name="q"><form method="post"><button></button></form>
     <a href="#nowhere">there</a><p aria-describedby="gone" style="color:#aaa;background:#fff">pale</p><p style="width:900px">wide</p></div>`,
  ),
  "/right": page("Where we are - A council", `<header>A council</header><main><h1>Where we are</h1><form action="/x"><label for="q">Name</label><input id="q" name="q"></form></main>`),
};

let server;
let origin;
before(async () => {
  server = createServer((request, response) => response.setHeader("content-type", "text/html").end(PAGES[request.url] ?? ""));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(async () => {
  await closeBrowser();
  server.close();
});

for (const scripts of [true, false]) {
  test(`faults are found ${scripts ? "with" : "without"} scripts`, async () => {
    const visitor = await context({ scripts, width: NARROW });
    const visited = await visitor.newPage();
    await visited.goto(`${origin}/wrong`);
    const faults = (await faultsOfForm(visited)).join("\n");
    for (const part of ["2 h1", "does not begin with", "ids used twice: a", "no label", "without an action", "no token", "#nowhere", "names gone", "px wide in a window of 320"]) {
      assert.ok(faults.includes(part), `${part} is not in\n${faults}`);
    }
    const found = (await faultsForAxe(visited, scripts)).join("\n");
    for (const rule of ["button-name", "label", "color-contrast", "region"]) assert.ok(found.includes(`axe ${rule}`), `${rule} is not in\n${found}`);

    await visited.goto(`${origin}/right`);
    assert.deepEqual(await faultsOfForm(visited), []);
    assert.deepEqual(await faultsForAxe(visited, scripts), []);
    await visitor.close();
  });
}

test("a page is new by its kinds of things, and not by its words", async () => {
  const visitor = await context({ scripts: true, width: NARROW });
  const visited = await visitor.newPage();
  const isNew = async (body) => {
    await visited.setContent(page("x", body));
    return hasNewKinds(visited, "a way");
  };
  assert.equal(await isNew(`<main><p class="a">one</p></main>`), true);
  assert.equal(await isNew(`<main><p class="a">two</p><p class="a">three</p></main>`), false);
  assert.equal(await isNew(`<main><p class="a"></p></main>`), true, "without words");
  assert.equal(await isNew(`<main><div><p class="a">one</p></div></main>`), true, "inside another");
  assert.equal(await isNew(`<main><p class="b">one</p></main>`), true, "with another class");
  await visitor.close();
});
