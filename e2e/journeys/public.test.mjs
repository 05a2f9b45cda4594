// What anyone may see: the tracker and its spreadsheet, without signing in, without a cookie, without a name.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { BOTH_WAYS, EVERY_WAY, WIDE_WITHOUT_SCRIPTS } from "../house/browser.mjs";
import { journey } from "../house/journey.mjs";
import { plain, Visit } from "../house/visit.mjs";

const PEOPLE = ["Sam Reed", "Ines Amaro", "Dev Mistry", "Ruth Okafor", "Jo Lindqvist", "larkmere.example"];

/** Fields in quotes may hold commas, line ends and doubled quotes. */
export function readCsv(text) {
  const rows = [[]];
  for (const [, quoted, bare, end] of text.replace(/^\uFEFF/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === "") break;
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

async function rowsOfPage(page) {
  const cells = await page.locator("main tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
  return cells.map((row) => row.map(plain));
}

async function noCookie(visit) {
  assert.deepEqual(await visit.context.cookies(), [], `${visit.page.url()} set a cookie`);
}

journey("the tracker and its spreadsheet", EVERY_WAY, async (visit) => {
  const { page } = visit;
  await visit.go("/tracker");
  await noCookie(visit);
  const shown = await rowsOfPage(page);
  assert.equal(shown.length, 18);

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /spreadsheet \(CSV\)/ }).click()]);
  assert.match(download.suggestedFilename(), /^tracker-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  const [columns, ...rows] = readCsv(text);
  assert.equal(rows.length, 18);
  const column = (row, name) => row[columns.indexOf(name)];
  for (const [at, row] of rows.entries()) {
    const line = shown[at].join(" | ");
    assert.equal(column(row, "Referral"), "2024-01");
    assert.equal(shown[at][0], column(row, "Duty"));
    for (const name of ["What was asked", "Recommendation", "Answer", "Owner", "By", "How we will know", "Judged on"]) {
      assert.ok(line.includes(column(row, name)), `${name} "${column(row, name)}" of the spreadsheet is not in the row "${line}"`);
    }
    for (const paragraph of column(row, "Paragraphs").split(", ")) assert.ok(shown[at][2].includes(paragraph), `${paragraph} in ${line}`);
  }

  const words = `${text} ${await page.content()}`;
  for (const name of PEOPLE) assert.ok(!words.includes(name), `${name} is on the tracker`);

  await visit.follow("Read the answer", { exact: false });
  await noCookie(visit);
  const body = await page.content();
  // The report is a public paper and names its author; the people who keep this record are not in it.
  for (const name of PEOPLE.slice(0, 5)) assert.ok(!body.includes(name), `${name} is on the report`);
  for (const path of ["/tracker?on=2024-10-01", "/accessibility", "/privacy", "/cookies"]) {
    await visit.go(path);
    await noCookie(visit);
  }
});

journey("the same past day in both", [WIDE_WITHOUT_SCRIPTS], async (visit) => {
  await visit.go("/tracker?on=2024-05-20");
  const shown = await rowsOfPage(visit.page);
  const [download] = await Promise.all([
    visit.page.waitForEvent("download"),
    visit.page.getByRole("link", { name: /spreadsheet \(CSV\)/ }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "tracker-2024-05-20.csv");
  const [columns, ...rows] = readCsv(await readFile(await download.path(), "utf8"));
  assert.deepEqual(rows.map((row) => row[columns.indexOf("Duty")]), shown.map((row) => row[0]));
  assert.ok(rows.every((row) => row[columns.indexOf("Answer")] === "Not yet judged"));
});

journey("everything else asks who is there", [WIDE_WITHOUT_SCRIPTS], async (visit, service) => {
  for (const path of ["/referrals/2024-01", "/referrals/2024-01/coverage", "/practices", "/accounts", "/referrals/2024-01/duties/1.1"]) {
    const answer = await fetch(service.address + path, { redirect: "manual" });
    assert.equal(answer.status, 303, path);
    assert.equal(answer.headers.get("location"), `/choose?next=${encodeURIComponent(path)}`);
  }
  // After choosing, one is where one wanted to be.
  await visit.go("/referrals/2024-01/duties/1.1");
  await visit.press("Be Ruth Okafor");
  assert.equal(new URL(visit.page.url()).pathname, "/referrals/2024-01/duties/1.1");
  await visit.go("/choose?next=https://elsewhere.example/");
  await visit.press("Be Ruth Okafor");
  assert.equal(new URL(visit.page.url()).origin, service.address);
});

journey("what is taken off the tracker is inside, on past days too", BOTH_WAYS, async (visit, service) => {
  await visit.be("governance");
  await visit.go("/referrals/2024-01");
  await visit.press("Take it off the public tracker");
  await visit.says("Only people with an account.");
  await visit.follow("The answer");
  const report = new URL(visit.page.url()).pathname;
  await visit.says("Only people with an account can see this report.");

  const anyone = await Visit.begin(service, visit.way);
  try {
    for (const day of ["", "?on=2024-10-01", "?on=2024-05-20"]) {
      await anyone.go(`/tracker${day}`);
      await anyone.says("Nothing is on the tracker");
      const csv = await (await anyone.context.request.get(`${service.address}/tracker.csv${day}`)).text();
      assert.ok(!csv.includes("2024-01,"), `the spreadsheet of ${day || "today"} holds it`);
      await anyone.go(report + day);
      assert.equal(await anyone.heading(), "Choose whom to be", `${report}${day} can be read by anyone`);
    }
    anyone.mannersWereGood();

    await visit.go("/referrals/2024-01");
    await visit.press("Show it on the public tracker");
    await anyone.go("/tracker");
    await anyone.follow("Read the answer", { exact: false });
  } finally {
    await anyone.end();
  }
});
