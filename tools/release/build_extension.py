# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the Blender extension: ``dist/soliloquy-VERSION-PLATFORM.zip``, one for each platform.

Each zip holds the code, the weights and assets that the registry names, and the wheels of the packages
that the worker needs for every Python of that platform's Blenders, so that nothing is ever downloaded.
Blender's own tool (in the bpy package) validates and writes it.

    python -m soliloquy.tools.release.build_extension [--platform linux-x64 ...] [--out dist]
"""

import argparse
import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from ...runtime.weights import all_weights
from .manual import write_manual
from .notices import FILE_NAME as NOTICES
from .notices import notices

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "extension"
PINS = ROOT / "requirements" / "demo.txt"

# What the runtime imports besides numpy, which Blender brings, and what these packages import in turn.
PACKAGES = (
    "onnxruntime",
    "flatbuffers",
    "packaging",
    "protobuf",
    "soundfile",
    "cffi",
    "pycparser",
    "typing-extensions",
    "soxr",
    "espeakng-loader",
    "filelock",
    "pypinyin",
    "rjieba",
    "emoji",
    "pillow",
    "python-calamine",
    "charset-normalizer",
    "sounddevice",
)

LEFT_OUT = ("imageio-ffmpeg",)
"""What the runtime imports where it is there and the zips go without: its ffmpeg is 30 MB, and in Blender it is Blender
itself that reads films."""

_PORTAUDIO = "portaudio-binaries/"
SOURCES = ("__init__.py", "LICENSE", "addon", "batch", "blender", "exporters", "runtime", "assets")
FOR_TRAINING = {"flow_training"}
"""Weights that only `soliloquy.training` reads, which needs torch and so never runs in Blender."""


@dataclass(frozen=True)
class Platform:
    """name: as Blender calls it. pip_platforms: wheel tags that run there. pythons: of its Blenders.

    portaudio: the library for the microphone that its sounddevice loads; on Linux it is the system's.
    own_pins: a requirements file that overrides the common pins. extra_manifest: lines only for it.
    """

    name: str
    pip_platforms: tuple[str, ...]
    pythons: tuple[str, ...]
    portaudio: str = ""
    own_pins: str = ""
    extra_manifest: str = ""


# Blender 4.2 to 5.0 run on Python 3.11, 5.1 and later on 3.13, Debian's own build of 5.2 on 3.14.
PLATFORMS = (
    Platform(
        "linux-x64",
        ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
        ("3.11", "3.13", "3.14"),
    ),
    Platform("windows-x64", ("win_amd64",), ("3.11", "3.13"), portaudio="libportaudio64bit.dll"),
    Platform(
        "macos-arm64",
        ("macosx_14_0_arm64", "macosx_14_0_universal2"),
        ("3.11", "3.13"),
        portaudio="libportaudio.dylib",
    ),
    Platform(
        "macos-x64",
        ("macosx_13_0_x86_64", "macosx_13_0_universal2"),
        ("3.11",),
        portaudio="libportaudio.dylib",
        own_pins="requirements/extension-macos-x64.txt",
        extra_manifest='blender_version_max = "5.0.0"\n',
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--platform", action="append", choices=[platform.name for platform in PLATFORMS])
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--page", type=Path, metavar="F", help="write what is in the zips there")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for platform in PLATFORMS:
        if arguments.platform and platform.name not in arguments.platform:
            continue
        path = build(platform, arguments.out)
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
        rows.append(_row(platform, path))
    if arguments.page is not None:
        arguments.page.write_text(_PAGE.format(rows="\n".join(rows)), encoding="utf-8")


_PAGE = """# What is in the extension's zips

Written by `python -m soliloquy.tools.release.build_extension --page docs/measured/extension.md`. Each was validated by
Blender's own tool; sizes in MB: the whole zip, and within it
weights and heads, and wheels.

| platform | Pythons | onnxruntime | zip | weights and heads | wheels |
|---|---|---|---|---|---|
{rows}
"""


def _row(platform: Platform, path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        sizes = {entry.filename: entry.compress_size for entry in archive.infolist()}
    parts = (("models/", "assets/"), ("wheels/",))
    of_parts = [sum(size for name, size in sizes.items() if name.startswith(part)) / 1e6 for part in parts]
    runtime = next(name.split("-")[1] for name in sizes if name.startswith("wheels/onnxruntime-"))
    pythons = ", ".join(platform.pythons)
    total = path.stat().st_size / 1e6
    return f"| {platform.name} | {pythons} | {runtime} | {total:.0f} | {of_parts[0]:.0f} | {of_parts[1]:.0f} |"


def build(platform: Platform, out: Path) -> Path:
    """Write the zip of one platform; returns its path."""
    wheels = download_wheels(platform)
    staging = WORK / platform.name / "soliloquy"
    shutil.rmtree(staging, ignore_errors=True)
    _copy_sources(staging)
    _copy_weights(staging)
    write_manual(staging / "docs")
    (staging / "wheels").mkdir()
    for wheel in wheels:
        copy_wheel(wheel, staging / "wheels", platform)
    packed = [weight for weight in all_weights().values() if weight.name not in FOR_TRAINING]
    (staging / NOTICES).write_text(notices(wheels, packed), encoding="utf-8")
    _write_manifest(staging, platform, wheels)
    path = out / f"soliloquy-{_version()}-{platform.name}.zip"
    _blender_ext("validate", str(staging))
    _blender_ext("build", "--source-dir", str(staging), "--output-filepath", str(path))
    _blender_ext("validate", str(path))
    return path


def download_wheels(platform: Platform) -> list[Path]:
    """The wheels of a platform, checked against their pinned hashes; downloaded once."""
    requirements = _requirements(platform)
    key = hashlib.sha256(f"{platform}{requirements}".encode()).hexdigest()
    folder = WORK / "wheels" / platform.name
    stamp = folder / "complete"
    if not stamp.is_file() or stamp.read_text() != key:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        pins = folder / "requirements.txt"
        pins.write_text(requirements)
        for python in platform.pythons:
            _download(pins, folder, platform, python)
        stamp.write_text(key)
    return sorted(folder.glob("*.whl"))


def copy_wheel(wheel: Path, folder: Path, platform: Platform) -> None:
    """As it is; but sounddevice's, which holds PortAudio for every system and with ASIO, whose terms are others, with
    the one that the platform loads."""
    if not wheel.name.startswith("sounddevice-"):
        shutil.copy2(wheel, folder)
        return
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(folder / wheel.name, "w", zipfile.ZIP_DEFLATED) as lean:
        names = whole.namelist()
        left = {name for name in names if _PORTAUDIO in name and Path(name).name != platform.portaudio}
        for name in names:
            content = whole.read(name)
            if name.endswith(".dist-info/RECORD"):
                lines = content.decode().splitlines(keepends=True)
                content = "".join(line for line in lines if line.split(",")[0] not in left).encode()
            if name not in left:
                lean.writestr(whole.getinfo(name), content)


def _download(pins: Path, folder: Path, platform: Platform, python: str) -> None:
    command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--require-hashes"]
    command += ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python]
    for tag in platform.pip_platforms:
        command += ["--platform", tag]
    subprocess.run([*command, "--dest", str(folder), "-r", str(pins)], check=True)


def _requirements(platform: Platform) -> str:
    """The pinned, hashed lines of ``PACKAGES``: the platform's own first, else the common ones."""
    common = _pinned(PINS)
    own = _pinned(ROOT / platform.own_pins) if platform.own_pins else {}
    return "\n".join(own.get(name) or common[name] for name in PACKAGES) + "\n"


def _pinned(path: Path) -> dict[str, str]:
    """Package name -> its requirement with all hashes, of a hashed requirements file."""
    lines = (line.split("#")[0].rstrip() for line in path.read_text().splitlines())
    joined = re.sub(r"\\\n\s*", "", "\n".join(filter(None, lines)))
    return {line.split("==")[0]: line for line in joined.splitlines() if "==" in line}


def _copy_sources(staging: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__", ".*")
    for name in SOURCES:
        source, target = ROOT / name, staging / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=ignore)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


def _copy_weights(staging: Path) -> None:
    """What ``models/models.toml`` names, byte for byte as it is registered."""
    models = staging / "models"
    models.mkdir()
    shutil.copy2(ROOT / "models" / "models.toml", models)
    for weight in tomllib.loads((models / "models.toml").read_text(encoding="utf-8"))["weights"]:
        if weight["name"] in FOR_TRAINING:
            continue
        source = ROOT / "models" / weight["file"]
        if not source.is_file():
            sys.exit(f"{source} is missing: run `make` first")
        if hashlib.sha256(source.read_bytes()).hexdigest() != weight["sha256"]:
            sys.exit(f"{source} is not the registered one: run `make` again")
        if ROOT / "models" not in source.resolve().parents:
            continue  # copied with the assets
        target = models / weight["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def _write_manifest(staging: Path, platform: Platform, wheels: list[Path]) -> None:
    manifest = (ROOT / "blender_manifest.toml").read_text(encoding="utf-8")
    listed = "".join(f'  "./wheels/{wheel.name}",\n' for wheel in wheels)
    manifest += f'{platform.extra_manifest}platforms = ["{platform.name}"]\nwheels = [\n{listed}]\n'
    (staging / "blender_manifest.toml").write_text(manifest, encoding="utf-8")


def _version() -> str:
    return tomllib.loads((ROOT / "blender_manifest.toml").read_text(encoding="utf-8"))["version"]


def _blender_ext(*arguments: str) -> None:
    """Run Blender's own extension tool, which comes with the bpy package."""
    spec = importlib.util.find_spec("bpy")
    if spec is None or spec.origin is None:
        sys.exit("The bpy package is missing: run `make` first")
    tool = next(Path(spec.origin).parent.glob("*/scripts/addons_core/bl_pkg/cli/blender_ext.py"))
    done = subprocess.run([sys.executable, str(tool), *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"blender_ext.py {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
