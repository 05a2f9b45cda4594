// The work of those who keep the record: judging, splitting, naming an owner, and what already exists.
import assert from "node:assert/strict";
import { BOTH_WAYS, NARROW_WITHOUT_SCRIPTS, WIDE_WITH_SCRIPTS } from "../house/browser.mjs";
import { journey } from "../house/journey.mjs";
import { plain } from "../house/visit.mjs";

async function counts(service) {
  const { duties, ...counts } = JSON.parse(await service.attuned("coverage", "--format", "json"));
  return counts;
}

journey("judging a duty", BOTH_WAYS, async (visit, service) => {
  const { page } = visit;
  await visit.be("chair");
  await visit.go("/referrals/2024-01/duties/3.1");

  // A verdict needs its paragraph, and the paragraph has to be there.
  await page.getByLabel("Answered in part", { exact: true }).check();
  await page.getByLabel("Paragraphs it rests on").fill("99.9");
  await page.getByLabel("Why", { exact: true }).fill("It speaks of names, and not of letters.");
  await visit.press("Save what you found", { status: 422 });
  assert.equal(await page.getByLabel("Paragraphs it rests on").inputValue(), "99.9");
  assert.equal(await page.getByLabel("Why", { exact: true }).inputValue(), "It speaks of names, and not of letters.");
  assert.ok(await page.getByLabel("Answered in part", { exact: true }).isChecked());
  assert.equal((await counts(service)).not_answered, 6);

  await page.getByLabel("Paragraphs it rests on").fill("");
  await visit.press("Save what you found", { status: 422 });

  await page.getByLabel("Paragraphs it rests on").fill("5.5.3");
  await visit.press("Save what you found");
  await visit.says("Answered in part", "Cllr Dev Mistry", "It speaks of names, and not of letters.", "Not answered.");
  await visit.follow("Paragraph 5.5.3");
  assert.deepEqual({ ...(await counts(service)), asked: 18 }, {
    asked: 18, answered: 7, in_part: 6, not_answered: 5, not_judged: 0, with_owner: 0, with_date: 0, with_measure: 0,
  });
  await visit.go("/");
  await visit.says("covers 6 in part and leaves out 5");
});

journey("naming an owner, a date and a measure", BOTH_WAYS, async (visit, service) => {
  const { page } = visit;
  await visit.be("lead");
  await visit.go("/referrals/2024-01/duties/4.2");
  assert.equal(await page.getByRole("button", { name: "Save what you found" }).count(), 0, "a lead does not judge");
  await page.getByLabel("Owner", { exact: true }).fill("Head of Committee Services");
  await visit.type("By when", "30 2 2027");
  await page.getByLabel("How we will know").fill("Members say that they know whom to call");
  await visit.press("Save owner, date and measure", { status: 422 });
  assert.equal(await page.getByLabel("Owner", { exact: true }).inputValue(), "Head of Committee Services");
  assert.equal(await visit.typed("By when"), "30 2 2027");

  await visit.type("By when", "31 3 2027");
  await visit.press("Save owner, date and measure");
  assert.equal(await visit.valueOf("Owner"), "Head of Committee Services");
  assert.equal(await visit.valueOf("By"), "31 March 2027");
  assert.equal(await visit.valueOf("How we will know"), "Members say that they know whom to call");
  const held = await counts(service);
  assert.deepEqual([held.with_owner, held.with_date, held.with_measure], [1, 1, 1]);
  await visit.go("/");
  await visit.says("1 of 18 have an owner");

  await visit.go("/referrals/2024-01/duties/4.2");
  await page.getByLabel("Owner", { exact: true }).fill("Monitoring Officer");
  await visit.press("Save owner, date and measure");
  await visit.says("Owner: Monitoring Officer.", "Owner: Head of Committee Services.");
  await visit.go("/tracker");
  await visit.says("Monitoring Officer", "31 March 2027");
});

journey("confirming and changing the split into duties", BOTH_WAYS, async (visit, service) => {
  const { page } = visit;
  await visit.be("lead");
  await visit.go("/referrals/2024-01/recommendations/4");
  await visit.follow("Change the split into duties");
  const boxes = page.getByRole("main").getByRole("textbox");
  const before = await boxes.evaluateAll((fields) => fields.map((field) => field.value));
  assert.equal(before.filter(Boolean).length, 3);
  assert.ok(before.filter((words) => !words).length >= 1, "an empty box for one more");

  await boxes.nth(0).fill("the wellbeing of employees is protected");
  await boxes.nth(3).fill("the wellbeing of volunteers is protected");
  await visit.press("Confirm these duties");
  await visit.go("/referrals/2024-01/recommendations/4");
  await visit.says("4 duties", "The wellbeing of volunteers is protected", "Not yet judged");
  assert.deepEqual(await counts(service).then((held) => [held.asked, held.not_judged]), [19, 1]);

  await visit.follow("Change the split into duties");
  await boxes.nth(3).fill("");
  await visit.press("Confirm these duties");
  assert.equal((await counts(service)).asked, 18);

  // A duty that was answered keeps its verdict when another is taken away.
  const { duties } = JSON.parse(await service.attuned("coverage", "--format", "json"));
  const verdicts = duties.filter((duty) => duty.id.startsWith("4.")).map((duty) => `${duty.id} ${duty.verdict}`);
  assert.deepEqual(verdicts.sort(), ["4.1 answered", "4.2 not_answered", "4.3 not_answered"]);

  await visit.go("/referrals/2024-01/recommendations/4/duties");
  for (let at = 0; at < 3; at += 1) await boxes.nth(at).fill("");
  await visit.press("Confirm these duties", { status: 422 });
});

journey("a practice is found by any of its names", BOTH_WAYS, async (visit) => {
  const { page } = visit;
  await visit.be("reader");
  await visit.go("/practices");
  const names = [];
  for (const name of ["TIARRA", "TIAARA", "tiaara"]) {
    await page.getByLabel("Find a practice").fill(name);
    await visit.press("Search");
    names.push((await page.getByRole("main").getByRole("heading", { level: 2 }).allInnerTexts()).map(plain));
    assert.equal(await page.getByLabel("Find a practice").inputValue(), name);
  }
  assert.equal(names[0].length, 1);
  assert.deepEqual(names[1], names[0]);
  assert.deepEqual(names[2], names[0]);
  assert.equal(await page.getByRole("link", { name: "Add a practice" }).count(), 0, "a reader changes nothing");

  await page.getByLabel("Find a practice").fill("100% <b>_nothing_</b>");
  await visit.press("Search");
  await visit.says("No practice has", "100% <b>_nothing_</b>");
});

journey("evidence that shows nothing leaves a practice a draft", [WIDE_WITH_SCRIPTS, NARROW_WITHOUT_SCRIPTS], async (visit) => {
  const { page } = visit;
  await visit.be("lead");
  await visit.go("/practices");
  await visit.follow("TIAARA", { exact: false });
  await visit.says("With evidence");
  await visit.follow("Change this entry");
  await page.getByLabel("What shows it").fill("several processes");
  await visit.press("Save");
  await visit.says("Draft: no evidence yet");
  assert.equal(await visit.valueOf("Evidence"), "several processes");

  await visit.follow("Change this entry");
  await page.getByLabel("What shows it").fill("Inspection report of 12 September 2024, page 14");
  await visit.type("When was that seen?", "7 10 2024");
  await visit.press("Save");
  await visit.says("With evidence");

  await visit.go("/practices");
  await visit.follow("Add a practice");
  await visit.press("Save", { status: 422 });
  await page.getByLabel("What is done").fill("A quiet room at the front desk");
  await page.getByLabel("Other names and spellings").fill("calm room, still room");
  await visit.press("Save");
  await visit.says("A quiet room at the front desk", "Draft: no evidence yet");
  await visit.go("/practices?q=still%20ROOM");
  await visit.says("A quiet room at the front desk");
});
