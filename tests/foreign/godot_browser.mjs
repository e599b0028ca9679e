// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a project in Godot 4 for the web, in a headless Chromium, and prints what it printed, as JSON.
// Arguments: the folder of the npm packages, Chromium, the folder of Godot's files, and the project as a zip.
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const [packages, chromium, engine, project] = process.argv.slice(2);
const { chromium: launcher } = createRequire(packages + "/")("playwright-core");
const TYPES = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };
const CONFIG = {
  args: [], canvasResizePolicy: 0, executable: "index", mainPack: "project.zip", focusCanvas: false,
  gdextensionLibs: [], serviceWorker: "",
};
const PAGE = `<!doctype html><canvas id="canvas" width="480" height="480"></canvas><script src="index.js"></script><script>
new Engine(${JSON.stringify(CONFIG)}).startGame({
  onPrint: (...words) => console.log("OUT " + words.join(" ")),
  onPrintError: (...words) => console.log("ERR " + words.join(" ")),
  onExit: (code) => console.log("END " + code),
}).catch((fault) => console.log("END " + fault));
</script>`;

const server = createServer((request, response) => {
  const name = new URL(request.url, "http://localhost").pathname.slice(1);
  const path = name === "project.zip" ? project : join(engine, name);
  if (name !== "" && !existsSync(path)) return response.writeHead(404).end();
  response.setHeader("content-type", TYPES[name.split(".").pop()] ?? (name ? "application/octet-stream" : TYPES.html));
  response.end(name ? readFileSync(path) : PAGE);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const browser = await launcher.launch({
  executablePath: chromium,
  args: [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--use-gl=angle",
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--autoplay-policy=no-user-gesture-required",
  ],
});
try {
  const page = await browser.newPage();
  const said = [], faults = [];
  const ended = new Promise((resolve) => {
    page.on("console", (message) => {
      const [kind, text] = [message.text().slice(0, 4), message.text().slice(4)];
      if (kind === "OUT ") said.push(text);
      if (kind === "ERR ") faults.push(text);
      if (kind === "END ") resolve(text);
    });
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const code = await ended;
  console.log(JSON.stringify({ code, said, faults }));
} finally {
  await browser.close();
  server.close();
}
