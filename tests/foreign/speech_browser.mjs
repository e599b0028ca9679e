// SPDX-License-Identifier: GPL-3.0-or-later
// Opens speech_page.html in a headless Chromium and prints what the module for the web does, as JSON.
// Arguments: the folder of the npm packages, Chromium, that of the module, that of the files, and {"times", "pictures", "busy"}.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { basename, dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const [packages, chromium, module, files, asked] = process.argv.slice(2);
const { times, pictures, busy } = JSON.parse(asked);
const here = dirname(fileURLToPath(import.meta.url));
const kinds = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wav": "audio/wav" };
const quiet = [
  "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--autoplay-policy=no-user-gesture-required",
];

function pathOf(url) {
  const path = normalize(decodeURIComponent(new URL(url, "http://page").pathname));
  if (path.startsWith("/three/")) return join(packages, path);
  const folder = path.startsWith("/module/") ? module : path.startsWith("/file/") ? files : here;
  return join(folder, basename(path));
}

// A sound is sought by ranges, without which its own time stays at 0.
function answer(request, response) {
  if (request.url === "/favicon.ico") return response.writeHead(204).end();
  const path = pathOf(request.url), content = readFileSync(path);
  const [, first, last] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "") ?? [];
  const about = { "Content-Type": kinds[extname(path)] ?? "application/octet-stream", "Accept-Ranges": "bytes" };
  if (first === undefined) return response.writeHead(200, about).end(content);
  const start = Number(first), end = last ? Number(last) : content.length - 1;
  response.writeHead(206, { ...about, "Content-Range": `bytes ${start}-${end}/${content.length}` }).end(content.subarray(start, end + 1));
}

const server = createServer(answer);
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const { chromium: launcher } = createRequire(packages + "/")("playwright-core");
const browser = await launcher.launch({ executablePath: chromium, args: quiet });
try {
  const page = await browser.newPage();
  const said = [];
  page.on("console", (message) => ["warning", "error"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/speech_page.html`);
  await page.waitForFunction(() => window.stage, null, { timeout: 60000 });
  const known = await page.evaluate(() => stage.known);
  const rows = await page.evaluate((at) => stage.rows(at), times);
  const shown = [];
  for (const time of pictures) shown.push(await page.evaluate((at) => stage.picture(at), time));
  const played = await page.evaluate((held) => stage.play(held), busy);
  console.log(JSON.stringify({ known, rows, pictures: shown, ...played, said }));
} finally {
  await browser.close();
  server.close();
}
