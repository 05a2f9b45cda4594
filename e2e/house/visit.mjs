// A person in front of the service: where they go, what they press, and the manners of every page they come to.
import assert from "node:assert/strict";
import { context } from "./browser.mjs";
import { faultsForAxe, faultsOfForm, hasNewKinds } from "./manners.mjs";

const NAMES = {
  governance: "Sam Reed",
  lead: "Ines Amaro",
  chair: "Cllr Dev Mistry",
  reader: "Ruth Okafor",
  owner: "Jo Lindqvist",
};
export const ROLES = Object.keys(NAMES);

export class Visit {
  static async begin(service, way) {
    const visit = new Visit();
    visit.service = service;
    visit.way = way;
    visit.context = await context(way);
    visit.page = await visit.context.newPage();
    visit.complaints = [];
    visit.faults = [];
    visit.page.on("response", (response) => {
      const request = response.request();
      if (request.isNavigationRequest() && response.status() !== 303) visit.status = response.status();
    });
    visit.page.on("pageerror", (error) => visit.complaints.push(`script: ${error.message}`));
    visit.page.on("requestfailed", (request) => {
      // Broken off by the browser itself: a download is not drawn, and a page that is left needs its icon no more.
      if (request.failure()?.errorText !== "net::ERR_ABORTED") visit.complaints.push(`not loaded: ${request.url()} (${request.failure()?.errorText})`);
    });
    visit.page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      // The browser writes this of every page with a status over 400; the status is checked by itself.
      if (message.text().startsWith("Failed to load resource") && message.location().url === visit.page.url()) return;
      visit.complaints.push(`console: ${message.text()}`);
    });
    return visit;
  }

  end() {
    return this.context.close();
  }

  /** Faults of manners are kept to the end: one of them on the first page would hide all that comes after it. */
  mannersWereGood() {
    const kinds = new Map();
    for (const { where, fault } of this.faults) {
      const kind = fault.replace(/="[^"]*"/g, "").replace(/\d+ px/g, "");
      const { first = `${where}: ${fault}`, times = 0 } = kinds.get(kind) ?? {};
      kinds.set(kind, { first, times: times + 1 });
    }
    const said = [...kinds.values()].map(({ first, times }) => (times > 1 ? `${first}\n      (and so on ${times - 1} more)` : first));
    assert.ok(said.length === 0, `\n${said.join("\n")}`);
  }

  /** Opens a page by its address. */
  async go(path, { status = 200, look = true } = {}) {
    const address = path.startsWith("http") ? path : this.service.address + path;
    await this.page.goto(address);
    await this.arrived(status, look);
  }

  /** Follows a link, by the words of the link. */
  async follow(name, { status = 200, within = this.page, exact = true } = {}) {
    const link = within.getByRole("link", { name, exact }).first();
    await link.waitFor();
    await this.leave(() => link.click());
    await this.arrived(status);
  }

  /** Presses a button that sends a form, by the words on it. */
  async press(name, { status = 200, within = this.page } = {}) {
    const button = within.getByRole("button", { name, exact: true });
    await button.waitFor();
    await this.leave(() => button.click());
    await this.arrived(status);
  }

  /** Does something that leads to another page, and waits for that page. */
  async leave(action) {
    await Promise.all([this.page.waitForEvent("load"), action()]);
  }

  async arrived(status = 200, look = true) {
    assert.equal(this.status, status, `${this.page.url()} answered ${this.status}, not ${status}\n${status === 500 ? "" : this.service.log().match(/.*"ERROR".*/g)?.at(-1) ?? ""}`);
    if (look) await this.look();
  }

  /** The manners of the page as it is now. */
  async look() {
    const faults = await faultsOfForm(this.page);
    if (await hasNewKinds(this.page, this.way.shape ?? this.way.name)) faults.push(...(await faultsForAxe(this.page, this.way.scripts)));
    faults.push(...this.complaints.splice(0));
    const { pathname, search } = new URL(this.page.url());
    for (const fault of faults) this.faults.push({ where: `${pathname}${search} (${this.status}), ${this.way.name}`, fault });
  }

  /** In the sample: becomes one of its people. */
  async be(role) {
    if (!this.page.url().includes("/choose")) await this.go("/choose", { look: false });
    await this.press(`Be ${NAMES[role]}`);
  }

  heading() {
    return this.page.getByRole("heading", { level: 1 }).innerText();
  }

  /** All the words of the page's own part. */
  async words() {
    return plain(await this.page.locator("main").innerText());
  }

  async says(...sentences) {
    const words = await this.words();
    for (const sentence of sentences) assert.ok(words.includes(sentence), `"${sentence}" is not on ${this.page.url()}, which says:\n${words}`);
  }

  async saysNot(...sentences) {
    const words = await this.words();
    for (const sentence of sentences) assert.ok(!words.includes(sentence), `"${sentence}" is on ${this.page.url()}`);
  }

  /** The value beside a key of a summary list. */
  async valueOf(key) {
    const value = this.page.locator("dl > div", { has: this.page.locator("dt", { hasText: new RegExp(`^\\s*${key}\\s*$`) }) }).locator("dd");
    return plain(await value.first().innerText());
  }

  group(name, within = this.page) {
    return within.getByRole("group", { name, exact: true });
  }

  /** Types a date into its three fields; an empty string empties them. */
  async type(name, date, within) {
    const [day = "", month = "", year = ""] = date.split(" ");
    const group = this.group(name, within);
    await group.getByLabel("Day").fill(day);
    await group.getByLabel("Month").fill(month);
    await group.getByLabel("Year").fill(year);
  }

  async typed(name) {
    const group = this.group(name);
    return [await group.getByLabel("Day").inputValue(), await group.getByLabel("Month").inputValue(), await group.getByLabel("Year").inputValue()].join(" ");
  }

  /** Opens what is folded away, where it is not open yet. */
  async unfold(summary) {
    const details = this.page.locator("details", { has: this.page.locator("summary", { hasText: summary }) });
    if (!(await details.evaluate((element) => element.open))) await details.locator("summary").click();
    return details;
  }

  /** Looks at the page as it stood on a day, with the box at its foot. */
  async lookBack(date) {
    await this.type("Which day?", date, await this.unfold("See this page as it stood on a past day"));
    await this.press("Look back");
  }
}

export function plain(text) {
  return text.replace(/\s+/g, " ").trim();
}
