# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs after runs: what is complete stays, what changed is made again, and whatever stops a run loses nothing."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from soliloquy.batch.shard_folder import ShardFolder
from soliloquy.runtime.errors import BusyError, InputError, UsageError
from soliloquy.runtime.folder_lock import hold

from .conftest import SCRIPT, Studio

ALL = {"en-us/a1", "fr/a1", "en-us/a2", "en-us/a3", "fr/a3"}


class Killed(BaseException):
    """A process that ends at once does nothing more."""


def test_a_run_makes_every_line_and_a_second_one_none(studio: Studio) -> None:
    outcome = studio.run()
    assert set(studio.made) == ALL and outcome.exit_code == 0
    assert set(studio.files()) == {f"{key}.wav" for key in ALL}
    outcome = studio.run()
    assert studio.made == [] and outcome.kept == 5
    studio.run(resume=False)
    assert set(studio.made) == ALL


def test_what_changed_is_made_again_and_no_more(studio: Studio) -> None:
    studio.run()
    studio.write(SCRIPT.replace("Well.", "Well?"))
    studio.run()
    assert studio.made == ["en-us/a2"]
    (studio.out / "fr" / "a3.wav").unlink()
    (studio.out / "en-us" / "a1.wav").write_bytes(b"cut")
    studio.run()
    assert set(studio.made) == {"fr/a3", "en-us/a1"}
    studio.formats = ("wav", "csv")
    studio.run()
    assert set(studio.made) == ALL


def test_a_model_that_changed_makes_its_lines_again(studio: Studio) -> None:
    studio.run()
    path = studio.out / "ledger-1of1.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    for record in lines:
        if record.get("key") == "fr/a1":
            record["models"]["voices"] = "0" * 64
    path.write_text("".join(json.dumps(record) + "\n" for record in lines))
    studio.run()
    assert studio.made == ["fr/a1"]


def test_a_line_that_fails_is_tried_once_more_and_then_listed_while_others_go_on(studio: Studio) -> None:
    studio.failing = {"en-us/a2": 1, "fr/a1": 2}
    outcome = studio.run()
    assert set(studio.made) == ALL - {"fr/a1"}
    assert [record["key"] for record in outcome.failed] == ["fr/a1"]
    assert outcome.exit_code == 3
    assert [record["error"]["reason"] for record in studio.ledger() if record["record"] == "failed"] == ["fails"]
    assert studio.run().exit_code == 0 and studio.made == ["fr/a1"]


def test_a_row_that_is_none_makes_the_exit_code_too(studio: Studio) -> None:
    studio.write(SCRIPT + "a4,BOB,,\n")
    outcome = studio.run()
    assert outcome.exit_code == 3 and len(outcome.made) == 5
    assert [record["row"] for record in studio.ledger() if record["record"] == "bad"] == [5]


def test_what_left_the_script_is_listed_and_goes_when_that_is_asked_for(studio: Studio) -> None:
    studio.run()
    studio.write("id,character,text,fr\na1,ANNA,Hello.,\na2,BOB,Well.,\n")
    assert studio.run().left == ("fr/a1.wav", "en-us/a3.wav", "fr/a3.wav")
    assert len(studio.files()) == 5
    (studio.out / "fr" / "a1.wav").write_text("changed by hand", encoding="utf-8")
    outcome = studio.run(prune=True)
    assert outcome.removed == ["en-us/a3.wav", "fr/a3.wav"] and outcome.left == ("fr/a1.wav",)
    assert set(studio.files()) == {"en-us/a1.wav", "en-us/a2.wav", "fr/a1.wav"}


@pytest.mark.parametrize("row", ["a3,furry,Goodbye.,Adieu.", "a3,,Goodbye.,Adieu.,a stray cell"])
def test_a_row_that_cannot_be_read_today_removes_nothing(studio: Studio, row: str) -> None:
    header = "id,emotion,text,fr\na1,,Hello.,Bonjour.\n"
    studio.write(f"{header}a2,,Well.,\na3,,Goodbye.,Adieu.\n")
    studio.run()
    studio.write(f"{header}a2,,Well.,\n{row}\n")
    outcome = studio.run(prune=True)
    assert (outcome.removed, outcome.left, len(studio.files())) == ([], (), 5)
    noted = [note for note in outcome.plan.notes if "no line is removed" in note]
    assert len(noted) == ("stray" in row)
    studio.write(f"{header}a3,furry,Goodbye.,Adieu.\n")
    assert studio.run(prune=True).removed == ["en-us/a2.wav"]


def test_a_choice_of_lines_leaves_nothing_over(studio: Studio) -> None:
    studio.run()
    assert studio.run(only="BOB", prune=True).left == ()
    assert len(studio.files()) == 5


def test_a_file_that_is_not_ours_stays_and_its_line_is_refused(studio: Studio) -> None:
    theirs = studio.out / "fr" / "a1.wav"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("the user's own", encoding="utf-8")
    outcome = studio.run()
    assert theirs.read_text(encoding="utf-8") == "the user's own"
    assert [(record["key"], record["exit_code"]) for record in outcome.failed] == [("fr/a1", 3)]
    assert "no ledger here" in outcome.failed[0]["error"]["reason"]


def test_a_recording_is_never_replaced(studio: Studio) -> None:
    studio.out.mkdir()
    (studio.out / "en-us").mkdir()
    (studio.out / "en-us" / "a1.wav").write_text("recorded", encoding="utf-8")
    studio.write("id,audio\na1,out/en-us/a1.wav\n")
    outcome = studio.run()
    assert studio.files() == {"en-us/a1.wav": "recorded"}
    assert outcome.failed[0]["error"]["code"] == UsageError.code


def test_nor_is_one_that_an_earlier_run_made(studio: Studio) -> None:
    studio.run()
    before = studio.files()
    studio.write("id,audio\na1,out/en-us/a1.wav\n")
    assert studio.run().failed[0]["error"]["code"] == UsageError.code
    assert studio.files() == before


def test_shards_write_side_by_side_and_the_same_one_twice_is_refused(studio: Studio) -> None:
    studio.out.mkdir()
    with hold(studio.out, ".soliloquy-1of2.lock"):
        with pytest.raises(BusyError, match="shard 1 of 2"):
            studio.run(shard="1/2")
        studio.run(shard="2/2")
        second = set(studio.made)
    studio.run(shard="1/2")
    assert second | set(studio.made) == ALL and not second & set(studio.made)
    assert studio.run().kept == 5
    assert {path.name for path in studio.out.glob("*.jsonl")} == {
        "ledger-1of2.jsonl", "ledger-2of2.jsonl", "ledger-1of1.jsonl"
    }  # fmt: skip


def killing_at(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, after: int, before: bool) -> None:
    """Let the process end at the ``after``th call of a function, before or right after it did its work."""
    real: Callable[..., Any] = getattr(owner, name)
    calls = [0]

    def replaced(*given: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] == after and before:
            raise Killed
        result = real(*given, **named)
        if calls[0] == after:
            raise Killed
        return result

    monkeypatch.setattr(owner, name, replaced)


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    ("owner", "name", "after"),
    [(os, "fsync", 3), (os, "fsync", 4), (os, "fsync", 6), (os, "replace", 1), (os, "replace", 2), (os, "replace", 7),
     (ShardFolder, "commit", 2), (ShardFolder, "staged", 3)],
)  # fmt: skip
def test_wherever_a_run_is_killed_the_next_redoes_nothing_and_loses_nothing(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, after: int, before: bool
) -> None:
    studio.formats = ("wav", "csv")
    wanted = Studio(studio.folder / "undisturbed")
    wanted.folder.mkdir()
    with monkeypatch.context() as killing:
        # What a killed process does not do: tidy up.
        killing.setattr(ShardFolder, "clear", lambda self: None)
        killing_at(killing, owner, name, after, before)
        with pytest.raises(Killed):
            studio.run()
    first = list(studio.made)
    recorded = [record["key"] for record in studio.ledger() if record["record"] == "line"]
    assert all(not content or json.loads(content) for content in studio.files().values())
    studio.run()
    assert set(studio.made) == ALL - set(recorded)
    assert set(first) - set(recorded) <= set(first[-1:])
    assert set(studio.files()) == {f"{key}.{kind}" for key in ALL for kind in ("wav", "csv")}
    ours = {"ledger-1of1.jsonl", "report.html", ".soliloquy-1of1.lock"}
    assert {path.name for path in studio.out.iterdir()} == {"en-us", "fr", *ours}


@pytest.mark.parametrize("cut", [1, 10, 200])
def test_a_line_of_the_ledger_that_was_cut_short_says_nothing(studio: Studio, cut: int) -> None:
    studio.run()
    path = studio.out / "ledger-1of1.jsonl"
    path.write_bytes(path.read_bytes()[:-cut])
    assert studio.run().kept in (4, 5)
    assert studio.run().kept == 5


@pytest.mark.parametrize("content", ["not json\n", '{"record": "ledger", "format": 99}\n', '{"record": "line"}\n'])
def test_a_file_that_is_no_ledger_of_ours_is_left_alone(studio: Studio, content: str) -> None:
    studio.out.mkdir()
    (studio.out / "ledger-1of1.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="no ledger"):
        studio.run()
    assert (studio.out / "ledger-1of1.jsonl").read_text(encoding="utf-8") == content


def test_paths_of_an_altered_ledger_lead_nowhere_else(studio: Studio, tmp_path: Path) -> None:
    studio.run()
    victim = tmp_path / "victim.wav"
    victim.write_text("mine", encoding="utf-8")
    import hashlib

    output = {"path": "../victim.wav", "bytes": 4, "sha256": hashlib.sha256(b"mine").hexdigest()}
    first = next(record for record in studio.ledger() if record["record"] == "line")
    record = {**first, "key": "x/y", "outputs": [output], "staged": "s"}
    with (studio.out / "ledger-1of1.jsonl").open("a") as file:
        file.write(json.dumps(record) + "\n")
    assert studio.run(prune=True).removed == []
    assert victim.read_text(encoding="utf-8") == "mine"


def test_events_tell_the_plan_each_line_and_the_end(studio: Studio) -> None:
    studio.failing = {"fr/a1": 2}
    studio.run()
    kinds = [event["event"] for event in studio.events]
    assert kinds == ["plan", *["line"] * 5, "end"]
    plan, end = studio.events[0], studio.events[-1]
    assert (plan["format"], plan["to_make"]) == (1, 5)
    assert (end["made"], end["failed"], end["exit_code"]) == (4, 1, 3)
    assert json.loads(json.dumps(studio.events)) == studio.events
