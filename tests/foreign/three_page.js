// SPDX-License-Identifier: GPL-3.0-or-later
// In the browser: what three.js makes of a file. `window.reading` is what three_browser.mjs calls.
import * as THREE from "three";
import { FBXLoader } from "three/addons/loaders/FBXLoader.js";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";

const BACKGROUND = 0x8899aa;

async function loaded(name) {
  const manager = new THREE.LoadingManager();
  const missing = [];
  const texturesToo = new Promise((done) => (manager.onLoad = done));
  manager.onError = (url) => missing.push(url);
  const loader = name.endsWith(".fbx") ? new FBXLoader(manager) : new GLTFLoader(manager);
  const result = await loader.loadAsync("/file/" + name);
  await Promise.race([texturesToo, new Promise((done) => setTimeout(done, 15000))]);
  return { scene: result.scene ?? result, clips: result.animations, missing };
}

function meshesOf(scene) {
  const meshes = [];
  scene.traverse((object) => object.isMesh && meshes.push(object));
  return meshes;
}

function turnedNormals(mesh) {
  const lists = mesh.geometry.morphAttributes.normal ?? [];
  return lists.map((list) => {
    let largest = 0;
    for (let i = 0; i < list.count; i++) largest = Math.max(largest, Math.hypot(list.getX(i), list.getY(i), list.getZ(i)));
    return largest;
  });
}

function aboutMesh(mesh) {
  const materials = [mesh.material].flat();
  return {
    name: mesh.name,
    vertices: mesh.geometry.attributes.position.count,
    skinned: mesh.isSkinnedMesh === true,
    tangents: "tangent" in mesh.geometry.attributes,
    shapes: Object.keys(mesh.morphTargetDictionary ?? {}),
    morph_normals: turnedNormals(mesh),
    materials: materials.map((material) => material.name),
    colours: materials.map((material) => material.color.toArray()),
    textured: materials.filter((material) => material.map?.image).map((material) => material.name),
  };
}

function aboutNode(object) {
  return { name: object.userData.name ?? object.name, kind: object.type, scale: object.scale.toArray(), turn: object.quaternion.toArray() };
}

// A bone's turn in the world from the pose in which it was bound to the skin.
function turns(meshes) {
  const found = {};
  for (const mesh of meshes.filter((each) => each.isSkinnedMesh))
    mesh.skeleton.bones.forEach((bone, index) => {
      const turn = new THREE.Matrix4().multiplyMatrices(bone.matrixWorld, mesh.skeleton.boneInverses[index]);
      const rotation = new THREE.Quaternion();
      turn.decompose(new THREE.Vector3(), rotation, new THREE.Vector3());
      found[bone.name] = rotation.toArray();
    });
  return found;
}

class Reading {
  async load(name) {
    Object.assign(this, await loaded(name));
    this.scene.updateMatrixWorld(true);
    this.meshes = meshesOf(this.scene);
    this.box = new THREE.Box3().setFromObject(this.scene, true);
    this.mixer = new THREE.AnimationMixer(this.scene);
    const nodes = [];
    this.scene.traverse((object) => nodes.push(aboutNode(object)));
    return {
      clips: this.clips.map((clip) => ({ name: clip.name, seconds: clip.duration, tracks: clip.tracks.map((t) => t.name) })),
      meshes: this.meshes.map(aboutMesh),
      nodes,
      low: this.box.min.toArray(),
      high: this.box.max.toArray(),
      missing: this.missing,
    };
  }

  show(time) {
    for (const clip of this.clips) {
      const action = this.mixer.clipAction(clip);
      action.reset().setLoop(THREE.LoopOnce).play();
      action.clampWhenFinished = true;
    }
    this.mixer.setTime(time);
    this.scene.updateMatrixWorld(true);
  }

  // Weights by mesh and shape, and turns by bone, at each time.
  play(times) {
    const moving = this.meshes.filter((mesh) => mesh.morphTargetInfluences?.length);
    const weights = moving.map((mesh) => ({ mesh: mesh.name, values: [] }));
    const bones = [];
    for (const time of times) {
      this.show(time);
      moving.forEach((mesh, index) => weights[index].values.push([...mesh.morphTargetInfluences]));
      bones.push(turns(this.meshes));
    }
    return { weights, bones };
  }

  // The face from the front as a PNG; the picture is as high as the head.
  picture(time) {
    this.show(time);
    this.renderer.render(this.stage, this.camera);
    return this.renderer.domElement.toDataURL("image/png").split(",")[1];
  }

  // How many pixels of such a picture show one of the materials of these names.
  seen(time, names) {
    const [marked, other] = [0xffffff, 0x000000].map((color) => new THREE.MeshBasicMaterial({ color, toneMapped: false }));
    const own = new Map(this.meshes.map((mesh) => [mesh, mesh.material]));
    const flat = (material) => (names.includes(material.name) ? marked : other);
    own.forEach((material, mesh) => (mesh.material = Array.isArray(material) ? material.map(flat) : flat(material)));
    this.stage.background = new THREE.Color(0x000000);
    this.show(time);
    this.renderer.render(this.stage, this.camera);
    own.forEach((material, mesh) => (mesh.material = material));
    this.stage.background = new THREE.Color(BACKGROUND);
    const { width, height } = this.renderer.domElement;
    const pixels = new Uint8Array(4 * width * height);
    const gl = this.renderer.getContext();
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    return pixels.filter((value, index) => index % 4 === 0 && value > 127).length;
  }

  get renderer() {
    if (!this.own_renderer) {
      const canvas = document.getElementById("picture");
      this.own_renderer = new THREE.WebGLRenderer({ canvas, antialias: true, preserveDrawingBuffer: true });
      this.light();
    }
    return this.own_renderer;
  }

  light() {
    const middle = this.box.getCenter(new THREE.Vector3());
    const size = this.box.getSize(new THREE.Vector3());
    const half = size.y / 2;
    this.camera = new THREE.OrthographicCamera(-half, half, half, -half, size.z * 0.1, size.z * 10);
    this.camera.position.set(middle.x, middle.y, middle.z + size.z * 3);
    const lamp = new THREE.DirectionalLight(0xffffff, 2.5);
    lamp.position.copy(this.camera.position).add(new THREE.Vector3(-size.x, size.y, size.z));
    lamp.target.position.copy(middle);
    this.stage = new THREE.Scene();
    this.stage.background = new THREE.Color(BACKGROUND);
    this.stage.add(new THREE.HemisphereLight(0xffffff, 0x777777, 1.5), lamp, lamp.target, this.scene);
  }
}

window.reading = new Reading();
