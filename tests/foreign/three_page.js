// SPDX-License-Identifier: GPL-3.0-or-later
// In the browser: what three.js makes of a file. `window.reading` is what three_browser.mjs calls.
import * as THREE from "three";
import { FBXLoader } from "three/addons/loaders/FBXLoader.js";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";

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
    textured: materials.filter((material) => material.map?.image).map((material) => material.name),
  };
}

function aboutNode(object) {
  return { name: object.name, kind: object.type, scale: object.scale.toArray(), turn: object.quaternion.toArray() };
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
    const canvas = document.getElementById("picture");
    this.renderer ??= new THREE.WebGLRenderer({ canvas, antialias: true, preserveDrawingBuffer: true });
    const middle = this.box.getCenter(new THREE.Vector3());
    const size = this.box.getSize(new THREE.Vector3());
    const half = size.y / 2;
    const camera = new THREE.OrthographicCamera(-half, half, half, -half, size.z * 0.1, size.z * 10);
    camera.position.set(middle.x, middle.y, middle.z + size.z * 3);
    const stage = new THREE.Scene();
    stage.background = new THREE.Color(0x8899aa);
    const lamp = new THREE.DirectionalLight(0xffffff, 2.5);
    lamp.position.copy(camera.position).add(new THREE.Vector3(-size.x, size.y, size.z));
    lamp.target.position.copy(middle);
    stage.add(new THREE.HemisphereLight(0xffffff, 0x777777, 1.5), lamp, lamp.target, this.scene);
    this.show(time);
    this.renderer.render(stage, camera);
    return canvas.toDataURL("image/png").split(",")[1];
  }
}

window.reading = new Reading();
