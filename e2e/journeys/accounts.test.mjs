// A record of one's own: the first account, signing in, guessing, inviting, and what a role does not open.
import assert from "node:assert/strict";
import path from "node:path";
import { BOTH_WAYS } from "../house/browser.mjs";
import { journey } from "../house/journey.mjs";
import { ROOT } from "../house/service.mjs";
import { Visit } from "../house/visit.mjs";

const OWNER = { name: "Amina Diallo", post: "System owner", email: "amina.diallo@harbour.example", password: "lantern tide copper" };
const READER = { name: "Tom Achterberg", post: "Team manager", email: "tom.achterberg@harbour.example", password: "willow socket meadow" };

const fresh = {
  sample: false,
  before: (attuned) => attuned("import", "report", path.join(ROOT, "organisations/council/report.md")),
};

async function join(visit, address, person) {
  await visit.go(address);
  const { page } = visit;
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("Your post").fill(person.post);
  await page.getByLabel("Work email address").fill(person.email);
  await page.getByLabel("A new password").fill(person.password);
  await visit.press("Make my account");
}

async function signIn(visit, person, { password = person.password, status = 200 } = {}) {
  if (!visit.page.url().includes("/sign-in")) await visit.go("/sign-in");
  await visit.page.getByLabel("Work email address").fill(person.email);
  await visit.page.getByLabel("Password", { exact: true }).fill(password);
  await visit.press("Sign in", { status });
}

async function signOut(visit) {
  await visit.go("/sign-out");
  await visit.press("Sign out");
  assert.match(visit.page.url(), /\/sign-in$/);
}

journey("the first account, and coming back", BOTH_WAYS, async (visit, service) => {
  const { page } = visit;
  assert.match(service.firstAccount ?? "", /\/join\/\w+$/);
  await visit.go("/");
  assert.equal(await visit.heading(), "Sign in");
  await visit.says("nobody has an account yet");

  await visit.go(service.firstAccount);
  await visit.press("Make my account", { status: 422 });
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("A new password").fill("short");
  await visit.press("Make my account", { status: 422 });
  assert.equal(await page.getByLabel("Your name").inputValue(), OWNER.name);
  assert.equal(await page.getByLabel("A new password").inputValue(), "", "a password is not shown again");
  await join(visit, service.firstAccount, OWNER);
  assert.equal(await visit.heading(), "Where we are");
  await visit.says("18");
  await visit.page.getByText(OWNER.name, { exact: false }).first().waitFor();

  await signOut(visit);
  await visit.go("/referrals/2024-01");
  assert.equal(await visit.heading(), "Sign in");
  await signIn(visit, OWNER);
  assert.equal(new URL(page.url()).pathname, "/referrals/2024-01", "back where one wanted to go");

  // The address of the first account works once.
  await signOut(visit);
  const again = await fetch(service.firstAccount);
  assert.ok(again.status >= 400 && again.status < 500, `${again.status}`);
}, fresh);

journey("guessing a password is paused, kindly", BOTH_WAYS, async (visit, service) => {
  await join(visit, service.firstAccount, OWNER);
  await signOut(visit);
  for (let tries = 1; tries < 5; tries += 1) {
    await signIn(visit, OWNER, { password: `not this one ${tries}`, status: 422 });
    await visit.says("do not go together");
    assert.equal(await visit.page.getByLabel("Work email address").inputValue(), OWNER.email);
  }
  await signIn(visit, OWNER, { password: "nor this", status: 422 });
  await visit.says("signing in is paused until", "After that you can try again");
  await visit.saysNot("blocked", "locked", "too many", "invalid");
  // The right one waits with the rest, and an address that nobody has is treated alike.
  await signIn(visit, OWNER, { status: 422 });
  await visit.says("signing in is paused until");
  const nobody = { email: "nobody@harbour.example", password: "wrong every time" };
  for (let tries = 1; tries <= 5; tries += 1) await signIn(visit, nobody, { status: 422 });
  await visit.says("signing in is paused until");
}, fresh);

journey("a second person joins, and reads", BOTH_WAYS, async (visit, service) => {
  const { page } = visit;
  await join(visit, service.firstAccount, OWNER);
  await visit.follow("Accounts");
  await visit.press("Make an invitation", { status: 422 });
  await page.getByLabel("Their post").fill(READER.post);
  await page.getByRole("radio", { name: /^Reader/ }).check();
  await visit.press("Make an invitation");
  const invitation = (await page.getByRole("main").innerText()).match(/http:\S+\/join\/\w+/)?.[0];
  assert.ok(invitation, "the address to send is shown");
  await visit.go("/accounts");
  await visit.saysNot("/join/");

  const other = await Visit.begin(service, visit.way);
  try {
    await join(other, invitation, READER);
    assert.equal(await other.heading(), "Where we are");
    assert.equal(await other.page.getByRole("link", { name: "Accounts" }).count(), 0);
    for (const path of ["/accounts", "/referrals/2024-01/dates", "/practices/new", "/referrals/2024-01/recommendations/1/duties"]) {
      await other.go(path, { status: 403 });
      assert.equal(await other.heading(), "This page is for another role");
      await other.page.getByRole("banner").getByText(READER.name).first().waitFor();
    }
    // Nor by writing the form anew.
    await other.go("/sign-out");
    const csrf = await other.page.locator('input[name="csrf"]').first().inputValue();
    const answer = await other.context.request.post(`${service.address}/referrals/2024-01/duties/1.1/verdict`, { form: { csrf, verdict: "answered", paragraphs: "5.2" } });
    assert.equal(answer.status(), 403);
    other.mannersWereGood();

    // Their account ends, and with it their session.
    await visit.go("/accounts");
    await visit.follow(READER.name);
    await visit.press("End this account");
    await visit.says("The account has ended. What they recorded stays.");
    await other.go("/practices");
    assert.equal(await other.heading(), "Sign in");
    await signIn(other, READER, { status: 422 });
  } finally {
    await other.end();
  }
}, fresh);

journey("a report just imported waits for a person", BOTH_WAYS, async (visit, service) => {
  const { page } = visit;
  await join(visit, service.firstAccount, OWNER);
  const printed = JSON.parse(await service.attuned("coverage", "--format", "json"));
  assert.equal(printed.not_judged, printed.asked);
  await visit.go("/referrals/2024-01/recommendations/1");
  await visit.says("It is a proposal until a person confirms it.", "Proposed split");
  await visit.follow("Confirm or change the duties");
  await visit.press("Confirm these duties");
  await visit.go("/referrals/2024-01/recommendations/1");
  await visit.saysNot("Proposed split");
  assert.equal(await page.getByRole("link", { name: "Change the split into duties" }).count(), 1);
}, fresh);
