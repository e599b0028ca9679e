# SPDX-License-Identifier: GPL-3.0-or-later
"""One version, wherever it is written."""

import tomllib
from pathlib import Path

from soliloquy.runtime.version import VERSION

ROOT = Path(__file__).resolve().parent.parent


def test_manifest_package_and_take_name_the_same_version() -> None:
    manifest = tomllib.loads((ROOT / "blender_manifest.toml").read_text())
    package = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert manifest["version"] == package["project"]["version"] == VERSION
