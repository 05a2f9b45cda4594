// Scenario S02: the last day to reply is worked out, explained, and never hidden.
import assert from "node:assert/strict";
import { BOTH_WAYS } from "../house/browser.mjs";
import { journey } from "../house/journey.mjs";

const AGREED = "When the recommendations were agreed";
const RECEIVED = "When they were received";
const NOTICE = "When the written notice was received";
const REPLY = "When the reply was given";
const CHANGE = "Enter or change the dates";

async function change(visit, dates) {
  await visit.follow(CHANGE);
  for (const [name, date] of Object.entries(dates)) await visit.type(name, date);
  await visit.press("Save the dates");
}

async function clockOn(visit, date) {
  const box = await visit.unfold("Read the clock on another day");
  await visit.type("Which day?", date, box);
  await visit.press("Read the clock");
}

journey("the clock of a referral", BOTH_WAYS, async (visit, service) => {
  await visit.be("governance");
  await visit.follow("The recommendations and the dates");

  await change(visit, { [RECEIVED]: "", [NOTICE]: "", [REPLY]: "" });
  await visit.says("The dates were saved. What they were before is kept in the history.");
  assert.match(await visit.valueOf("Last day to reply"), /^Not known yet/, "no last day without a date to work it out from");

  await change(visit, { [RECEIVED]: "18 3 2024", [NOTICE]: "20 3 2024" });
  const lastDay = await visit.valueOf("Last day to reply");
  assert.match(lastDay, /^Sunday 19 May 2024/);
  assert.match(lastDay, /Two months beginning with the later of the two dates/);

  for (const [day, reads] of [
    ["19 5 2024", ""],
    ["20 5 2024", "1 day late"],
    ["23 8 2024", "96 days late"],
  ]) {
    await clockOn(visit, day);
    const read = (await visit.words()).match(/the clock reads: (.*?)\. This is read/)?.[1];
    if (reads) assert.equal(read, reads);
    else assert.doesNotMatch(read, /late/);
    const [year, month, date] = day.split(" ").reverse();
    const iso = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
    const [printed] = JSON.parse(await service.attuned("referral", "2024-01", "--on", iso, "--format", "json"));
    assert.equal(read, printed.clock.state);
    assert.equal(printed.clock.last_day_words, "Sunday 19 May 2024");
  }

  await visit.go("/referrals/2024-01");
  await change(visit, { [NOTICE]: "" });
  assert.match(await visit.valueOf("Last day to reply"), /^Friday 17 May 2024/);
  await visit.says("Written notice: was 20 March 2024, is now blank.", "Sam Reed, Scrutiny officer (sample)");
});

journey("a local deadline stands beside the last day", BOTH_WAYS, async (visit) => {
  await visit.be("governance");
  await visit.go("/referrals/2024-01/dates");
  await visit.page.getByLabel("Days that a local rule gives").fill("");
  await visit.press("Save the dates");
  assert.match(await visit.valueOf("Last day to reply"), /^Sunday 19 May 2024/);
  assert.equal(await visit.page.locator("dt", { hasText: "Local deadline" }).count(), 0);

  await visit.follow(CHANGE);
  await visit.page.getByLabel("Days that a local rule gives").fill("28");
  await visit.press("Save the dates");
  assert.match(await visit.valueOf("Last day to reply"), /^Sunday 19 May 2024/);
  assert.match(await visit.valueOf("Local deadline"), /^Monday 15 April 2024: 28 days/);
  await visit.says("Local deadline in days: was 28, is now blank.", "Local deadline in days: was blank, is now 28.");
});

journey("a date that is not one is asked for again", BOTH_WAYS, async (visit) => {
  const { page } = visit;
  await visit.be("governance");
  await visit.go("/referrals/2024-01/dates");
  await visit.type(NOTICE, "31 2 2024");
  await visit.type(RECEIVED, "19 3 2024");
  await page.getByLabel("Days that a local rule gives").fill("30");
  await visit.press("Save the dates", { status: 422 });

  assert.match(await page.title(), /^Problem: /);
  assert.equal(await visit.typed(NOTICE), "31 2 2024");
  assert.equal(await visit.typed(RECEIVED), "19 3 2024");
  assert.equal(await page.getByLabel("Days that a local rule gives").inputValue(), "30");

  const summary = page.getByRole("alert").or(page.locator(".govuk-error-summary")).first();
  const link = summary.getByRole("link");
  assert.equal(await link.count(), 1);
  const words = await link.innerText();
  assert.match(words, /date/i);
  assert.doesNotMatch(words, /invalid|error|wrong|must/i);
  const field = (await link.getAttribute("href")).slice(1);
  await link.click();
  assert.equal(await page.evaluate(() => document.activeElement.id), field, "the link leads into the field");
  assert.equal(await visit.group(NOTICE).locator(`[id="${field}"]`).count(), 1);
  assert.ok((await visit.group(NOTICE).innerText()).includes(words), "the sentence stands beside the field too");

  // Nothing was saved.
  await visit.go("/referrals/2024-01");
  assert.equal(await visit.valueOf("Written notice"), "Wednesday 20 March 2024");
  assert.equal(await visit.valueOf("Received"), "Monday 18 March 2024");

  await visit.go("/referrals/2024-01/dates");
  await visit.type(NOTICE, "20 3 2024");
  await visit.type(AGREED, "1 1 2100");
  await visit.press("Save the dates", { status: 422 });
  assert.equal(await visit.typed(AGREED), "1 1 2100");
});

journey("nobody can type the last day", BOTH_WAYS, async (visit) => {
  const { page } = visit;
  await visit.be("governance");
  await visit.go("/referrals/2024-01/dates");
  const names = await page.locator("main form").locator("input, select, textarea").evaluateAll((fields) => [...new Set(fields.map((field) => field.name.replace(/-(day|month|year)$/, "")))]);
  assert.deepEqual(names.sort(), ["agreed", "csrf", "local_days", "notice", "received", "replied", "rule"]);
  assert.equal(await page.getByLabel(/last day/i).count(), 0);

  // Sent all the same, by someone who writes the form anew, it changes nothing.
  const csrf = await page.locator('main form input[name="csrf"]').inputValue();
  const answer = await visit.context.request.post(`${visit.service.address}/referrals/2024-01/dates`, {
    form: {
      csrf, rule: "executive", last_day: "2030-01-01", "last_day-day": "1", "last_day-month": "1", "last_day-year": "2030",
      "agreed-day": "18", "agreed-month": "3", "agreed-year": "2024", "received-day": "18", "received-month": "3", "received-year": "2024",
      "notice-day": "20", "notice-month": "3", "notice-year": "2024", local_days: "28", "replied-day": "", "replied-month": "", "replied-year": "",
    },
  });
  assert.equal(answer.status(), 200);
  await visit.go("/referrals/2024-01");
  assert.match(await visit.valueOf("Last day to reply"), /^Sunday 19 May 2024/);
});
