# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy batch`` as it is typed: what it prints, which exit codes it has, and what stops a whole run."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from soliloquy.batch import running
from soliloquy.batch.workers import Handed
from soliloquy.runtime.errors import WriteError
from soliloquy.shell.cli import main

from .conftest import SCRIPT, Studio

Captured = pytest.CaptureFixture[str]


def batch(studio: Studio, *more: str) -> int:
    script = str(studio.folder / "lines.csv")
    return main(["batch", script, "--out", str(studio.out), "--formats", "wav", "--engine", "rules", *more])


def events(said: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.splitlines()]


def test_json_lines_are_the_plan_each_line_and_the_end(studio: Studio, capsys: Captured) -> None:
    assert batch(studio, "--json") == 0
    found = events(capsys.readouterr().out)
    assert [event["event"] for event in found] == ["plan", *["line"] * 5, "end"]
    assert {path for event in found[1:-1] for path in event["outputs"]} == set(studio.files())
    assert found[-1]["report"] == "report.html"


def test_words_say_how_many_and_every_reason(studio: Studio, capsys: Captured) -> None:
    studio.write(SCRIPT + "a4,BOB,,\n")
    studio.failing = {"fr/a1": 2}
    assert batch(studio) == 3
    said = capsys.readouterr()
    assert said.out.startswith(str(studio.out / "report.html"))
    assert "4 lines made, 0 kept, 1 failed, 1 cannot be" in said.out
    assert "soliloquy: fr/a1 (row 2): not made: fr/a1: fails. Wait" in said.err
    assert "soliloquy: row 5 (id a4, column text): says nothing" in said.err
    assert "warning: ANNA has no voice in the cast" in said.err


def test_a_dry_run_makes_nothing_and_says_who_speaks_how(studio: Studio, capsys: Captured) -> None:
    studio.write(cast="[characters.ANNA]\nvoice = 'af_heart'\n")
    assert batch(studio, "--cast", str(studio.folder / "CAST.toml"), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "ANNA: en-us af_heart; fr af_heart" in said and "5 lines would be made" in said
    assert batch(studio, "--dry-run", "--json") == 0
    (found,) = events(capsys.readouterr().out)
    assert (found["event"], len(found["lines"])) == ("dry_run", 5)
    assert not studio.out.exists() and studio.made == []


def test_fresh_makes_everything_again_and_resume_is_what_is_usual(studio: Studio) -> None:
    assert batch(studio) == 0
    studio.made.clear()
    assert batch(studio, "--resume") == 0 and studio.made == []
    assert batch(studio, "--fresh") == 0 and len(studio.made) == 5


def test_shards_are_merged(studio: Studio, capsys: Captured) -> None:
    assert batch(studio, "--shard", "1/2") == 0
    assert main(["batch", "--merge", str(studio.out)]) == 3
    assert "soliloquy: shard 2/2 has no ledger here" in capsys.readouterr().err
    assert batch(studio, "--shard", "2/2") == 0
    capsys.readouterr()
    assert main(["batch", "--merge", str(studio.out), "--json"]) == 0
    (found,) = events(capsys.readouterr().out)
    assert (found["event"], found["made"], found["missing"]) == ("merge", 5, [])


def test_files_of_an_unchanged_line_keep_their_names_whatever_rows_come_and_go(studio: Studio) -> None:
    header = "id,character,text\n"
    rows = {name: f"{name},ANNA,Say {place}.\n" for place, name in enumerate(("HELLO", "Hello", "hello"))}
    studio.write(header + rows["Hello"] + rows["hello"])
    assert batch(studio) == 0
    before = studio.files()
    assert set(before) == {"en-us/Hello.wav", "en-us/hello_2.wav"}
    for kept, made in (("hello",), []), (("HELLO", "Hello", "hello"), ["en-us/HELLO_3"]):
        studio.made.clear()
        studio.write(header + "".join(rows[name] for name in kept))
        assert batch(studio) == 0 and studio.made == made
    after = studio.files()
    assert {path: after[path] for path in before} == before and set(after) - set(before) == {"en-us/HELLO_3.wav"}


def test_a_table_beside_a_merge_is_not_passed_over_in_silence(studio: Studio, capsys: Captured) -> None:
    assert batch(studio, "--shard", "1/1") == 0
    capsys.readouterr()
    for more in (["lines.csv"], ["--out", str(studio.out)]):
        assert main(["batch", *more, "--merge", str(studio.out)]) == 2
        assert f"Leave out {more[-1]}" in capsys.readouterr().err
    assert not (studio.out / "ledger.jsonl").exists()


@pytest.mark.parametrize(
    "arguments",
    [["batch"], ["batch", "x.csv"], ["batch", "x.csv", "--out", "o", "--shard", "3/2"], ["batch", "--merge"]],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    assert main(arguments) == 2


@pytest.mark.parametrize("option", ["--head=nobody", "--engine=none", "--formats=doc", "--languages=xx", "--only=ZOE"])
def test_what_is_wrong_with_every_line_is_wrong_with_the_command(studio: Studio, option: str) -> None:
    assert batch(studio, option) in (2, 3)
    assert not studio.out.exists()


def test_a_head_is_for_lines_whose_row_and_cast_name_none(studio: Studio) -> None:
    studio.write(cast="[characters.ANNA]\nhead = 'Kofi'\n")
    assert batch(studio, "--head", "daniel", "--cast", str(studio.folder / "CAST.toml")) == 0
    assert set(studio.heads.values()) == {"Kofi", "Daniel"} and studio.heads["en-us/a2"] == "Daniel"


def test_a_full_disk_stops_the_run_and_what_was_made_stays(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    full = WriteError("out", "the disk is full", "Free some space").as_json()

    def performed(handed: Iterator[Handed], jobs: int) -> Iterator[tuple[Handed, dict[str, Any]]]:
        for number, (each, found) in enumerate(studio.performed(handed, jobs)):
            bad = {"error": full, "exit_code": 5, "seconds": 0.0, "cpu_seconds": 0.0}
            yield each, found if number < 2 else bad

    monkeypatch.setattr(running, "performed", performed)
    assert batch(studio) == 5
    assert "the disk is full" in capsys.readouterr().err
    monkeypatch.setattr(running, "performed", studio.performed)
    studio.made.clear()
    assert batch(studio) == 0 and len(studio.made) == 3


def test_an_interrupt_says_how_many_are_made_and_keeps_them(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def performed(handed: Iterator[Handed], jobs: int) -> Iterator[tuple[Handed, dict[str, Any]]]:
        for number, done in enumerate(studio.performed(handed, jobs)):
            if number == 3:
                raise KeyboardInterrupt
            yield done

    monkeypatch.setattr(running, "performed", performed)
    assert batch(studio) == 130
    assert "3 of 5 lines were made, and their files are in place" in capsys.readouterr().err
    assert len(studio.files()) == 3
    assert not [path for path in studio.out.iterdir() if path.is_dir() and path.name.startswith(".")]
