// SPDX-License-Identifier: GPL-3.0-or-later
// Plays lines of Soliloquy (LINE.curves.json) on a head of three.js, in time with their sound. It imports nothing: what it
// is given are three.js' own objects.
//
//   const face = new SpeakingFace(gltf.scene);
//   face.play(readLine(await (await fetch("hello.curves.json")).json()), new Audio("hello.wav"));
//   renderer.setAnimationLoop(() => { face.update(); renderer.render(scene, camera); });

const WHOLE = [
  "browInnerUp", "cheekPuff", "jawForward", "jawLeft", "jawOpen", "jawRight", "mouthClose", "mouthFunnel", "mouthLeft",
  "mouthPucker", "mouthRight", "mouthRollLower", "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper", "tongueOut",
];
const SIDED = [
  "browDown", "browOuterUp", "cheekSquint", "eyeBlink", "eyeLookDown", "eyeLookIn", "eyeLookOut", "eyeLookUp",
  "eyeSquint", "eyeWide", "mouthDimple", "mouthFrown", "mouthLowerDown", "mouthPress", "mouthSmile", "mouthStretch",
  "mouthUpperUp", "noseSneer",
];
const VISEMES = ["sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "ih", "oh", "ou"];
// What Ready Player Me calls three of them.
const OTHER_VISEMES = { i: "ih", o: "oh", u: "ou" };
const OF_THE_MOUTH = /^(jaw|mouth|tongue|cheekPuff)/;
const ENOUGH_OF_THE_MOUTH = 10;
const SHORTEST_NAME = 7;

const ARKIT = new Map();
for (const whole of WHOLE) ARKIT.set(whole.toLowerCase(), whole);
for (const whole of ["browInnerUp", "cheekPuff"])
  for (const side of ["left", "right"]) ARKIT.set(whole.toLowerCase() + side, whole);
for (const sided of SIDED) for (const side of ["Left", "Right"]) ARKIT.set((sided + side).toLowerCase(), sided + side);

/** All 52 names of ARKit's shapes, and the 15 of Oculus' visemes. */
export const SHAPES = [...WHOLE, ...SIDED.flatMap((stem) => [stem + "Left", stem + "Right"])];
export { VISEMES };

/** Limits of a line's file, which may be anybody's. */
export const LIMITS = { frames: 500000, shapes: 1000, keys: 4000000, name: 200, fps: 1000, value: 1000 };

/** ARKit's name of a morph target, whatever its case and whatever stands in front of it; "" where it is none. */
export function arkitOf(name) {
  const plain = plainOf(lastPart(name));
  for (let start = 0; plain.length - start >= SHORTEST_NAME; start++) {
    const found = ARKIT.get(plain.slice(start));
    if (found) return found;
  }
  return "";
}

/** Oculus' name of a viseme (viseme_PP, v_aa, Ready Player Me's viseme_I); "" where it is none. */
export function visemeOf(name) {
  const found = /^(?:.*[._\s-])?(?:visemes?|v)[._\s-](\w+)$/i.exec(name);
  if (!found) return "";
  const said = found[1].toLowerCase();
  return VISEMES.find((each) => each.toLowerCase() === said) ?? (Object.hasOwn(OTHER_VISEMES, said) ? OTHER_VISEMES[said] : "");
}

// What stands after the last dot, unless that is a side (eyeBlink.L).
function lastPart(name) {
  const dot = name.lastIndexOf(".");
  return dot < 0 || name.length - dot <= 2 ? name : name.slice(dot + 1);
}

function plainOf(name) {
  const letters = name.replace(/[^\p{L}]/gu, "").toLowerCase();
  const side = /[_.\- ]([lr])$/i.exec(name.length > 2 ? name : "");
  return side ? letters + (side[1].toLowerCase() === "l" ? "eft" : "ight") : letters;
}

/**
 * A line out of what JSON.parse made of LINE.curves.json, and beside it of LINE.oculus.json for heads of visemes.
 * Throws an Error of one line where it is none.
 */
export function readLine(said, visemes = null) {
  need(isObject(said) && said.format_version === 1, "it is no line of format_version 1");
  const fps = numberOf(said.fps, 1, LIMITS.fps, "fps");
  const frames = wholeOf(said.frames, 1, LIMITS.frames, "frames");
  const tracks = new Map(), count = { keys: 0 };
  for (const [name, keys] of entriesOf(said.shapes, "shapes")) tracks.set(name, trackOf(keys, frames, name, 1, count));
  const turns = new Map();
  for (const [bone, keys] of entriesOf(said.turns, "turns")) turns.set(bone, trackOf(keys, frames, bone, 4, count));
  if (visemes) for (const [name, track] of visemeTracks(visemes, fps)) tracks.set(name, track);
  return { fps, frames, seconds: (frames - 1) / fps, tracks, turns };
}

function visemeTracks(said, fps) {
  need(isObject(said) && Array.isArray(said.visemes) && Array.isArray(said.entries), "its visemes are none");
  need(Math.abs(numberOf(said.fps, 1, LIMITS.fps, "fps") - fps) < 1e-3, "its visemes have another fps than its shapes");
  wholeOf(said.entries.length, 1, LIMITS.frames, "entries");
  const rows = said.entries.map((entry) => entry?.Visemes);
  need(said.visemes.length <= LIMITS.shapes && said.visemes.every((name) => VISEMES.includes(name)), "a viseme is unknown");
  need(rows.every((row) => Array.isArray(row) && row.length === said.visemes.length), "an entry has not all visemes");
  const frames = Int32Array.from(rows.keys());
  return said.visemes.map((name, column) => {
    const values = Float32Array.from(rows, (row) => numberOf(row[column], -LIMITS.value, LIMITS.value, name));
    return [name, { frames, values, width: 1 }];
  });
}

function trackOf(keys, most, name, width, count) {
  need(isObject(keys) && Array.isArray(keys.frames) && Array.isArray(keys.values), `${name} has no keys`);
  need(keys.frames.length > 0 && keys.frames.length === keys.values.length, `${name} has not as many values as frames`);
  count.keys += keys.frames.length;
  need(count.keys <= LIMITS.keys, `it has more than ${LIMITS.keys} keys`);
  const frames = Int32Array.from(keys.frames, (frame) => wholeOf(frame, 0, most - 1, `a frame of ${name}`));
  need(frames.every((frame, k) => k === 0 || frame > frames[k - 1]), `the frames of ${name} do not rise`);
  const rows = width === 1 ? keys.values.map((value) => [value]) : keys.values;
  need(rows.every((row) => Array.isArray(row) && row.length === width), `a value of ${name} is not what it should be`);
  const values = Float32Array.from(rows.flat(), (value) => numberOf(value, -LIMITS.value, LIMITS.value, `a value of ${name}`));
  return { frames, values, width };
}

function entriesOf(said, name) {
  need(isObject(said), `${name} are none`);
  const entries = Object.entries(said);
  need(entries.length <= LIMITS.shapes, `${name} are more than ${LIMITS.shapes}`);
  need(entries.every(([key]) => key && key.length <= LIMITS.name), `a name of ${name} is empty or too long`);
  return entries;
}

function need(holds, why) {
  if (!holds) throw new Error(`no line of Soliloquy: ${why}`);
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function numberOf(value, least, most, name) {
  need(typeof value === "number" && value >= least && value <= most, `${name} is no number from ${least} to ${most}`);
  return value;
}

function wholeOf(value, least, most, name) {
  need(Number.isInteger(value), `${name} is no whole number`);
  return numberOf(value, least, most, name);
}

/** Values of a track at a frame, which may be a part of one; straight lines lie between keys. */
function at({ frames, values, width }, frame) {
  let low = 0, high = frames.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frames[middle] <= frame) low = middle + 1;
    else high = middle;
  }
  const left = Math.max(low - 1, 0), right = Math.min(low, frames.length - 1);
  const part = right === left ? 0 : Math.min(Math.max((frame - frames[left]) / (frames[right] - frames[left]), 0), 1);
  const found = [];
  for (let axis = 0; axis < width; axis++) {
    const before = values[left * width + axis];
    found.push(before + (values[right * width + axis] - before) * part);
  }
  return found;
}

/**
 * Which shape moves each morph target of some meshes ({name, dictionary}): [{mesh, index, shape}], unknown ones left out.
 * A head with ARKit's mouth is moved by ARKit's shapes alone; both at once would open the mouth twice.
 */
export function matched(meshes) {
  const rows = meshes.flatMap(({ mesh, dictionary }) =>
    Object.entries(dictionary).map(([name, index]) => ({ mesh, index, arkit: arkitOf(name), viseme: visemeOf(name) })));
  const mouth = new Set(rows.map((row) => row.arkit).filter((shape) => OF_THE_MOUTH.test(shape)));
  const byArkit = mouth.size >= ENOUGH_OF_THE_MOUTH || !rows.some((row) => row.viseme);
  return rows
    .map(({ mesh, index, arkit, viseme }) =>
      ({ mesh, index, shape: byArkit || (arkit && !OF_THE_MOUTH.test(arkit)) ? arkit : viseme }))
    .filter((row) => row.shape);
}

/** A head of three.js that speaks. */
export class SpeakingFace {
  /** root: the Object3D of the character at rest. bone: the name of what turns with the line; headTurn: how much, 0 to 1. */
  constructor(root, { bone = "head", headTurn = 1 } = {}) {
    const meshes = [];
    root.traverse((each) => each.morphTargetDictionary && meshes.push({ mesh: each, dictionary: each.morphTargetDictionary }));
    this.rows = matched(meshes);
    this.headTurn = headTurn;
    this.head = root.getObjectByName(bone) ?? null;
    if (this.head) this.keepRest(root);
    this.line = this.sound = null;
    this.now = 0;
    this.onended = null;
  }

  keepRest(root) {
    this.rest = this.head.quaternion.clone();
    const whole = root.getWorldQuaternion(this.rest.clone()).invert();
    this.above = whole.multiply(this.head.parent.getWorldQuaternion(this.rest.clone()));
  }

  /** Names of the shapes that this head shows. */
  get knownShapes() {
    return [...new Set(this.rows.map((row) => row.shape))];
  }

  /** Play from the beginning; sound: an HTMLMediaElement, or none. What play() of the sound promises is returned. */
  play(line, sound = null) {
    this.stop();
    this.line = line;
    this.sound = sound;
    this.now = 0;
    this.began = performance.now();
    this.showAt(0);
    if (!sound) return Promise.resolve();
    sound.currentTime = 0;
    return sound.play();
  }

  /** Call it for each frame that is drawn: the face is where the sound is, so that no hitch parts them. */
  update() {
    if (!this.line) return;
    if (this.sound && !this.sound.ended) this.now = this.sound.currentTime;
    else if (this.sound) this.now = this.line.seconds;
    else this.now = (performance.now() - this.began) / 1000;
    if (this.now >= this.line.seconds) this.stop();
    else this.showAt(this.now);
  }

  /** Show a moment of the line. */
  showAt(seconds) {
    const frame = seconds * this.line.fps;
    for (const { mesh, index, shape } of this.rows) {
      const track = this.line.tracks.get(shape);
      mesh.morphTargetInfluences[index] = track ? at(track, frame)[0] : 0;
    }
    const turn = this.line.turns.get("head");
    if (!this.head || !turn) return;
    const shown = this.rest.clone().identity().slerp(this.rest.clone().set(...at(turn, frame)).normalize(), this.headTurn);
    this.head.quaternion.copy(this.above).invert().multiply(shown).multiply(this.above).multiply(this.rest);
  }

  /** End the line: the face comes to rest. */
  stop() {
    if (!this.line) return;
    this.line = null;
    this.sound?.pause();
    for (const { mesh, index } of this.rows) mesh.morphTargetInfluences[index] = 0;
    if (this.head) this.head.quaternion.copy(this.rest);
    this.onended?.();
  }
}
