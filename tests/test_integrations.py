# SPDX-License-Identifier: GPL-3.0-or-later
"""What is copied into other programs: complete, and of one mind with the house."""

import json
import re
from pathlib import Path

from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.rigs.oculus import OCULUS_MOUTHS, READY_PLAYER_ME
from soliloquy.runtime.version import VERSION

INTEGRATIONS = Path(__file__).resolve().parent.parent / "integrations"
UNITY = INTEGRATIONS / "unity" / "com.soliloquy.speech"


def test_each_file_of_the_unity_package_has_its_own_meta() -> None:
    """Unity leaves out what has none, where a package may not be written to."""
    shown = [
        path
        for path in UNITY.rglob("*")
        if path.suffix != ".meta" and not any(part.endswith("~") for part in path.relative_to(UNITY).parts)
    ]
    metas = [path.with_name(path.name + ".meta").read_text(encoding="utf-8") for path in shown]
    guids = [re.search(r"^guid: ([0-9a-f]{32})$", text, re.MULTILINE)[1] for text in metas]  # type: ignore[index]
    assert len(shown) > 20 and len(set(guids)) == len(guids)
    assert len(list(UNITY.rglob("*.meta"))) == len(shown)


def test_the_unity_package_names_its_parts_and_our_version() -> None:
    package = json.loads((UNITY / "package.json").read_text(encoding="utf-8"))
    assert package["version"] == VERSION
    assert all((UNITY / sample["path"]).is_dir() for sample in package["samples"])
    known = {json.loads(path.read_text(encoding="utf-8"))["name"] for path in UNITY.rglob("*.asmdef")}
    ours = {f"Soliloquy.Speech{part}" for part in ("", ".Editor", ".Tests")}
    assert known == ours


def test_unitys_names_are_the_houses() -> None:
    text = (UNITY / "Runtime" / "ShapeNames.cs").read_text(encoding="utf-8")
    whole, sided, visemes = (
        re.findall(r'"(\w+)"', re.search(rf"string\[\] {name} =\s*{{(.*?)}};", text, re.DOTALL)[1])  # type: ignore[index]
        for name in ("Whole", "Sided", "Visemes")
    )
    assert {*whole, *(stem + side for stem in sided for side in ("Left", "Right"))} == set(ARKIT_NAMES)
    assert visemes == list(OCULUS_MOUTHS)
    others = dict(re.findall(r'{ "(\w+)", "(\w+)" }', text[text.index("OtherVisemes") : text.index("VisemePrefixes")]))
    assert others == {theirs.lower(): ours for ours, theirs in READY_PLAYER_ME.items()}
