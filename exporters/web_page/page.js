// SPDX-License-Identifier: GPL-3.0-or-later
// Plays the head that is in the page, always at the sound's own time, so that a hitch parts them never.
"use strict";

const element = (id) => document.getElementById(id);
const bytesOf = (id) => Uint8Array.from(atob(element(id).textContent.trim()), (letter) => letter.charCodeAt(0));

class TalkingHead {
  constructor(gltf, canvas) {
    this.renderer = new THREE.WebGLRenderer({ canvas, antialias: true, preserveDrawingBuffer: true });
    this.canvas = canvas;
    this.scene = new THREE.Scene();
    this.scene.background = new THREE.Color(0x20262e);
    this.scene.add(gltf.scene);
    this.mixer = new THREE.AnimationMixer(gltf.scene);
    this.clip = gltf.animations[0];
    this.action = this.mixer.clipAction(this.clip);
    this.action.setLoop(THREE.LoopOnce);
    this.action.clampWhenFinished = true;
    this.action.play();
    this.light(new THREE.Box3().setFromObject(gltf.scene));
  }

  light(box) {
    const middle = box.getCenter(new THREE.Vector3());
    const size = box.getSize(new THREE.Vector3());
    this.camera = new THREE.PerspectiveCamera(20, 1, 0.01, 100);
    this.camera.position.set(middle.x, middle.y + size.y * 0.08, middle.z + size.y * 2.9);
    this.camera.lookAt(middle.x, middle.y + size.y * 0.08, middle.z);
    const lamp = new THREE.DirectionalLight(0xffffff, 2.4);
    lamp.position.set(middle.x - size.y, middle.y + size.y, middle.z + size.y * 2);
    lamp.target.position.copy(middle);
    this.scene.add(new THREE.HemisphereLight(0xffffff, 0x8a8078, 1.4), lamp, lamp.target);
  }

  // The face at a time in seconds; beyond the end the last frame.
  show(time) {
    this.action.paused = false;
    this.action.enabled = true;
    this.mixer.setTime(Math.min(Math.max(time, 0), this.clip.duration - 1e-4));
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width && height) {
      this.renderer.setSize(width, height, false);
      this.camera.aspect = width / height;
      this.camera.updateProjectionMatrix();
    }
    this.renderer.render(this.scene, this.camera);
  }
}

async function start() {
  const sound = new Audio(URL.createObjectURL(new Blob([bytesOf("sound")], { type: "audio/wav" })));
  const gltf = await new THREE.GLTFLoader().parseAsync(bytesOf("head").buffer, "");
  const head = new TalkingHead(gltf, element("face"));
  const [play, time, clock] = ["play", "time", "clock"].map(element);
  const toggle = () => (sound.paused ? sound.play() : sound.pause());
  const label = () => (play.textContent = sound.paused ? "Play" : "Pause");
  const draw = () => {
    head.show(sound.currentTime);
    if (document.activeElement !== time || !sound.paused) time.value = sound.currentTime;
    clock.textContent = sound.currentTime.toFixed(1) + " s";
    requestAnimationFrame(draw);
  };
  time.max = head.clip.duration;
  time.addEventListener("input", () => (sound.currentTime = Number(time.value)));
  for (const event of ["play", "pause", "ended"]) sound.addEventListener(event, label);
  play.addEventListener("click", toggle);
  head.canvas.addEventListener("click", toggle);
  play.disabled = false;
  window.talkingHead = { head, sound };
  draw();
}

start().catch((error) => (element("said").textContent = "The head cannot be shown: " + error.message));
