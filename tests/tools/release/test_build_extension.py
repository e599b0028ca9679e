# SPDX-License-Identifier: GPL-3.0-or-later
"""What the extension's zips hold: every package that is imported, a wheel for every Python, what it asks for."""

import ast
import re
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from soliloquy.tools.release import build_extension
from soliloquy.tools.release.manual import write_manual

ROOT = Path(__file__).resolve().parents[3]
BLENDERS_OWN = {"bpy", "bmesh", "mathutils", "numpy", "aud", "bl_ext", "blf", "gpu", "gpu_extras"}


def _third_party_imports() -> set[str]:
    found = set()
    for room in ("addon", "blender", "runtime"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                    found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - BLENDERS_OWN - {"soliloquy"}


def test_every_package_that_is_imported_is_packed() -> None:
    named = (*build_extension.PACKAGES, *build_extension.LEFT_OUT)
    packed = {name.replace("-", "_") for name in named} | {"PIL"}  # how Pillow is called inside Python
    assert _third_party_imports() <= packed
    assert not set(build_extension.PACKAGES) & set(build_extension.LEFT_OUT)


def test_every_platform_is_pinned_with_hashes() -> None:
    for platform in build_extension.PLATFORMS:
        lines = build_extension._requirements(platform).splitlines()
        assert len(lines) == len(build_extension.PACKAGES)
        assert all("==" in line and "--hash=sha256:" in line for line in lines)


def test_intel_macs_get_the_last_onnxruntime_that_runs_there() -> None:
    by_name = {platform.name: platform for platform in build_extension.PLATFORMS}
    assert "onnxruntime==1.23.2" in build_extension._requirements(by_name["macos-x64"])
    assert "onnxruntime==1.31.1" in build_extension._requirements(by_name["macos-arm64"])


@pytest.mark.check
@pytest.mark.parametrize("name", ["linux-x64", "windows-x64", "macos-arm64", "macos-x64"])
def test_every_python_of_a_platform_has_its_wheels(name: str) -> None:
    platform = next(each for each in build_extension.PLATFORMS if each.name == name)
    wheels = [wheel.name for wheel in build_extension.download_wheels(platform)]
    for python in platform.pythons:
        tag = f"cp{python.replace('.', '')}"
        for package in ("onnxruntime", "cffi", "python_calamine", "charset_normalizer"):
            assert sum(wheel.startswith(f"{package}-") and f"-{tag}-" in wheel for wheel in wheels) == 1


def test_the_manifest_asks_for_files_and_for_the_network_of_live_link_alone() -> None:
    manifest = tomllib.loads((ROOT / "blender_manifest.toml").read_text(encoding="utf-8"))
    assert manifest["permissions"].keys() == {"files", "network"}
    assert manifest["permissions"]["network"] == "Send a face to Live Link while you ask for it"
    assert manifest["blender_version_min"] == "4.2.0"


def test_the_manual_opens_offline_and_leads_nowhere_else(tmp_path: Path) -> None:
    write_manual(tmp_path / "docs")
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "docs").glob("*.html")}
    assert "<table>" in pages["blender.html"] and ">Soliloquy in Blender</h1>" in pages["blender.html"]
    targets = [
        (name, *re.split("(?=#)", target, maxsplit=1)) for name, page in pages.items() for target in _targets(page)
    ]
    assert len(targets) >= 5
    for name, target, *place in targets:
        assert (tmp_path / "docs" / (target or name)).is_file(), target
        assert all(f'id="{each[1:]}"' in pages[target or name] for each in place), (target, place)


def _targets(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]+)"', page)


@pytest.mark.parametrize("platform", build_extension.PLATFORMS, ids=lambda each: each.name)
def test_of_portaudio_only_what_the_platform_loads_is_packed(
    platform: build_extension.Platform, tmp_path: Path
) -> None:
    folder, info = "_sounddevice_data/portaudio-binaries", "sounddevice-0.5.6.dist-info"
    libraries = ["libportaudio.dylib", "libportaudio64bit.dll", "libportaudio64bit-asio.dll", "libportaudio32bit.dll"]
    names = ["sounddevice.py", *(f"{folder}/{name}" for name in libraries), f"{info}/RECORD"]
    wheel = tmp_path / "sounddevice-0.5.6-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in names:
            archive.writestr(name, "".join(f"{each},,\n" for each in names))
    (tmp_path / "packed").mkdir()
    build_extension.copy_wheel(wheel, tmp_path / "packed", platform)
    with zipfile.ZipFile(tmp_path / "packed" / wheel.name) as archive:
        packed, record = archive.namelist(), archive.read(f"{info}/RECORD").decode().split(",,\n")[:-1]
    wanted = [f"{folder}/{platform.portaudio}"] if platform.portaudio else []
    assert packed == ["sounddevice.py", *wanted, f"{info}/RECORD"] == record
