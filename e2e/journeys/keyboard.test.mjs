// Without a mouse: the skip link, every thing that can be used, a focus one can see, and a whole form.
import assert from "node:assert/strict";
import { BOTH_WAYS } from "../house/browser.mjs";
import { journey } from "../house/journey.mjs";

// Marks what should be reachable (a group of radio buttons is one stop) and notes how each looks before it is reached.
function prepare(page) {
  return page.evaluate(() => {
    const look = (element) =>
      [element, ...(element.labels ?? [])]
        .flatMap((part) => [getComputedStyle(part), getComputedStyle(part, "::before")])
        .map((style) => [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor, style.color].join())
        .join("|");
    window.lookOf = look;
    const groups = new Set();
    const found = [];
    for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])")) {
      if (element.disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
      const hidden = element.closest("details:not([open])");
      if (hidden && element.tagName !== "SUMMARY") continue;
      if (element.type === "radio") {
        const group = element.form.querySelectorAll(`[name="${element.name}"]`);
        const stop = [...group].find((one) => one.checked) ?? group[0];
        if (groups.has(group[0]) || stop !== element) continue;
        groups.add(group[0]);
      }
      element.setAttribute("data-stop", found.length);
      found.push({ words: element.outerHTML.slice(0, 100), look: look(element) });
    }
    return found;
  });
}

journey("every stop is reached, in order, and can be seen", BOTH_WAYS, async (visit) => {
  const { page } = visit;
  await visit.be("governance");
  for (const path of ["/", "/referrals/2024-01", "/referrals/2024-01/coverage", "/referrals/2024-01/duties/1.1", "/referrals/2024-01/dates", "/practices/new", "/tracker"]) {
    await visit.go(path, { look: false });
    const stops = await prepare(page);
    for (const [at, stop] of stops.entries()) {
      await page.keyboard.press("Tab");
      const now = await page.evaluate(() => {
        const element = document.activeElement;
        const box = element.getBoundingClientRect();
        const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        return { at: Number(element.getAttribute("data-stop") ?? -1), words: element.outerHTML.slice(0, 100), look: window.lookOf(element), inView };
      });
      assert.equal(now.at, at, `${path}: after ${stops[at - 1]?.words ?? "the start"} the focus went to ${now.words}, not to ${stop.words}`);
      assert.notEqual(now.look, stop.look, `${path}: the focus cannot be seen on ${now.words}`);
      assert.ok(now.inView, `${path}: ${now.words} has the focus and is out of view`);
    }
  }
});

async function tabTo(page, arrived, limit = 80) {
  for (let presses = 0; presses < limit; presses += 1) {
    if (await page.evaluate(arrived)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`not reached in ${limit} presses of Tab: ${arrived}`);
}

const enter = (visit) => visit.leave(() => visit.page.keyboard.press("Enter"));

journey("a duty judged with the keyboard alone", BOTH_WAYS, async (visit) => {
  const { page } = visit;
  await visit.go("/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to main content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "past the header in one step");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Be Sam Reed/);
  await enter(visit);
  await visit.arrived();

  await tabTo(page, () => document.activeElement.getAttribute("href")?.endsWith("/duties/4.3"));
  await enter(visit);
  await visit.arrived();
  await visit.says("Duty 4.3");

  await tabTo(page, () => document.activeElement.name === "verdict");
  assert.equal(await page.evaluate(() => document.activeElement.value), "not_answered");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(() => document.activeElement.value), "in_part");
  await page.keyboard.press("Tab");
  await page.keyboard.type("5.5.7");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("The offers are named; how people hear of them is not.");
  await page.keyboard.press("Tab");
  await enter(visit);
  await visit.arrived();
  await visit.says("Answered in part", "how people hear of them is not");

  // A mistake, mended by the links of its summary.
  await tabTo(page, () => document.activeElement.name === "paragraphs");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("77.7");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.title.startsWith("Problem: "), null, { polling: 100 }).catch(() => {});
  await visit.arrived(422);
  await tabTo(page, () => document.activeElement.closest(".govuk-error-summary a") !== null);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.name), "paragraphs");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("5.5.7");
  await enter(visit);
  await visit.arrived();
});
