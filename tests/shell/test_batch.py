# SPDX-License-Identifier: GPL-3.0-or-later
"""Many takes, one after the other: what is finished stays, what failed is named, an interrupt says how far it came."""

import contextlib
import json
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError, SetupError, UsageError, WriteError
from soliloquy.runtime.interrupts import listening
from soliloquy.runtime.output_folder import LOCK_NAME
from soliloquy.runtime.perform import perform
from soliloquy.runtime.progress import Progress
from soliloquy.runtime.requests import ExportOptions, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.take import Take
from soliloquy.shell.batch import Job, Output, produce


@pytest.fixture(scope="module")
def take() -> Take:
    return perform(SpeakRequest(VoiceRequest("Hi."), MotionRequest("rules")))


def output(folder: Path, formats: str = "wav") -> Output:
    return Output(folder, None, formats, ExportOptions(), as_json=False)


def raising(error: BaseException) -> Callable[[Progress], Take]:
    def make(progress: Progress) -> Take:
        raise error

    return make


def test_an_interrupt_says_what_is_finished_and_keeps_it(take: Take, tmp_path: Path) -> None:
    jobs = [Job(name, name, lambda progress: take) for name in ("one", "two")]
    jobs += [Job("three", "three", raising(KeyboardInterrupt())), Job("four", "four", lambda progress: take)]
    with pytest.raises(KeyboardInterrupt, match="2 of 4"):
        produce(output(tmp_path), jobs)
    assert {path.name for path in tmp_path.glob("*.wav")} == {"one.wav", "two.wav"}


def test_an_interrupt_before_anything_is_finished_says_nothing_of_it(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt) as interrupt:
        produce(output(tmp_path), [Job("one", "one", raising(KeyboardInterrupt()))])
    assert str(interrupt.value) == ""


def test_the_exit_code_is_that_of_the_first_one_that_failed(
    take: Take, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    errors = (InputError("b.wav", "is no sound", "Give one"), SetupError("model", "is missing", "Make it"))
    jobs = [Job(f"bad{number}", error.input_name, raising(error)) for number, error in enumerate(errors)]
    with pytest.raises(SystemExit) as leaving:
        produce(output(tmp_path), [*jobs, Job("good", "good", lambda progress: take)])
    assert leaving.value.code == 3
    assert (tmp_path / "good.wav").is_file()
    assert all(error.input_name in capsys.readouterr().err for error in errors[:1])


@pytest.mark.parametrize("name", ["../a", ".a", ""])
def test_a_name_that_cannot_be_is_refused_before_anything_is_made(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        produce(output(tmp_path / "out"), [Job(name, name, raising(AssertionError("made")))])
    assert not (tmp_path / "out").exists()


def test_unknown_formats_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="doc"):
        produce(output(tmp_path, "wav,doc"), [Job("a", "a", raising(AssertionError("made")))])


def test_names_that_cannot_be_or_are_taken_stop_no_other(
    take: Take, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = (("a", "a.flac"), ("a", "a.wav"), ("._b", "._b.wav"), ("c", "c.wav"))
    with pytest.raises(SystemExit) as leaving:
        produce(output(tmp_path), [Job(name, given, lambda progress: take) for name, given in inputs])
    assert leaving.value.code == 3
    assert {path.name for path in tmp_path.glob("*.wav")} == {"a.wav", "c.wav"}
    said = capsys.readouterr().err
    assert "a.wav: would be written under the same name as a.flac" in said
    assert "._b" in said


def test_thousands_of_failures_are_told_in_a_few_lines_and_all_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    jobs = [Job(str(n), f"{n}.wav", raising(InputError(f"{n}.wav", "is missing", "Copy it"))) for n in range(1000)]
    with pytest.raises(SystemExit):
        produce(output(tmp_path), jobs)
    told = capsys.readouterr().err.splitlines()
    assert len(told) <= 20
    assert "1000" in told[-1]
    with pytest.raises(SystemExit):
        produce(replace(output(tmp_path), as_json=True), jobs)
    assert len(json.loads(capsys.readouterr().out)["failed"]) == 1000


def test_an_output_folder_that_is_deleted_meanwhile_ends_the_run(take: Take, tmp_path: Path) -> None:
    folder = tmp_path / "out"

    def deleting(progress: Progress) -> Take:
        shutil.rmtree(folder)
        return take

    jobs = [Job("a", "a", lambda progress: take), Job("b", "b", deleting), Job("c", "c", lambda progress: take)]
    with pytest.raises(WriteError, match="no longer there"):
        produce(output(folder), jobs)
    assert not folder.exists()


def test_an_interrupt_while_files_are_moved_waits_and_counts_them(
    take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = os.replace

    def replace_and_interrupt(source: Path, target: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        moved(source, target)

    monkeypatch.setattr(os, "replace", replace_and_interrupt)
    with pytest.raises(KeyboardInterrupt, match="1 of 2"):
        produce(output(tmp_path, "wav,csv"), [Job(name, name, lambda progress: take) for name in ("one", "two")])
    assert {path.name for path in tmp_path.iterdir()} == {"one.wav", "one.csv", LOCK_NAME}


def test_an_interrupt_that_a_library_lost_is_raised_at_the_next_step(take: Take, tmp_path: Path) -> None:
    def losing(progress: Progress) -> Take:
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        progress("voice", 0.5)
        return take

    with pytest.raises(KeyboardInterrupt), listening(until_exit=False):
        produce(output(tmp_path), [Job("a", "a", losing)])
    assert list(tmp_path.glob("*.wav")) == []
