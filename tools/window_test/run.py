# SPDX-License-Identifier: GPL-3.0-or-later
"""Drive a real Blender window with the extension: on a virtual screen, with mouse, keys and screenshots.

    python tools/window_test/run.py --zip dist/soliloquy-0.1.0-linux-x64.zip --out DIR [--chroot DIR]

Needs blender (5.2), xvfb, xdotool and imagemagick: here, or in the chroot. A chroot is made with
``debootstrap --variant=minbase sid DIR`` and then, in it, ``apt-get install --no-install-recommends blender
python3-numpy python3-requests python3-cattr xvfb xauth libgl1-mesa-dri libegl1 fonts-dejavu-core xdotool
imagemagick``. The worker reads its memory from /proc: ``mount -t proc proc DIR/proc``. Screenshots and results.json are
left in the folder given with --out.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
INSIDE = "tmp/window_test"
DISPLAY = ":77"
PICTURES = {
    "4-generating": "blender-generating",
    "5-generated-material": "blender-generated",
    "21-edge-dragged": "blender-edits",
    "23-another-voice": "blender-another-voice",
    "25-three-takes": "blender-three-takes",
    "26-merge": "blender-merge",
    "28-baked": "blender-baked",
    "9-head-deleted": "blender-head-deleted",
    "12-exported": "blender-export",
    "19-mapping": "blender-mapping",
    "27-emotion": "blender-emotion",
    "27-sliders": "blender-sliders",
}
SHOWN = (420, 0, 1315, 880)
"""The part of the screen that the manual shows: the head and the sidebar."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--zip", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--chroot", type=Path, help="where Debian's Blender is installed; this system by default")
    parser.add_argument("--images", type=Path, metavar="DIR", help="write the manual's pictures there (docs/images)")
    parser.add_argument("--measure", action="store_true", help="only measure how long the window stands still")
    parser.add_argument("--first", action="store_true", help="before all other work of this machine (needs root)")
    arguments = parser.parse_args()
    root = arguments.chroot or Path("/")
    work = root / INSIDE
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    shutil.copy2(arguments.zip, work / "soliloquy.zip")
    for part in HERE.glob("*.py"):
        shutil.copy2(part, work)
    shutil.copy2(HERE.parent.parent / "docs" / "images" / "heads.jpg", work)
    (work / "letter.txt").write_text("No picture.", encoding="utf-8")
    prefix = ["chroot", str(root)] if arguments.chroot else []
    environment = ["env", f"BLENDER_USER_RESOURCES=/{INSIDE}/user", f"DISPLAY={DISPLAY}", "LIBGL_ALWAYS_SOFTWARE=1"]
    install = ["extension", "install-file", "-r", "user_default", "-e"]
    subprocess.run([*prefix, *environment, "blender", "--command", *install, f"/{INSIDE}/soliloquy.zip"], check=True)
    start = f"import bpy; bpy.ops.wm.save_as_mainfile(filepath='/{INSIDE}/start.blend')"
    subprocess.run([*prefix, *environment, "blender", "-b", "--python-expr", start], check=True, capture_output=True)
    first = ["chrt", "--fifo", "10"] if arguments.first else []
    screen = subprocess.Popen(
        [*first, *prefix, "Xvfb", DISPLAY, "-screen", "0", "1600x900x24"], stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(2)
        window = ["--gpu-backend", "opengl", "--window-geometry", "0", "0", "1600", "900"]
        command = [*first, *prefix, *environment, "blender", *window, f"/{INSIDE}/start.blend"]
        command += ["--python", f"/{INSIDE}/steps.py", "--", f"/{INSIDE}"]
        command += ["measure"] if arguments.measure else []
        subprocess.run(command, timeout=1200, check=False)
    finally:
        screen.terminate()
        screen.wait()
    background = {} if arguments.measure else _speak_in_background([*prefix, *environment], root)
    status = _collect(work, arguments.out, background)
    if arguments.images is not None:
        _write_pictures(arguments.out, arguments.images)
    return status


def _write_pictures(screenshots: Path, folder: Path) -> None:
    """The manual's pictures, with few colours so that they stay small."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    for screenshot, picture in PICTURES.items():
        with Image.open(screenshots / f"{screenshot}.png") as image:
            shown = image.convert("RGB").crop(SHOWN)
            # Small icons keep their colours beside a large face.
            shown.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1).save(folder / f"{picture}.png", optimize=True)


def _speak_in_background(blender: list[str], root: Path) -> dict[str, bool]:
    """What the extension's command line does in the same Blender, without a window."""
    spoken = f"/{INSIDE}/spoken.blend"
    speak = ["--command", "soliloquy", "speak", "My map, Bob.", "--add-head", "Clara", "--out", spoken, "--json"]
    command = [*blender, "blender", "-b", f"/{INSIDE}/start.blend", *speak]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    reports = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    saved = root / spoken.removeprefix("/")
    return {
        "blender -b --command speaks and says so": done.returncode == 0 and [spoken] == reports[-1].get("outputs"),
        "the file it saved has its sound beside it": saved.is_file()
        and len(list(saved.parent.glob("speech/My-map*.wav"))) >= 1,
    }


def _collect(work: Path, out: Path, background: dict[str, bool]) -> int:
    out.mkdir(parents=True, exist_ok=True)
    for path in (*work.glob("*.png"), *work.glob("results.json")):
        shutil.copy2(path, out)
    results = work / "results.json"
    if not results.exists():
        print("Blender ended before the steps did", file=sys.stderr)
        return 1
    found = json.loads(results.read_text()) | background
    (out / "results.json").write_text(json.dumps(found, indent=1))
    print(json.dumps(found, indent=1))
    return 0 if found.get("finished") and all(value is not False for value in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
