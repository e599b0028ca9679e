# SPDX-License-Identifier: GPL-3.0-or-later
"""The rule finds what it is there to find, and the classes are many cases of different names."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from .case import Case
from .folder import changes, clear, lay_out, snapshot
from .rule import Ending, broken
from .samples import Samples
from .suite import CLASSES, SEED, cases_of

REASON = b"soliloquy: text: is empty. Give something to say\n"
REFUSED = Ending(code=3, seconds=0.1, megabytes=300.0, output=b"", errors=REASON, before={}, after={})
DONE = dataclasses.replace(REFUSED, code=0, errors=b"", output=b"out/a.csv\n", after={"out/a.csv": "x"})


def test_what_keeps_the_rule_is_left_alone() -> None:
    assert broken(Case("a"), REFUSED) == [] and broken(Case("a"), DONE) == []
    said = b'{"error": {"code": "input", "input": "text", "reason": "is empty", "hint": "Give one"}}\n'
    assert broken(Case("a", ("speak", "--json")), dataclasses.replace(REFUSED, output=said, errors=b"")) == []
    several = dataclasses.replace(REFUSED, errors=REASON * 2, output=b"out/b.csv\n", after={"out/b.csv": "x"})
    assert broken(Case("a", many=True), several) == []


@pytest.mark.parametrize(
    ("ending", "changed", "found"),
    [
        (REFUSED, {"code": -11}, "signal 11"),
        (REFUSED, {"code": 1}, "exit code 1"),
        (REFUSED, {"megabytes": 2000.0}, "held 2000 MB"),
        (REFUSED, {"timed_out": True}, "longer than 30 s"),
        (REFUSED, {"errors": b"Traceback (most recent call last):\nKeyError: 1\n"}, "KeyError"),
        (REFUSED, {"errors": b""}, "0 lines of reason"),
        (REFUSED, {"errors": REASON * 2}, "2 lines of reason"),
        (REFUSED, {"errors": b"a library speaks\n" + REASON}, "noise"),
        (REFUSED, {"output": b"something\n"}, "standard output"),
        (REFUSED, {"after": {"out/a.csv": "x"}}, "left behind"),
        (REFUSED, {"before": {"mine/a.wav": "x"}, "after": {"mine/a.wav": "y"}}, "touched"),
        (DONE, {"before": {"mine/a.wav": "x"}}, "touched"),
        (DONE, {"errors": b"RuntimeWarning: overflow\n"}, "noise"),
        (DONE, {"after": {"home/.cache": "x"}}, "left behind"),
        (DONE, {"after": {"out/.soliloquy-7": "x"}}, "left behind"),
    ],
)
def test_what_breaks_it_is_found(ending: Ending, changed: dict[str, Any], found: str) -> None:
    assert any(found in clause for clause in broken(Case("a"), dataclasses.replace(ending, **changed)))


def test_json_keeps_its_word() -> None:
    as_json = Case("a", ("speak", "--json"))
    assert broken(as_json, dataclasses.replace(REFUSED, output=b"not json", errors=b""))
    assert broken(as_json, dataclasses.replace(REFUSED, output=b'{"outputs": []}', errors=b""))
    assert broken(Case("a", ("say", "", "--json")), REFUSED)


def test_a_change_of_any_kind_below_a_folder_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    lay_out(folder)
    before = snapshot(folder)
    (folder / "mine" / "take.wav").write_text("other")
    (folder / "out" / "theirs.blend").unlink()
    (folder / "new").symlink_to("nowhere")
    touched, new = changes(before, snapshot(folder))
    assert set(touched) == {"out/theirs.blend", "mine/take.wav"} and new == ["new"]
    clear(folder)
    assert not folder.exists()


@pytest.mark.parametrize("name", [name for name in CLASSES if name != "takes"])
def test_the_cases_of_a_class_have_names_of_their_own_and_are_the_same_each_time(name: str, tmp_path: Path) -> None:
    samples = _pretended(tmp_path)
    first, second = ([case.name for case in cases_of(name, SEED, samples)] for _ in range(2))
    assert first == second and len(set(first)) == len(first)


def _pretended(folder: Path) -> Samples:
    for ending in (".wav", ".take", ".png", ".npz", ".txt", ".mp3", ".csv"):
        (folder / f"good{ending}").write_bytes(b"good")
    return Samples(folder)
