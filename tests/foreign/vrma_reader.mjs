// SPDX-License-Identifier: GPL-3.0-or-later
// What three-vrm finds in a VRM Animation, as JSON. Arguments: the folder of the npm packages, the file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, file] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(packages, path)));
const { GLTFLoader } = await load("three/examples/jsm/loaders/GLTFLoader.js");
const { VRMAnimationLoaderPlugin } = await load("@pixiv/three-vrm-animation/lib/three-vrm-animation.module.js");
globalThis.self ??= globalThis;
const said = [];
console.warn = console.error = (...words) => said.push(words.join(" "));
const loader = new GLTFLoader().register((parser) => new VRMAnimationLoaderPlugin(parser));
const content = readFileSync(file);
const gltf = await loader.parseAsync(content.buffer.slice(content.byteOffset, content.byteOffset + content.length), "");
const plain = (tracks) => Object.fromEntries([...tracks].map(([name, track]) => [name, [...track.values]]));
const animations = gltf.userData.vrmAnimations.map((each) => ({
  seconds: each.duration,
  times: [...each.expressionTracks.preset.get("aa").times],
  preset: plain(each.expressionTracks.preset),
  custom: plain(each.expressionTracks.custom),
  turns: plain(each.humanoidTracks.rotation),
  moves: plain(each.humanoidTracks.translation),
  gaze: [...(each.lookAtTrack?.values ?? [])],
}));
console.log(JSON.stringify({ animations, said }));
