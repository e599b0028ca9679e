# SPDX-License-Identifier: GPL-3.0-or-later
"""A text of several lines is typed, pasted, shown and said, with Blender's field of several lines and without."""

from types import SimpleNamespace
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import text_fields  # noqa: E402
from soliloquy.addon.scene_request import request_from_panel  # noqa: E402
from soliloquy.blender import versions  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage  # noqa: E402

__all__ = ["stage"]


class Drawn:
    """A layout that notes what is drawn: fields as ("prop", name), texts, operators."""

    def __init__(self, found: list[tuple[str, Any]]) -> None:
        self.__dict__["found"] = found

    def __getattr__(self, name: str) -> Any:
        def draw(*arguments: Any, **options: Any) -> Any:
            if name in ("prop", "textbox"):
                self.found.append((name, arguments[1]))
            elif name == "label":
                self.found.append(("label", options["text"]))
            elif name == "operator":
                self.found.append(("operator", arguments[0]))
                return SimpleNamespace()
            return self

        return draw

    def __setattr__(self, name: str, value: Any) -> None:
        pass


def drawn(settings: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    preferences = SimpleNamespace(system=SimpleNamespace(ui_scale=1.0))
    context = SimpleNamespace(region=SimpleNamespace(width=300), preferences=preferences)
    text_fields.draw_text(Drawn(found), context, settings)
    return found


@pytest.fixture
def settings(stage: TakeStage) -> Any:
    return bpy.context.scene.soliloquy


def test_each_line_has_a_field_that_reads_and_writes_it(settings: Any) -> None:
    settings.text = "One.\nTwo."
    assert (settings.text_line_0, settings.text_line_1, settings.text_line_2) == ("One.", "Two.", "")
    settings.text_line_1 = "Zwei."
    settings.text_line_5 = "beyond"
    assert settings.text == "One.\nZwei."


def test_lines_come_and_go_where_they_were_asked_for(settings: Any) -> None:
    settings.text = "One.\nThree."
    assert bpy.ops.soliloquy.add_text_line(after=0) == {"FINISHED"}
    settings.text_line_1 = "Two."
    assert settings.text == "One.\nTwo.\nThree."
    assert bpy.ops.soliloquy.add_text_line() == {"FINISHED"} and settings.text.endswith("Three.\n")
    assert bpy.ops.soliloquy.remove_text_line(number=0) == {"FINISHED"}
    assert settings.text == "Two.\nThree.\n"
    assert bpy.ops.soliloquy.remove_text_line(number=7) == {"CANCELLED"}
    assert request_from_panel(bpy.context, {}).request.spoken.text == "Two.\nThree."


def test_without_a_field_of_several_lines_each_line_is_drawn(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "HAS_TEXTBOX", False)
    settings.text = "Short.\n" + "A line that no sidebar shows whole. " * 3
    found = drawn(settings)
    assert [name for kind, name in found if kind == "prop"] == ["text_line_0", "text_line_1"]
    whole = " ".join(text for kind, text in found if kind == "label")
    assert whole == settings.text_line_1.strip()
    settings.text = "\n".join(str(number) for number in range(20))
    found = drawn(settings)
    assert len([kind for kind, _ in found if kind == "prop"]) == text_fields.MOST_FIELDS
    assert any("8 more lines" in str(text) for _, text in found)


def test_with_a_field_of_several_lines_it_is_the_one(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "HAS_TEXTBOX", True)
    assert ("textbox", "text") in drawn(settings)


def test_a_text_block_is_made_of_the_text_with_one_click_and_shown(settings: Any) -> None:
    settings.text = "One.\nTwo."
    assert bpy.ops.soliloquy.edit_text() == {"FINISHED"}
    block = settings.text_block
    assert block.name.startswith("Hero") and block.as_string() == "One.\nTwo."
    block.write("\nThree.")
    shown = [text for kind, text in drawn(settings) if kind == "label"]
    assert shown == ["One.", "Two.", "Three."]
    assert request_from_panel(bpy.context, {}).request.spoken.text == "One.\nTwo.\nThree."
    block.write("\nfour" * 20)
    assert any("Further lines: " in text for kind, text in drawn(settings) if kind == "label")
    assert bpy.ops.soliloquy.edit_text() == {"FINISHED"} and settings.text_block == block


@pytest.mark.parametrize(
    ("copied", "said"),
    [("One.  \r\nTwo.\n", "One.\nTwo."), ("  \n ", ""), ("x" * 200_000, "")],
    ids=["lines", "nothing", "too much"],
)
def test_what_was_copied_is_pasted_line_by_line(settings: Any, copied: str, said: str) -> None:
    from soliloquy.addon.text_operators import PasteText

    settings.text = "Before."
    reports: list[str] = []
    operator = SimpleNamespace(report=lambda kinds, text: reports.append(text))
    context = SimpleNamespace(scene=bpy.context.scene, window_manager=SimpleNamespace(clipboard=copied))
    assert PasteText.execute(operator, context) == ({"FINISHED"} if said else {"CANCELLED"})
    assert settings.text == (said or "Before.") and bool(reports) is not bool(said)
