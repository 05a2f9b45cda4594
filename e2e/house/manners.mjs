// What every page owes its reader, whatever it is about.
import { AxeBuilder } from "@axe-core/playwright";
import { browser } from "./browser.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What the page lacks, as sentences; none when its manners are good. */
export function faultsOfForm(page) {
  return page.evaluate(() => {
    const faults = [];
    const words = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
    const headings = [...document.querySelectorAll("h1")];
    if (headings.length !== 1) faults.push(`${headings.length} h1`);
    const title = document.title.replace(/^Problem: /, "");
    if (!title.startsWith(words(headings[0]))) faults.push(`the title "${document.title}" does not begin with the h1 "${words(headings[0])}"`);
    if (!document.documentElement.lang) faults.push("no language");

    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const twice = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
    if (twice.length) faults.push(`ids used twice: ${twice.join(", ")}`);

    for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (![...(field.labels ?? [])].some((label) => words(label))) faults.push(`no label: ${field.outerHTML.slice(0, 120)}`);
    }
    for (const form of document.forms) {
      if (!form.hasAttribute("action")) faults.push("a form without an action");
      if (form.method === "post" && !form.querySelector("input[name=csrf]")?.value) faults.push(`no token in the form to ${form.action}`);
    }
    for (const link of document.querySelectorAll('a[href^="#"]')) {
      const id = decodeURIComponent(link.hash.slice(1));
      if (id && !document.getElementById(id)) faults.push(`a link to ${link.hash}, which is not on the page`);
    }
    for (const named of document.querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls]")) {
      for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
        for (const id of (named.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean)) {
          if (!document.getElementById(id)) faults.push(`${attribute} names ${id}, which is not on the page`);
        }
      }
    }

    const root = document.scrollingElement;
    if (root.scrollWidth > root.clientWidth) {
      const beyond = [...document.body.querySelectorAll("*")].find((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
      faults.push(`${root.scrollWidth} px wide in a window of ${root.clientWidth}: ${beyond?.outerHTML.slice(0, 120)}`);
    }
    return faults;
  });
}

/** What axe finds on the page, as sentences. */
export async function faultsForAxe(page, scripts) {
  return scripts ? axe(page) : onTwin(page, axe);
}

async function axe(page) {
  // The legacy mode leaves out a second page that is only of use with frames from elsewhere; there are none here, and it
  // takes longer than the check.
  const found = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ runOnly: TAGS, resultTypes: ["violations"] })
    .analyze();
  return found.violations.map((violation) => {
    const where = violation.nodes.map((node) => node.html.slice(0, 160)).join("\n      ");
    return `axe ${violation.id}: ${violation.help}\n      ${where}`;
  });
}

let twin;

// axe is a script with timers, and where scripts are off its timers never ring. So the page as it was drawn without
// scripts is laid before axe in a second window, which lets axe run and our own scripts not in.
async function onTwin(page, check) {
  twin ??= openTwin();
  const { window, show } = await twin;
  show(await page.content());
  await window.setViewportSize(page.viewportSize());
  await window.goto(page.url());
  return check(window);
}

async function openTwin() {
  const window = await (await browser()).newPage();
  let html = "";
  await window.route("**/*", (route) => {
    const kind = route.request().resourceType();
    if (kind === "document") return route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
    return kind === "script" ? route.abort() : route.continue();
  });
  return { window, show: (shown) => (html = shown) };
}

const seen = new Set();

/**
 * Whether the page holds a kind of thing that axe has not seen yet in this way. A kind is an element with its classes,
 * role and type, inside its parent with the same, with or without words; and the order of the headings and landmarks is
 * one more. Eighteen duties are one page with other words, and reading each would take longer than all the journeys.
 */
export async function hasNewKinds(page, way) {
  const kinds = await page.evaluate(() => {
    const kind = (element) => (element ? `${element.localName}.${element.className.baseVal ?? element.className} ${element.getAttribute("role") ?? ""} ${element.getAttribute("type") ?? ""}` : "");
    const hasWords = (element) => [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
    const kinds = new Set();
    for (const element of document.body.querySelectorAll("*")) kinds.add(`${kind(element.parentElement)} > ${kind(element)} ${hasWords(element) ? "words" : ""}`);
    const outline = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, header, nav, main, aside, footer, section, form, [role]")].map((element) => element.localName);
    kinds.add(outline.filter((name, at) => name !== outline[at - 1]).join(" "));
    return [...kinds];
  });
  const fresh = kinds.map((one) => `${way}: ${one}`).filter((one) => !seen.has(one));
  for (const one of fresh) seen.add(one);
  return fresh.length > 0;
}
