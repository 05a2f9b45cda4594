// The first ten seconds: what was asked, what was answered, what is left out; and from a gap down to the paragraph.
import assert from "node:assert/strict";
import { EVERY_WAY } from "../house/browser.mjs";
import { journey } from "../house/journey.mjs";
import { plain } from "../house/visit.mjs";

journey("from the front door to the paragraph", EVERY_WAY, async (visit) => {
  const { page } = visit;
  await visit.go("/");
  assert.equal(await visit.heading(), "Choose whom to be");

  await visit.press("Be Sam Reed");
  assert.equal(await visit.heading(), "Where we are");
  await visit.says("asked for 18 separate things", "7 answered", "5 answered in part", "6 not answered");
  for (const what of ["an owner", "a date", "a measure"]) await visit.says(`0 of 18 have ${what}`);

  const gaps = page.locator("ol", { has: page.getByRole("link", { name: /review the language they use/i }) }).first().getByRole("listitem");
  const words = (await gaps.allInnerTexts()).map(plain);
  assert.deepEqual(words.map((line) => line.split(" ")[0]), ["1.3", "3.1", "3.2", "3.3", "4.2", "4.3"]);
  for (const [at, part] of [
    [0, "policies and procedures of each service"],
    [1, "frontline services review the language they use"],
    [2, "puts the person before the process"],
    [3, "listening to the people who use each service"],
    [4, "wellbeing of elected members"],
    [5, "support on offer clearly communicated"],
  ]) {
    assert.ok(words[at].includes(part), `${words[at]} should hold ${part}`);
    assert.ok(!words[at].includes("…"), `${words[at]} is cut short`);
  }

  await visit.leave(() => gaps.nth(4).getByRole("link").click());
  await visit.arrived();
  await visit.says("Duty 4.2", "wellbeing of elected members", "Not answered", "Sam Reed");

  // A gap rests on no paragraph, so the way down to one starts at a duty that is answered in part.
  await visit.follow("Where we are", { within: page.getByRole("navigation", { name: "Breadcrumb" }) });
  await visit.leave(() => page.getByRole("listitem").filter({ hasText: /^\s*1\.1/ }).getByRole("link").click());
  await visit.arrived();
  await visit.follow("Paragraph 5.2");
  const target = new URL(page.url());
  assert.match(target.pathname, /^\/reports\//);
  assert.match(target.hash, /5\W2$/);
  const place = await page.evaluate((id) => document.getElementById(id)?.getBoundingClientRect().top, decodeURIComponent(target.hash.slice(1)));
  assert.ok(place >= 0 && place < 900, `paragraph 5.2 stands at ${place} px`);

  await visit.follow("1.1", { within: page.locator(`[id="${target.hash.slice(1)}"]`) });
  await visit.says("Duty 1.1");
});
