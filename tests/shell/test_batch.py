# SPDX-License-Identifier: GPL-3.0-or-later
"""Many takes, one after the other: what is finished stays, what failed is named, an interrupt says how far it came."""

from collections.abc import Callable
from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError, SetupError, UsageError
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


@pytest.mark.parametrize("names", [("a", "a"), ("../a",), (".a",), ("",)])
def test_names_that_cannot_be_are_refused_before_anything_is_made(names: tuple[str, ...], tmp_path: Path) -> None:
    jobs = [Job(name, name, raising(AssertionError("made"))) for name in names]
    with pytest.raises((InputError, UsageError)):
        produce(output(tmp_path / "out"), jobs)
    assert not (tmp_path / "out").exists()


def test_unknown_formats_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="doc"):
        produce(output(tmp_path, "wav,doc"), [Job("a", "a", raising(AssertionError("made")))])
