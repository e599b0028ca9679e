# SPDX-License-Identifier: GPL-3.0-or-later
"""A signal ends a run once, not in the middle of what must be whole, and not after its end."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from soliloquy.runtime import interrupts
from soliloquy.runtime.interrupts import ENDING, held, listening
from soliloquy.shell.starting import starting


@pytest.fixture(autouse=True)
def handlers_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in ENDING}
    yield
    after = {number: signal.getsignal(number) for number in ENDING}
    for number, handler in before.items():
        signal.signal(number, handler)
    assert after == before


@pytest.mark.parametrize("number", ENDING)
def test_each_signal_interrupts(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), listening(until_exit=False):
        signal.raise_signal(number)


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_waits_until_the_body_is_over(number: signal.Signals) -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), listening(until_exit=False), held():
        signal.raise_signal(number)
        with held():
            signal.raise_signal(number)
        done.append(number)
    assert done


def test_a_signal_wins_over_the_error_of_the_body_that_it_waited_for() -> None:
    with pytest.raises(KeyboardInterrupt), listening(until_exit=False), held():
        signal.raise_signal(signal.SIGTERM)
        raise ValueError


def test_a_second_signal_does_not_stop_the_clearing_up() -> None:
    cleared = []
    with pytest.raises(KeyboardInterrupt), listening(until_exit=False):
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGTERM)
            cleared.append(True)
    assert cleared


def test_an_error_that_a_library_makes_of_an_interrupt_is_one() -> None:
    with pytest.raises(KeyboardInterrupt), listening(until_exit=False):
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise RuntimeError("the operator failed") from None


def test_an_interrupt_that_was_lost_is_found() -> None:
    with listening(until_exit=False):
        interrupts.check()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            interrupts.check()


def test_what_has_ended_is_not_interrupted() -> None:
    with listening(until_exit=False):
        interrupts.too_late()
        signal.raise_signal(signal.SIGINT)
        interrupts.check()


def test_a_signal_that_the_caller_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with listening(until_exit=False), held():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_another_thread_holds_nothing_and_needs_not() -> None:
    entered = []

    def body() -> None:
        with held():
            entered.append(True)

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    assert entered


def test_an_interrupt_while_the_command_loads_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    before = {number: signal.getsignal(number) for number in ENDING}
    try:
        with pytest.raises(SystemExit) as leaving, starting():
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)  # ignored by now
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert leaving.value.code == interrupts.INTERRUPTED
    assert capsys.readouterr().err == "soliloquy: interrupted; nothing was changed\n"


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_an_interrupt_at_the_first_import_is_one_sentence() -> None:
    code = (
        "import os, signal, sys; from soliloquy.shell.entry import main; sys.meta_path.insert(0, type('Finder', (), "
        "{'find_spec': staticmethod(lambda *_: os.kill(os.getpid(), signal.SIGTERM))})); main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (interrupts.INTERRUPTED, "soliloquy: interrupted; nothing was changed\n")
