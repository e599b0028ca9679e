# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of a take uses of three.js, as one script: exporters/web_page/three.min.js.

python -m soliloquy.tools.release.pack_three, after tests/foreign/set_up.py, whose pinned three.js it packs. npm fetches
esbuild for it.
"""

import argparse
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "build" / "foreign"
TARGET = ROOT / "exporters" / "web_page"
ESBUILD = "esbuild@0.25.0"
_ENTRY = """
export { AnimationClip, AnimationMixer, Box3, Color, DirectionalLight, HemisphereLight, LoopOnce, NumberKeyframeTrack,
  PerspectiveCamera, QuaternionKeyframeTrack, Scene, Vector3, WebGLRenderer } from "three";
export { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
"""


def main() -> None:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    entry = PACKAGES / "entry.js"
    entry.write_text(_ENTRY, encoding="utf-8")
    packing = ["--bundle", "--minify", "--format=iife", "--global-name=THREE", "--legal-comments=inline"]
    packing += ["--charset=ascii", f"--outfile={TARGET / 'three.min.js'}"]
    npm = ["npm", "exec", "--yes", f"--package={ESBUILD}", "--", "esbuild", entry.name, *packing]
    subprocess.run(npm, cwd=PACKAGES, check=True)
    shutil.copyfile(PACKAGES / "node_modules" / "three" / "LICENSE", TARGET / "three_LICENSE.txt")
    print(TARGET / "three.min.js")


if __name__ == "__main__":
    main()
