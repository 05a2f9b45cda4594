// One browser for a test file, and the ways in which a journey is walked.
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let opened;

export function browser() {
  opened ??= chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  return opened;
}

export async function closeBrowser() {
  await (await opened)?.close();
  opened = undefined;
}

// 320 CSS pixels are what is left of a 1280 screen at 400% zoom, and the narrowest phone.
export const WIDE = 1280;
export const NARROW = 320;

export const WIDE_WITH_SCRIPTS = { name: "with scripts, wide", scripts: true, width: WIDE };
export const NARROW_WITH_SCRIPTS = { name: "with scripts, 320 px", scripts: true, width: NARROW };
export const WIDE_WITHOUT_SCRIPTS = { name: "without scripts, wide", scripts: false, width: WIDE };
export const NARROW_WITHOUT_SCRIPTS = { name: "without scripts, 320 px", scripts: false, width: NARROW };

/** For journeys in which width changes what is seen. */
export const EVERY_WAY = [WIDE_WITH_SCRIPTS, NARROW_WITH_SCRIPTS, WIDE_WITHOUT_SCRIPTS, NARROW_WITHOUT_SCRIPTS];
/** For journeys in which it does not: each of the two choices once. */
export const BOTH_WAYS = [WIDE_WITH_SCRIPTS, NARROW_WITHOUT_SCRIPTS];

export async function context({ scripts, width }) {
  const made = await (await browser()).newContext({
    javaScriptEnabled: scripts,
    viewport: { width, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/London",
  });
  made.setDefaultTimeout(10_000);
  return made;
}
