// Every page of the sample that one of its people can come to by following links, and some that only past days have.
import assert from "node:assert/strict";
import { ROLES } from "./visit.mjs";

export { ROLES };
export const VISITORS = ["nobody", ...ROLES];

const PAST_DAYS = ["2024-05-20", "2024-10-01", "2020-01-01"];
const REPORT = /^\/reports\/[^/?]+$/;

/** The address of a page without what differs from record to record: one name for pages made from one template. */
export function routeOf(path) {
  return path
    .replace(/\?.*/, (query) => (query.includes("on=") ? "?on" : "?"))
    .replace(/^\/referrals\/[^/?]+/, "/referrals/R")
    .replace(/\/recommendations\/\d+/, "/recommendations/N")
    .replace(/\/duties\/[\d.]+/, "/duties/N")
    .replace(/^\/practices\/(?!new)[^/?]+/, "/practices/ID")
    .replace(/^\/accounts\/[^/?]+/, "/accounts/ID")
    .replace(/^\/reports\/[^/?]+/, "/reports/R");
}

/** A page without what differs from visit to visit and from person to person: tokens, and who is signed in. */
export function wordsOf(html) {
  return html.replace(/<input type="hidden"[^>]*>/g, "").replace(/<ul class="attuned-header__account">[\s\S]*?<\/ul>/, "");
}

function links(html, from, origin) {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]+)"/g)]
    .map(([, href]) => new URL(href.replaceAll("&amp;", "&"), origin + from))
    .filter((url) => url.origin === origin && !url.pathname.startsWith("/assets/") && !url.pathname.endsWith(".csv"))
    .map((url) => url.pathname + url.search);
}

/**
 * Fetches everything that can be reached from the front page, with the cookies of a browser context.
 *
 * @param {import("playwright-core").APIRequestContext} request
 * @returns {Promise<Map<string, {status: number, html: string}>>} by path, in the order found
 */
export async function crawl(request, origin) {
  const found = new Map();
  const fetch = async (path) => {
    const answer = await request.get(origin + path);
    found.set(path, { status: answer.status(), html: await answer.text() });
  };
  const waiting = ["/", "/tracker"];
  while (waiting.length) {
    const path = waiting.shift();
    if (found.has(path)) continue;
    await fetch(path);
    const { status, html } = found.get(path);
    assert.equal(status, 200, `a link leads to ${path}, which answers ${status}`);
    // A past day is a copy of the whole service; it is entered by the list below and not by its links.
    for (const next of links(html, path, origin)) if (!found.has(next) && !next.includes("on=")) waiting.push(next);
  }
  const report = [...found.keys()].find((path) => REPORT.test(path));
  const dated = ["/", "/tracker", "/practices", "/referrals/2024-01", "/referrals/2024-01/coverage", "/referrals/2024-01/duties/1.1", "/referrals/2024-01/recommendations/1", report];
  for (const day of PAST_DAYS) for (const path of dated) await fetch(`${path}?on=${day}`);
  for (const path of ["/nothing-here", "/accounts", "/referrals/2024-01?clock-day=23&clock-month=8&clock-year=2024", "/practices?q=TIARRA", "/practices?q=no-such-thing", "/?on=2024-02-31", "/sign-in"]) await fetch(path);
  return found;
}
