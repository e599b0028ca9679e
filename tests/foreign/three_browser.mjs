// SPDX-License-Identifier: GPL-3.0-or-later
// Opens three_page.html in a headless Chromium and prints what three.js finds in a file, as JSON.
// Arguments: the folder of the npm packages, Chromium, the file, and {"times": [...], "pictures": [...]} in seconds
// with "materials": [...], the names of those whose pixels are counted in each picture.
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { basename, dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const [packages, chromium, file, asked] = process.argv.slice(2);
const { times, pictures, materials } = JSON.parse(asked);
const here = dirname(fileURLToPath(import.meta.url));
const kinds = { ".html": "text/html", ".js": "text/javascript" };
const quiet = [
  "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
];

function pathOf(url) {
  const path = normalize(decodeURIComponent(new URL(url, "http://page").pathname));
  if (path.startsWith("/three/")) return join(packages, path);
  return path.startsWith("/file/") ? file : join(here, basename(path));
}

const server = createServer((request, response) => {
  if (request.url === "/favicon.ico") return response.writeHead(204).end();
  const path = pathOf(request.url);
  response.setHeader("Content-Type", kinds[extname(path)] ?? "application/octet-stream");
  createReadStream(path).on("error", () => response.writeHead(404).end()).pipe(response);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const address = `http://127.0.0.1:${server.address().port}`;

const { chromium: launcher } = createRequire(packages + "/")("playwright-core");
const browser = await launcher.launch({ executablePath: chromium, args: quiet });
try {
  const page = await browser.newPage();
  const said = [];
  page.on("console", (message) => ["warning", "error"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(address + "/three_page.html");
  await page.waitForFunction(() => window.reading, null, { timeout: 60000 });
  const found = await page.evaluate((name) => reading.load(name), "line" + extname(file).toLowerCase());
  const played = await page.evaluate((at) => reading.play(at), times);
  const shown = [], seen = [];
  for (const time of pictures) {
    shown.push(await page.evaluate((at) => reading.picture(at), time));
    seen.push(await page.evaluate(([at, names]) => reading.seen(at, names), [time, materials]));
  }
  console.log(JSON.stringify({ ...found, ...played, pictures: shown, seen, said }));
} finally {
  await browser.close();
  server.close();
}
