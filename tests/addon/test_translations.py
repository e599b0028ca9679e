# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever the panel says, it says in the artist's language too."""

import ast
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from soliloquy.addon.german import GERMAN
from soliloquy.addon.option_properties import export_options, generation_options, portrait_options, shown
from soliloquy.addon.sources import SOURCES
from soliloquy.addon.spanish import SPANISH
from soliloquy.runtime.people.identity import Identity
from soliloquy.runtime.presets import PRESETS
from soliloquy.runtime.registers import choices_in
from soliloquy.runtime.requests import Direction, FlowOptions
from soliloquy.runtime.requests.options import option_of, options_of
from soliloquy.runtime.text.languages import LANGUAGES
from soliloquy.runtime.voice.voices import list_voices

ROOMS = [Path(__file__).resolve().parents[2] / name for name in ("addon", "blender")]
LANGUAGES_OF_THE_PANEL = {"German": GERMAN, "Spanish": SPANISH}
NOT_SHOWN = {"translations.py", "commands.py", "export_command.py", "script_command.py", "script_files.py"}
NO_SENTENCES = ("german", "spanish")
"""Tables (by their names' beginnings), and the command line, which speaks English as the shell command does."""
PROPER_NAMES = {"CPU", "CUDA", "DirectML", "CoreML", *(preset.label for preset in PRESETS.values())}
SHOWN_ARGUMENTS = {"name", "description"}


def shown_texts() -> set[str]:
    """The English texts that Blender shows: labels, tooltips, names of choices, and messages."""
    paths = [
        path
        for room in ROOMS
        for path in room.rglob("*.py")
        if path.name not in NOT_SHOWN and not path.name.startswith(NO_SENTENCES)
    ]
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in paths)
    return {text for tree in trees for node in ast.walk(tree) for text in _shown(node) if text.strip()}


def texts_of_options() -> set[str]:
    """What Blender shows of the options of a generation, which are told in ``runtime.requests``."""
    fields = [
        *generation_options().values(),
        *export_options().values(),
        option_of(FlowOptions, "device"),
        option_of(Direction, "emotion"),
        *portrait_options().values(),
        *options_of(Identity),
    ]
    labelled = [field for field in fields if field.option.label]
    choices = [choice for field in fields for choice in field.option.choices if choice.panel]
    choices += choices_in("engine")
    told = [text for field in labelled for text in (field.option.label, shown(field.option.help))]
    said = [text for choice in choices for text in (choice.label, choice.description) if text]
    sources = [text for source in SOURCES for text in (source.label, source.description, source.lacking)]
    return {*told, *said, *sources} - PROPER_NAMES


def _shown(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in ("_", "_strength"):
            yield from _texts(node.args)
        if called.endswith(("Property", "_slider")):
            yield from _texts(keyword.value for keyword in node.keywords if keyword.arg in SHOWN_ARGUMENTS)
            for keyword in node.keywords:
                if keyword.arg == "items" and isinstance(keyword.value, ast.Tuple):
                    for item in keyword.value.elts:
                        yield from _texts(item.elts[1:] if isinstance(item, ast.Tuple) else [])
        if called == "label":
            yield from _texts(keyword.value for keyword in node.keywords if keyword.arg == "text")
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("bl_label", "bl_description"):
        yield from _texts([node.value])


def _texts(nodes: object) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("language", LANGUAGES_OF_THE_PANEL)
def test_every_text_of_the_panel_is_translated(language: str) -> None:
    texts = shown_texts() | texts_of_options()
    assert len(texts) > 90 and "Generate Speech Animation" in texts
    assert sorted(texts - set(LANGUAGES_OF_THE_PANEL[language])) == []


@pytest.mark.parametrize("language", LANGUAGES_OF_THE_PANEL)
def test_a_text_stands_in_one_table_of_a_language(language: str) -> None:
    tables = sorted(ROOMS[0].glob(f"{language.lower()}*.py"))
    said = [
        str(key.value)
        for table in tables
        for node in ast.walk(ast.parse(table.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    assert len(tables) > 5 and sorted(text for text, times in Counter(said).items() if times > 1) == []


def test_all_languages_say_the_same() -> None:
    assert set(SPANISH) == set(GERMAN), "a text of one table is missing in the other"
    assert all(text.strip() for table in LANGUAGES_OF_THE_PANEL.values() for text in table.values())


@pytest.mark.parametrize("language", LANGUAGES_OF_THE_PANEL)
def test_a_translation_keeps_its_placeholders(language: str) -> None:
    table = LANGUAGES_OF_THE_PANEL[language]
    kept = {english: placeholders(text) for english, text in table.items() if "{" in english}
    assert len(kept) > 30 and {english: placeholders(english) for english in kept} == kept


@pytest.mark.parametrize("language", LANGUAGES_OF_THE_PANEL)
def test_every_voice_is_described(language: str) -> None:
    languages = {each.name for each in LANGUAGES}
    assert languages | {voice.gender for voice in list_voices()} <= set(LANGUAGES_OF_THE_PANEL[language])


@pytest.mark.parametrize(
    ("names", "said"), [("de_DE", "Sprachanimation erzeugen"), ("es", "Generar animación de habla")]
)
def test_blender_says_it(names: str, said: str) -> None:
    pytest.importorskip("bpy")
    from soliloquy.addon.translations import _table

    assert _table()[names]["Operator", "Generate Speech Animation"] == said
