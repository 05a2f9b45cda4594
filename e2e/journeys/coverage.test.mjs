// Scenario S01 by page and by command line: the same numbers, the same words, the same order.
import assert from "node:assert/strict";
import { BOTH_WAYS, WIDE_WITH_SCRIPTS } from "../house/browser.mjs";
import { journey } from "../house/journey.mjs";

const VERDICTS = { answered: "Answered", in_part: "Answered in part", not_answered: "Not answered", not_judged: "Not yet judged" };

/** The duties in the order of the page, with the heading they stand under. */
function duties(page) {
  return page.evaluate(() => {
    const plain = (element) => element.textContent.replace(/\s+/g, " ").trim();
    return [...document.querySelectorAll("main section")].flatMap((section) => {
      const heading = plain(section.querySelector("h2"));
      return [...section.querySelectorAll("li")].map((item) => ({
        heading,
        id: plain(item).split(" ")[0],
        words: plain(item.querySelector('a[href*="/duties/"]')),
        paragraphs: [...item.querySelectorAll('a[href*="/reports/"]')].map(plain),
        all: plain(item),
      }));
    });
  });
}

const first = (words) => words[0].toUpperCase() + words.slice(1);

journey("coverage on the page is coverage at the command line", BOTH_WAYS, async (visit, service) => {
  const coverage = JSON.parse(await service.attuned("coverage", "--format", "json"));
  const { duties: printed, ...counts } = coverage;
  assert.deepEqual(counts, { asked: 18, answered: 7, in_part: 5, not_answered: 6, not_judged: 0, with_owner: 0, with_date: 0, with_measure: 0 });
  assert.deepEqual(JSON.parse(await service.attuned("coverage", "--format", "json", "--referral", "2024-01")), coverage);

  await visit.be("governance");
  await visit.follow("See all 18 duties");
  const shown = await duties(visit.page);
  assert.equal(shown.length, 18);

  // The gaps first, in full words.
  assert.deepEqual(shown.slice(0, 6).map((duty) => duty.id), ["1.3", "3.1", "3.2", "3.3", "4.2", "4.3"]);
  assert.match(shown[1].words, /frontline services review the language they use/i);
  assert.match(shown[4].words, /wellbeing of elected members/);
  assert.deepEqual([...new Set(shown.map((duty) => duty.heading))], ["Not answered (6)", "Answered in part (5)", "Answered (7)"]);
  await visit.says("7 answered", "5 answered in part", "6 not answered");
  for (const what of ["an owner", "a date", "a measure"]) await visit.says(`0 of 18 have ${what}`);

  for (const duty of shown) {
    const same = printed.find((line) => line.id === duty.id);
    assert.ok(same, `${duty.id} is not at the command line`);
    assert.equal(duty.words, first(same.words));
    assert.deepEqual(duty.paragraphs, same.paragraphs, duty.id);
    assert.ok(duty.heading.startsWith(`${VERDICTS[same.verdict]} (`), `${duty.id} under ${duty.heading}`);
    assert.match(duty.all, /Set by Sam Reed, Scrutiny officer \(sample\) on [23] September 2024/);
  }
  assert.deepEqual(shown.map((duty) => duty.id).sort(), printed.map((line) => line.id).sort());

  // Each paragraph leads to its place in the report.
  const hrefs = await visit.page.locator('main section a[href*="/reports/"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  await visit.go(hrefs[0]);
  for (const href of new Set(hrefs)) {
    const id = decodeURIComponent(href.split("#")[1]);
    assert.equal(await visit.page.locator(`[id="${id}"]`).count(), 1, `${href} leads nowhere`);
  }
});

journey("what nobody has judged is not guessed at", [WIDE_WITH_SCRIPTS], async (visit, service) => {
  const printed = JSON.parse(await service.attuned("coverage", "--format", "json", "--on", "2024-05-20"));
  assert.equal(printed.not_judged, 18);
  assert.ok(printed.duties.every((duty) => duty.verdict === "not_judged" && duty.paragraphs.length === 0));

  await visit.be("governance");
  await visit.go("/referrals/2024-01/coverage?on=2024-05-20");
  const shown = await duties(visit.page);
  assert.deepEqual([...new Set(shown.map((duty) => duty.heading))], ["Not yet judged (18)"]);
  assert.ok(shown.every((duty) => duty.paragraphs.length === 0 && !duty.all.includes("Set by")));
});
