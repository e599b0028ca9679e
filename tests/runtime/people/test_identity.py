# SPDX-License-Identifier: GPL-3.0-or-later
"""A person in one line, in a file, by chance: read as it is meant, kept as it is, and refused by name."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError, UsageError
from soliloquy.runtime.people.identity import (
    Identity,
    as_text,
    is_person,
    person_of,
    random_person,
    read_person,
)
from soliloquy.runtime.people.presets import PRESETS, hair_of, nearest_preset, skin_tint
from soliloquy.runtime.requests.json_form import to_json
from soliloquy.runtime.requests.options import options_of


def person(text: str) -> Identity:
    return person_of(text, PRESETS)


def test_a_line_says_who_and_the_rest_is_european() -> None:
    found = person("woman=0.8, age=55, asian=0.5")
    assert (found.woman, found.age, found.weight) == (0.8, 55.0, 0.5)
    assert found.ancestry == {"african": 0.0, "asian": 0.5, "european": 0.5}
    assert person("african=0.9,asian=0.9").ancestry == {"african": 0.5, "asian": 0.5, "european": 0.0}


def test_a_name_may_stand_first_and_be_changed() -> None:
    assert person("mei,age=70") == replace(PRESETS["Mei"], age=70.0)
    assert person("Mei,european=0.5").ancestry["asian"] == pytest.approx(2 / 3)
    assert person("Mei,african=0.5").ancestry == {"african": 1 / 3, "asian": 2 / 3, "european": 0.0}


@pytest.mark.parametrize("name", PRESETS)
def test_the_line_of_a_person_is_read_back(name: str) -> None:
    text = as_text(PRESETS[name])
    assert person(text) == PRESETS[name]
    assert as_text(person(text)) == text and is_person(text)


def test_the_same_seed_is_the_same_person_and_a_line_keeps_all_of_them() -> None:
    assert person("random=7") == random_person(7) != random_person(8)
    assert person(as_text(random_person(7))) == random_person(7)
    assert person("random=7,age=30") == replace(random_person(7), age=30.0)


def test_a_file_is_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "Someone.JSON"
    path.write_text(json.dumps(to_json(PRESETS["Rosa"])))
    assert read_person(path) == PRESETS["Rosa"] == person(str(path))
    path.write_text('{"asian": 0.25}')
    assert person(str(path)).ancestry == {"african": 0.0, "asian": 0.25, "european": 0.75}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("woman=2", "woman 2"),
        ("age=17", "age 17"),
        ("age=old", "'old'"),
        ("nose=1", "has 'nose=1'"),
        ("age=30,tall", "has 'tall'"),
        ("Nobody,age=30", "'Nobody'"),
        ("african=0,asian=0,european=0", "no ancestry"),
        ("hair=mohawk", "hair 'mohawk'"),
        ("random=-1", "seed"),
        ("random=x", "seed"),
        ("woman=nan", "woman"),
    ],
)
def test_what_cannot_be_is_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        person(text).ancestry  # noqa: B018
    assert words in str(caught.value) and caught.value.hint


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("{", InputError),
        ("[1]", UsageError),
        ('{"nose": 1}', UsageError),
        ('{"age": "old"}', UsageError),
        ('{"age": 1e999}', UsageError),
        ("{" * 100_000, InputError),
        ('{"age": true}', UsageError),
        ("\ufffe", InputError),
    ],
)
def test_a_file_that_is_no_person_is_refused(tmp_path: Path, content: str, error: type[Exception]) -> None:
    path = tmp_path / "person.json"
    path.write_text(content)
    with pytest.raises(error):
        read_person(path)
    with pytest.raises(InputError):
        read_person(tmp_path)


def test_every_slider_has_a_label_and_every_number_its_limits() -> None:
    told = {each.name: each.option for each in options_of(Identity)}
    assert set(told) == {each.name for each in fields(Identity)}
    assert all(about.label and (about.limits or about.choices) for about in told.values())


def test_a_preset_looks_like_itself_and_wears_its_skin_unchanged() -> None:
    for name, preset in PRESETS.items():
        assert nearest_preset(preset) == name and skin_tint(preset) == (1.0, 1.0, 1.0)
        assert hair_of(replace(preset, hair="auto")) == preset.hair
    dark = Identity(woman=0.9, age=30, african=0.5)
    assert nearest_preset(dark) in PRESETS and max(skin_tint(dark)) != 1.0
