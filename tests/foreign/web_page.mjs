// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the page of a take from the disk in a headless Chromium and prints what it does, as JSON.
// Arguments: the folder of the npm packages, Chromium, the page, and times in seconds as a JSON list.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [packages, chromium, file, times] = process.argv.slice(2);
const { chromium: launcher } = createRequire(packages + "/")("playwright-core");
const browser = await launcher.launch({
  executablePath: chromium,
  args: [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
  ],
});
try {
  const page = await browser.newPage({ viewport: { width: 640, height: 720 } });
  const said = [], asked = [];
  // Chromium tells of its own slow drawing here, where there is no graphics card.
  page.on("console", (message) => message.text().includes("GPU stall") || said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url().slice(0, 80)));
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => window.talkingHead, null, { timeout: 90000 });
  await page.evaluate(() => {
    window.shown = () => {
      const found = {};
      talkingHead.head.scene.traverse((each) => {
        for (const [name, place] of Object.entries(each.morphTargetDictionary ?? {})) found[name] = each.morphTargetInfluences[place];
      });
      return found;
    };
    // Each frame that is drawn while the sound plays: the sound's time, and the face at that moment.
    window.drawn = [];
    const show = talkingHead.head.show.bind(talkingHead.head);
    talkingHead.head.show = (time) => {
      show(time);
      if (!talkingHead.sound.paused) drawn.push([time, shown().jawOpen]);
    };
  });
  // What the button says while the sound plays: where frames are slow, the line may be over before it is asked.
  await page.evaluate(() => {
    talkingHead.sound.addEventListener("playing", () => setTimeout(() => { window.label ??= document.querySelector("#play").textContent; }));
  });
  await page.click("#play");
  await page.waitForFunction(() => talkingHead.sound.currentTime > 0, null, { timeout: 60000 });
  // A busy machine without a graphics card draws a frame in seconds: the line is played again until some are drawn.
  await page.waitForFunction(() => {
    if (talkingHead.sound.ended) talkingHead.sound.play();
    return drawn.length >= 5;
  }, null, { timeout: 90000 });
  await page.evaluate(() => talkingHead.sound.pause());
  const [label, played] = await page.evaluate(() => [window.label, drawn]);
  const at = [], pictures = [];
  for (const time of JSON.parse(times)) {
    await page.evaluate((to) => { talkingHead.sound.currentTime = to; talkingHead.head.show(to); }, time);
    at.push(await page.evaluate((to) => { talkingHead.head.show(to); return shown(); }, time));
    pictures.push((await page.screenshot()).toString("base64"));
  }
  const [duration, text] = [await page.evaluate(() => talkingHead.sound.duration), await page.textContent("#said")];
  console.log(JSON.stringify({ label, played, at, pictures, duration, text, said, asked }));
} finally {
  await browser.close();
}
