// Takes the pictures of the README and the docs from the sample organisation. See README.md for the command.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { closeBrowser } from "./house/browser.mjs";
import { inPalette } from "./house/palette_png.mjs";
import { ROOT, serve } from "./house/service.mjs";
import { Visit } from "./house/visit.mjs";

const FOLDER = path.join(ROOT, "docs/pictures");
const MOST_BYTES = 150_000;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 375, height: 812 };

const PICTURES = [
  // As anyone sees it; the rest as the officer who keeps the record.
  { name: "tracker", at: "/tracker", as: "nobody", tall: 1180 },
  { name: "where-we-are", at: "/", tall: 1280 },
  { name: "referral", at: "/referrals/2024-01", tall: 1180 },
  { name: "coverage", at: "/referrals/2024-01/coverage", tall: 1180 },
  { name: "duty", at: "/referrals/2024-01/duties/1.1", tall: 1180 },
  { name: "report", at: "/referrals/2024-01/duties/1.1", follow: "Paragraph 5.2", tall: 900 },
  { name: "where-we-are-phone", at: "/", window: PHONE, tall: 1500 },
];

const service = await serve();
let signedIn = false;
const visit = await Visit.begin(service, { name: "pictures", scripts: true, width: DESK.width });
try {
  await mkdir(FOLDER, { recursive: true });
  for (const { name, at, as = "governance", follow, window = DESK, tall } of PICTURES) {
    if (as !== "nobody" && !signedIn) await visit.be(as);
    signedIn ||= as !== "nobody";
    await visit.page.setViewportSize({ ...window, height: tall });
    await visit.go(at, { look: false });
    if (follow) {
      await visit.leave(() => visit.page.getByRole("link", { name: follow, exact: true }).click());
      // The browser puts the paragraph at the very top; a line or two before it show where one is.
      await visit.page.evaluate(() => scrollBy(0, -190));
    }
    const file = path.join(FOLDER, `${name}.png`);
    const picture = inPalette(await visit.page.screenshot({ scale: "css", animations: "disabled", caret: "hide" }));
    console.log(`${path.relative(ROOT, file)}  ${Math.round(picture.length / 1000)} kB`);
    if (picture.length > MOST_BYTES) throw new Error(`${name} is larger than ${MOST_BYTES / 1000} kB: take less of the page`);
    await writeFile(file, picture);
  }
} finally {
  await visit.end();
  await closeBrowser();
  await service.stop();
}
