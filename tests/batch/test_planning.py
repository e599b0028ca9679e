# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be made of a script, and what each line's outcome hangs on."""

import json
from pathlib import Path
from typing import Any

import pytest
from soliloquy.batch.planning import make_plan
from soliloquy.batch.task import Task
from soliloquy.runtime.errors import InputError, UsageError
from soliloquy.runtime.requests import BatchRequest
from soliloquy.tests.makehuman_assets import glasses

from .conftest import SCRIPT, Studio


def identities(studio: Studio) -> dict[str, str]:
    return {task.key: task.identity for task in studio.plan().tasks}


def changed(studio: Studio, before: dict[str, str]) -> set[str]:
    after = identities(studio)
    return {key for key in after if after[key] != before.get(key)}


def test_each_line_goes_to_its_language_under_its_name(studio: Studio) -> None:
    plan = studio.plan()
    assert [task.key for task in plan.tasks] == ["en-us/a1", "fr/a1", "en-us/a2", "en-us/a3", "fr/a3"]
    assert plan.keys == {task.key for task in plan.tasks}
    assert {each.character for each in plan.chosen} == {"ANNA", "BOB"}


def test_a_task_travels_as_json(studio: Studio) -> None:
    for task in studio.plan().tasks:
        plain = json.loads(json.dumps(task.as_plain()))
        assert Task.from_plain(plain).as_plain() == task.as_plain()
    with pytest.raises(ValueError, match="format 99"):
        Task.from_plain({**task.as_plain(), "format": 99})


def test_shards_part_the_script_and_a_new_line_moves_no_other(studio: Studio) -> None:
    rows = [f"b{number},BOB,Hi {number}.," for number in range(60)]
    studio.write(SCRIPT + "\n".join(rows) + "\n")
    parts = [{task.key for task in studio.plan(shard=f"{number}/4").tasks} for number in range(1, 5)]
    assert set.union(*parts) == {task.key for task in studio.plan().tasks}
    assert sum(map(len, parts)) == 65 and all(6 < len(part) < 30 for part in parts)
    studio.write(SCRIPT + "new,BOB,First.,\n" + "\n".join(rows) + "\n")
    again = [{task.key for task in studio.plan(shard=f"{number}/4").tasks} for number in range(1, 5)]
    assert all(part - {"en-us/new"} == before for part, before in zip(again, parts, strict=True))


def test_a_choice_of_characters_ids_and_languages(studio: Studio) -> None:
    assert [task.key for task in studio.plan(only="bob,a3").tasks] == ["en-us/a2", "en-us/a3", "fr/a3"]
    assert [task.key for task in studio.plan(languages="fr-fr", only="a1").tasks] == ["fr/a1"]
    assert len(studio.plan(only="bob").keys) == 5
    with pytest.raises(InputError, match="--only ZOE"):
        studio.plan(only="ZOE")
    studio.write(f"{SCRIPT}a4,BOB,,\n")
    assert [row.id for row in studio.plan(only="a4").bad] == ["a4"], "a row that cannot be read has an id as well"
    with pytest.raises(InputError, match="xx"):
        studio.plan(languages="xx")


@pytest.mark.parametrize("shard", ["0/4", "5/4", "1", "a/b", "1/0", "-1/4", "1/2/3"])
def test_a_shard_that_is_none_is_refused(shard: str) -> None:
    with pytest.raises(UsageError):
        BatchRequest(shard=shard)


def test_a_line_hangs_on_its_own_row_alone(studio: Studio) -> None:
    before = identities(studio)
    studio.write(
        "note,id,character,text,fr\nx,a0,BOB,New.,\n,a1,ANNA,Hello!,Bonjour.\n,a2,BOB,Well.,\n,a3,ANNA,Goodbye.,Adieu.\n"
    )
    assert changed(studio, before) == {"en-us/a0", "en-us/a1"}


def test_a_row_wins_over_the_command_line_s_variation(studio: Studio) -> None:
    studio.write("id,character,text,variation\nc1,BOB,Hi.,0.25\nc2,BOB,Hi.,\n")
    asked = {task.id: task.request["motion"]["direction"]["variation"] for task in studio.plan().tasks}
    assert asked == {"c1": 0.25, "c2": 0.0}


def test_a_line_hangs_on_its_part_in_the_cast_and_on_the_lexicon_within_it(studio: Studio, tmp_path: Path) -> None:
    cast = "[characters.ANNA]\nvoice = 'af_heart'\nlexicon = 'a.lexicon'\n[characters.BOB]\nvoice = 'am_adam'\n"
    (tmp_path / "a.lexicon").write_text("Bob = /bɑb/\n", encoding="utf-8")
    studio.write(cast=cast)
    before = identities(studio)
    studio.write(cast=cast.replace("am_adam", "am_liam"))
    assert changed(studio, before) == {"en-us/a2"}
    studio.write(cast=cast + "[characters.ANNA.languages.fr]\nvoice = 'ff_siwis'\n")
    assert changed(studio, before) == {"fr/a1", "fr/a3"}
    (tmp_path / "a.lexicon").write_text("Bob = /bɔb/\n", encoding="utf-8")
    studio.write(cast=cast)
    assert changed(studio, before) == {"en-us/a1", "fr/a1", "en-us/a3", "fr/a3"}


def test_a_recording_counts_by_its_bytes_not_by_where_it_lies(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "s.wav").write_bytes(b"one")
    studio.write("id,audio\na1,s.wav\n")
    first = identities(studio)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "s.wav").write_bytes(b"one")
    studio.write("id,audio\na1,deep/s.wav\n")
    assert identities(studio) == first
    (tmp_path / "deep" / "s.wav").write_bytes(b"two")
    assert identities(studio) != first


def test_a_language_that_is_asked_for_and_that_no_line_is_in_is_said(studio: Studio) -> None:
    def said(languages: str) -> list[str]:
        return [note for note in studio.plan(languages=languages).notes if "--languages" in note]

    assert said("fr,en") == [] and said("it,fr") == ["no line of the script is in it, which --languages asks for"]
    studio.write("id,text_fr,text_it\na1,Salut.,\na2,,Ciao.\na2,,Ciao.\n")
    assert said("it,fr") == []


@pytest.mark.parametrize("changed_file", ["glasses.mhclo", "glasses.obj", "glasses.mhmat", "glass.png", "film.mp4"])
def test_a_line_hangs_on_what_its_head_wears_and_on_the_film_beside_it(
    studio: Studio, tmp_path: Path, changed_file: str
) -> None:
    worn = glasses(tmp_path, [(0, 1, 2), (1, 2, 3)])
    (tmp_path / "film.mp4").write_bytes(b"one")

    def made_of(**export: Any) -> set[str]:
        request, asked = studio.request(), studio.asked(**export)
        return {task.identity for task in make_plan(tmp_path / "lines.csv", request, asked).tasks}

    export = {"wear": (str(worn),), "beside": str(tmp_path / "film.mp4")}
    before, plain = made_of(**export), made_of()
    assert made_of(**export) == before
    with (tmp_path / changed_file).open("ab") as file:
        file.write(b"\n# changed\n")
    assert not before & made_of(**export) and made_of() == plain


def test_a_line_hangs_on_what_its_edits_say_and_not_on_where_they_lie(studio: Studio, tmp_path: Path) -> None:
    def write(name: str, seconds: float) -> None:
        edit = {"edit": "pause", "text": "Hi", "seconds": seconds}
        told = {"format": "soliloquy edits", "version": 1, "edits": [edit]}
        (tmp_path / name).write_text(json.dumps(told), encoding="utf-8")

    script = "id,character,text,edits\nc1,BOB,Hi there.,one.json\nc2,BOB,Hi there.,\n"
    studio.write(script.replace("one.json", ""))
    plain = identities(studio)
    write("one.json", 0.5)
    studio.write(script)
    edited = identities(studio)
    assert changed(studio, plain) == {"en-us/c1"} and tmp_path / "one.json" in studio.plan().reads
    write("two.json", 0.5)
    studio.write(script.replace("one", "two"))
    assert identities(studio) == edited
    write("two.json", 0.6)
    assert changed(studio, edited) == {"en-us/c1"}


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("id,audio\na1,none.wav\n", "no such file"),
        ("id,text,voice\na1,Hi.,nobody\n", "is not known"),
        ("id,text,head\na1,Hi.,nobody\n", "is not known"),
        ("id,text,style\na1,Hi.,nobody\n", "is not known"),
        ("id,text,edits\na1,Hi.,none.json\n", "no such file"),
        ("id,text\na1,Hi.\na1,Ho.\n", "is row 2's already"),
        ("id,text,text_fr,language\na1,Hi.,Salut.,fr\n", "is in fr twice"),
    ],
)
def test_a_line_that_cannot_be_is_listed_with_its_reason_and_stops_no_other(
    studio: Studio, script: str, reason: str
) -> None:
    header, _, rows = script.partition("\n")
    studio.write(f"{header}\n{rows}good,{'' if 'audio' in header else 'Good.'}\n")
    plan = studio.plan()
    assert len(plan.bad) >= 1 and any(reason in row.reason for row in plan.bad)
    if "audio" not in header:
        assert plan.tasks[-1].id == "good"


def test_tokens_are_said_by_the_characters_voice_and_count_by_their_bytes(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "s.syl").write_bytes(b"one")
    studio.write("id,character,audio\na1,ANNA,s.syl\n", cast='[characters.ANNA]\nvoice = "bf_emma"\n')
    (task,) = studio.plan().tasks
    assert (task.kind, task.voice, task.request["voice"], task.recording) == ("decode", "bf_emma", "bf_emma", None)
    (tmp_path / "s.syl").write_bytes(b"two")
    (changed_task,) = studio.plan().tasks
    assert changed_task.identity != task.identity
    (tmp_path / "e.json").write_text('{"format": "soliloquy edits", "version": 1, "words": [], "edits": []}')
    studio.write("id,audio,edits\na1,s.syl,e.json\n")
    assert ["no edits go with" in row.reason for row in studio.plan().bad] == [True]


def test_an_id_that_two_rows_share_by_the_accents_of_their_voices_is_named(studio: Studio) -> None:
    cast = "[characters.ANNA]\nvoice = 'bf_emma'\n[characters.BOB]\nvoice = 'am_adam'\n"
    studio.write("id,character,text,lang\na1,ANNA,One.,\na1,BOB,Two.,\na2,BOB,Three.,\na2,ANNA,Trois.,fr\n", cast)
    (note,) = studio.plan().notes
    assert "several lines" in note and note.endswith(": a1 (row 2 in en-gb, row 3 in en-us)")


def test_an_id_gets_its_files_whatever_others_would_be_called(studio: Studio) -> None:
    rows = ["a/b,ANNA,One.", "a_b,ANNA,Two.", "A_B,ANNA,Three."]
    for order in (rows, rows[::-1]):
        studio.write("\n".join(["id,character,text", *order, ""]), cast="[characters.ANNA]\nvoice = 'bf_emma'\n")
        plan = studio.plan()
        names = {task.id: task.name for task in plan.tasks}
        assert len({name.casefold() for name in names.values()}) == 3 and names["a/b"].startswith("a_b_")
        (note,) = plan.notes
        assert "same file" in note and f"'a/b' gives {names['a/b']}" in note


def test_a_text_without_a_language_is_none_that_lacks_its_own(studio: Studio, tmp_path: Path) -> None:
    script = tmp_path / "lines.json"
    script.write_text('[{"id": "a1", "text": {"en": "Hello.", "fr": "Bonjour."}}, {"id": "a2", "text": "Plain."}]')
    found = make_plan(script, BatchRequest(), studio.asked())
    assert [task.key for task in found.tasks] == ["en-us/a1", "fr/a1", "en-us/a2"]
    assert [note for note in found.notes if "nothing is written" in note] == [
        "nothing is written in fr for 1 of 2 lines"
    ]
