# SPDX-License-Identifier: GPL-3.0-or-later
"""Every button and every field that the panel shows has a tooltip, and a page of the manual that tells of it."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import manual_map  # noqa: E402
from soliloquy.tools.release.manual import PAGES, page_as_html  # noqa: E402

DOCS = Path(__file__).resolve().parents[2] / "docs"
KEPT_ALONE = {
    "SpeechSettings": {"shown_for", "emotion"},
    "KeptTake": {"key", "text", "sound", "parts", "before", "start", "frames", "rate", "layout", "keyed", "name"},
    "PersonSliders": {"who"},
    "Mapping": {"rows", "active", "kind"},
    "TakePart": {"owner", "kind", "action", "slot"},
}
"""What a group of settings keeps and no panel shows."""
NOT_IN_A_PANEL = {
    "generate",
    "set_voice",
    "choose_word",
    "remove_edit",
    "rate_take",
    "key_slider",
    "free_slider",
    "add_mapping_row",
}
"""Operators whose arguments a button gives, or a script."""
A_FILE = {"filepath", "name"}


def operators() -> Iterator[tuple[str, Any]]:
    for name in dir(bpy.ops.soliloquy):
        yield name, getattr(bpy.ops.soliloquy, name).get_rna_type()


def groups() -> list[Any]:
    return [each for each in manual_map._subclasses(bpy.types.PropertyGroup) if manual_map._is_ours(each)]


def shown_fields() -> Iterator[tuple[str, Any]]:
    for group in groups():
        for field in group.bl_rna.properties:
            if field.identifier not in {"rna_type", "name"} | KEPT_ALONE.get(group.__name__, set()):
                yield group.__name__, field


def place_of(name: str) -> str:
    """As Blender looks it up: the first pattern that fits."""
    _prefix, patterns = manual_map.manual_map()
    return next((place for pattern, place in patterns if fnmatchcase(name.lower(), pattern)), "")


def anchors(page: str) -> set[str]:
    html = page_as_html((DOCS / f"{page}.md").read_text(encoding="utf-8"))
    return set(re.findall(r'<h[1-6] id="([^"]+)"', html))


@pytest.fixture(scope="module")
def places() -> dict[str, set[str]]:
    return {page: anchors(page) for page in PAGES}


def assert_told(name: str, places: dict[str, set[str]]) -> None:
    place = place_of(name)
    assert place, f"the manual says nothing of {name}"
    page, _, anchor = place.partition("#")
    assert page.removesuffix(".html") in places and (not anchor or anchor in places[page.removesuffix(".html")]), place


def test_every_operator_is_told_of(head: Any, places: dict[str, set[str]]) -> None:
    found = [name for name, _ in operators()]
    assert len(found) > 60
    for name in found:
        assert_told(f"bpy.ops.soliloquy.{name}", places)


def test_every_field_is_told_of(head: Any, places: dict[str, set[str]]) -> None:
    fields = list(shown_fields())
    assert len(fields) > 80
    for group, field in fields:
        assert_told(f"bpy.types.{group}.{field.identifier}", places)
    for name in ("soliloquy_takes_played_as", "soliloquy_take_chosen"):
        assert_told(f"bpy.types.Object.{name}", places)


def test_every_operator_and_what_it_asks_has_a_tooltip(head: Any) -> None:
    silent = [name for name, about in operators() if not about.description and name != "set_voice"]
    asked = [
        f"{name}.{field.identifier}"
        for name, about in operators()
        for field in about.properties
        if name not in NOT_IN_A_PANEL and not field.is_hidden and not field.description
        if field.identifier not in {"rna_type", *A_FILE, "identity"}
    ]
    assert (silent, asked) == ([], [])


def test_every_field_has_a_tooltip(head: Any) -> None:
    assert [f"{group}.{field.identifier}" for group, field in shown_fields() if not field.description] == []


def test_blender_finds_the_page_of_a_button(head: Any) -> None:
    maps = [made() for made in bpy.utils._manual_map if made is manual_map.manual_map]
    assert len(maps) == 1 and maps[0][0].startswith("file://") and maps[0][0].endswith("/docs/")
    assert place_of("bpy.ops.soliloquy.bake_take") == "blender.html#bake-and-back"
    assert place_of("bpy.types.SpeechSettings.text") == "blender.html#a-text-of-several-lines"
    assert place_of("bpy.types.SpeechSettings.start_frame") == "blender.html#make-a-head-speak"
