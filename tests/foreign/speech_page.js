// SPDX-License-Identifier: GPL-3.0-or-later
// In the browser: a head of three.js that speaks by integrations/web. `window.stage` is what speech_browser.mjs calls.
import * as THREE from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { SpeakingFace, readLine } from "/module/soliloquy-speech.js";

const json = async (name) => (await fetch(name)).json();
const gltf = await new GLTFLoader().loadAsync("/file/head.glb");
const line = readLine(await json("/file/line.curves.json"));
const renderer = new THREE.WebGLRenderer({ canvas: document.getElementById("picture"), antialias: true, preserveDrawingBuffer: true });
const scene = new THREE.Scene();
scene.background = new THREE.Color(0x8899aa);
const lamp = new THREE.DirectionalLight(0xffffff, 2.5);
lamp.position.set(-0.3, 0.4, 1);
scene.add(new THREE.HemisphereLight(0xffffff, 0x777777, 1.5), lamp, gltf.scene);
const size = new THREE.Box3().setFromObject(gltf.scene), middle = size.getCenter(new THREE.Vector3());
const camera = new THREE.PerspectiveCamera(20, 1, 0.01, 10);
camera.position.set(middle.x, middle.y + 0.03, middle.z + 1.0);
camera.lookAt(middle.x, middle.y + 0.03, middle.z);
const face = new SpeakingFace(gltf.scene);
const meshes = [];
gltf.scene.traverse((each) => each.morphTargetDictionary && meshes.push(each));
const weight = (name) => meshes[0].morphTargetInfluences[meshes[0].morphTargetDictionary[name]];

window.stage = {
  known: face.knownShapes,
  // Weights and the head's turn at each time, the line standing still.
  rows(times) {
    face.line = line;
    const found = times.map((time) => {
      face.showAt(time);
      const weights = Object.fromEntries(face.knownShapes.map((name) => [name, weight(name)]));
      return { weights, turn: face.head.quaternion.toArray() };
    });
    face.stop();
    return found;
  },
  picture(time) {
    face.line = line;
    face.showAt(time);
    renderer.render(scene, camera);
    face.stop();
    return renderer.domElement.toDataURL("image/png").split(",")[1];
  },
  // Plays to the end; in the middle the page is busy for a while. Each drawn frame: where the sound is, and the jaw.
  async play(busy) {
    const sound = new Audio("/file/line.wav"), drawn = [];
    let ended = false, held = false;
    face.onended = () => (ended = true);
    await face.play(line, sound);
    while (!ended) {
      await new Promise(requestAnimationFrame);
      if (sound.currentTime > 1 && !held) {
        held = true;
        for (const until = performance.now() + busy; performance.now() < until;);
      }
      face.update();
      if (!ended) drawn.push([face.now, weight("jawOpen")]);
    }
    return { drawn, atRest: meshes.every((mesh) => mesh.morphTargetInfluences.every((value) => value === 0)) };
  },
};
