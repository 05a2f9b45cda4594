// The walk over every page as everyone: twice, with scripts and without, in files of their own so that they run side by
// side.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closeBrowser, NARROW, WIDE } from "./browser.mjs";
import { crawl, routeOf, VISITORS, wordsOf } from "./crawl.mjs";
import { serve } from "./service.mjs";
import { Visit } from "./visit.mjs";

export function walk(scripts) {
  let service;
  before(async () => {
    service = await serve();
  });
  after(async () => {
    await closeBrowser();
    await service?.stop();
  });

  const drawn = new Set();
  for (const who of VISITORS) {
    test(`every page as ${who}, ${scripts ? "with" : "without"} scripts`, async (t) => {
      const visit = await Visit.begin(service, { name: "", scripts, width: WIDE });
      try {
        if (who !== "nobody") await visit.be(who);
        const found = await crawl(visit.context.request, service.address);
        let looked = 0;
        for (const [path, { status, html }] of found) {
          // The same page in the same words was drawn for someone before.
          const words = wordsOf(html);
          if (drawn.has(words)) continue;
          drawn.add(words);
          looked += 1;
          await visit.go(path, { status, look: false });
          for (const width of [WIDE, NARROW]) {
            visit.way = { name: `${who}, ${width} px`, shape: `${width}`, scripts };
            await visit.page.setViewportSize({ width, height: 900 });
            await visit.look();
          }
          await visit.page.setViewportSize({ width: WIDE, height: 900 });
        }
        const routes = new Set([...found.keys()].map(routeOf));
        t.diagnostic(`${who}: ${found.size} pages of ${routes.size} kinds, ${looked} drawn at two widths`);
        assert.ok(found.size >= (who === "nobody" ? 20 : 70), `only ${found.size} pages were found`);
        visit.mannersWereGood();
      } finally {
        await visit.end();
      }
    });
  }
}
