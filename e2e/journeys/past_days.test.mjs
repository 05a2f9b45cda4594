// Every page of account as it stood: the sample was recorded in 2024 on known days, so what was known then is known too.
import assert from "node:assert/strict";
import { BOTH_WAYS, WIDE_WITH_SCRIPTS } from "../house/browser.mjs";
import { journey } from "../house/journey.mjs";

const BANNER = (day) => `As it stood on ${day}.`;

async function banner(visit, day) {
  await visit.page.getByText(BANNER(day)).waitFor();
}

journey("the day after the last day to reply, when there was no answer", BOTH_WAYS, async (visit) => {
  const { page } = visit;
  await visit.be("governance");
  await visit.lookBack("20 5 2024");
  assert.equal(await visit.heading(), "Where we are");
  await banner(visit, "Monday 20 May 2024");
  await visit.says("18 separate things", "18 not judged yet", "1 day late", "Sunday 19 May 2024");
  await visit.saysNot("Read the report");

  await visit.follow("See all 18 duties");
  await banner(visit, "Monday 20 May 2024");
  await visit.says("Not yet judged (18)");

  await visit.leave(() => page.getByRole("main").locator('a[href*="/duties/3.1"]').click());
  await visit.arrived();
  await banner(visit, "Monday 20 May 2024");
  await visit.says("Not yet judged", "No answer is in the record");
  assert.equal(await page.getByRole("button", { name: "Save what you found" }).count(), 0, "the past cannot be changed");

  await visit.go("/referrals/2024-01?on=2024-05-20");
  await banner(visit, "Monday 20 May 2024");
  await visit.says("1 day late");
  assert.match(await visit.valueOf("Last day to reply"), /^Sunday 19 May 2024/);
  assert.equal(await visit.valueOf("Answered"), "Not recorded");
  assert.equal(await page.getByRole("link", { name: "Enter or change the dates" }).count(), 0);

  await visit.go("/tracker?on=2024-05-20");
  await visit.says("1 day late", "Not yet judged");
  await visit.saysNot("Read the answer");

  await visit.go("/tracker");
  const report = await page.getByRole("link", { name: /Read the answer/ }).getAttribute("href");
  await visit.go(`${report}?on=2024-05-20`, { status: 404 });
  await visit.says("20 May 2024");
});

journey("before the verdicts and after the reply came late", BOTH_WAYS, async (visit) => {
  const { page } = visit;
  await visit.be("governance");
  await visit.go("/?on=2024-10-01");
  await banner(visit, "Tuesday 1 October 2024");
  await visit.says("7 answered", "5 answered in part", "6 not answered", "135 days late");

  await visit.follow("See all 18 duties");
  await visit.says("Not answered (6)");

  await visit.go("/referrals/2024-01/duties/1.1?on=2024-10-01");
  await visit.says("Answered in part", "2 September 2024");
  await visit.follow("Paragraph 5.2");
  await banner(visit, "Tuesday 1 October 2024");
  assert.match(page.url(), /on=2024-10-01#/);

  await visit.go("/referrals/2024-01?on=2024-10-01");
  await visit.says("135 days late");
  await visit.saysNot("Answered on: was blank");
  await visit.go("/tracker?on=2024-10-01");
  await visit.says("135 days late", "7 answered");

  await visit.lookBack("1 9 2024");
  await banner(visit, "Sunday 1 September 2024");
  await visit.says("18 not judged yet");

  // And back to today, from any past page.
  await visit.leave(() => page.getByRole("link", { name: "See it as it stands today" }).click());
  await visit.arrived();
  await visit.says("7 answered", "Answered on 5 November 2024");
});

journey("what changed since is left out", [WIDE_WITH_SCRIPTS], async (visit) => {
  const { page } = visit;
  await visit.be("governance");
  await visit.go("/referrals/2024-01/duties/3.1");
  await page.getByLabel("Owner", { exact: true }).fill("Head of Customer Services");
  await visit.press("Save owner, date and measure");
  await visit.go("/referrals/2024-01/duties/3.1?on=2024-10-01");
  await visit.saysNot("Head of Customer Services");
  await visit.go("/tracker?on=2024-10-01");
  await visit.saysNot("Head of Customer Services");
  await visit.go("/practices?on=2024-10-01");
  await visit.saysNot("With evidence");
  await visit.go("/practices?on=2024-10-08");
  await visit.says("With evidence");
});

journey("long before there was anything", BOTH_WAYS, async (visit) => {
  await visit.be("governance");
  await visit.go("/?on=2020-01-01");
  await visit.says("1 January 2020");
  for (const path of ["/referrals/2024-01", "/referrals/2024-01/coverage", "/referrals/2024-01/duties/1.1", "/referrals/2024-01/recommendations/1"]) {
    await visit.go(`${path}?on=2020-01-01`, { status: 404 });
    await visit.says("1 January 2020", "20 March 2024");
    await visit.saysNot("may have moved", "lost a letter");
    const today = visit.page.getByRole("link", { name: "See it as it stands today" });
    assert.equal(await today.first().getAttribute("href"), path);
  }
  await visit.go("/tracker?on=2020-01-01");
  await visit.go("/practices?on=2020-01-01");

  for (const day of ["2024-02-31", "yesterday", "9999-99-99"]) await visit.go(`/?on=${day}`, { status: 422 });
  await visit.go("/tracker");
  await visit.type("Which day?", "31 2 2024", await visit.unfold("See this page as it stood on a past day"));
  await visit.press("Look back", { status: 422 });

  // Nobody can look ahead.
  await visit.go("/?on=2999-01-01");
  await visit.says("7 answered");
});
