// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the report of a batch from the disk in a headless Chromium and prints what it does, as JSON.
// Arguments: the folder of the npm packages, Chromium, and the page.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [packages, chromium, file] = process.argv.slice(2);
const { chromium: launcher } = createRequire(packages + "/")("playwright-core");
const browser = await launcher.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
try {
  const page = await browser.newPage();
  const said = [], asked = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("dialog", (dialog) => { said.push("dialog " + dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  const column = (place) => page.$$eval("#lines tbody tr", (rows, at) => rows.map((row) => row.cells[at].textContent), place);
  const unsorted = await column(1);
  const headings = await page.$$eval("#lines th", (heads) => heads.map((head) => head.textContent));
  const length = headings.indexOf("length s");
  await page.click(`#lines th:nth-child(${length + 1})`);
  const lengths = (await column(length)).map(Number);
  await page.click(`#lines th:nth-child(${length + 1})`);
  const falling = (await column(length)).map(Number);
  const played = {};
  for (const button of await page.$$("button.play")) {
    await button.click();
    await page.waitForFunction(() => document.querySelector("audio").currentTime > 0.05, null, { timeout: 20000 });
    played[await button.getAttribute("data-name")] = await page.$eval("audio", (audio) => audio.duration);
  }
  await page.fill("#filter", "hello");
  const shown = await page.$$eval("#lines tbody tr", (rows) => rows.filter((row) => row.offsetHeight > 0).length);
  await page.fill("#filter", "");
  const open = await page.$$eval(".mouths b", (mouths) => mouths.map((mouth) => mouth.getBoundingClientRect().height));
  console.log(JSON.stringify({ unsorted, lengths, falling, played, shown, open, said, asked }));
} finally {
  await browser.close();
}
