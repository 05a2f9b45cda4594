// A journey is walked in each of its ways, each time in a service of its own.
import { after, test } from "node:test";
import { closeBrowser } from "./browser.mjs";
import { serve } from "./service.mjs";
import { Visit } from "./visit.mjs";

after(closeBrowser);

/**
 * @param {string} name
 * @param {object[]} ways from browser.mjs
 * @param {(visit: Visit, service: object) => Promise<void>} walk
 * @param {object} wishes of the service
 */
export function journey(name, ways, walk, wishes = {}) {
  for (const way of ways) {
    test(`${name}: ${way.name}`, async () => {
      const service = await serve(wishes);
      const visit = await Visit.begin(service, way);
      try {
        await walk(visit, service);
        visit.mannersWereGood();
      } finally {
        await visit.end();
        await service.stop();
      }
    });
  }
}
