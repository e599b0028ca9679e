# SPDX-License-Identifier: GPL-3.0-or-later
"""Standard streams that are closed, full, left by their reader or in another encoding: no traceback, no silence."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from soliloquy.runtime.errors import Fault, InputError, SoliloquyError, WriteError
from soliloquy.runtime.version import VERSION
from soliloquy.shell import voice_commands
from soliloquy.shell.cli import main
from soliloquy.shell.faults import as_error
from soliloquy.shell.streams import own_streams, quiet, show, tell
from soliloquy.shell.terminal import in_one_line

COMMAND = shlex.join([sys.executable, "-m", "soliloquy.shell"])

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(line: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """A line of bash in which SOLILOQUY is the command."""
    line = f"set -o pipefail; {line.replace('SOLILOQUY', COMMAND)}"
    environment = {**os.environ, **variables}
    return subprocess.run(["bash", "-c", line], env=environment, capture_output=True, timeout=120, check=False)


@pytest.mark.parametrize("arguments", ["voices", "voices --json", "--help", "--version", "speak Hi. --out nowhere"])
def test_a_closed_standard_output_is_said_before_anything_is_made(arguments: str) -> None:
    done = run(f"SOLILOQUY {arguments} >&-")
    assert done.returncode == 5
    assert done.stderr.startswith(b"soliloquy: standard output: is closed.")
    assert done.stderr.count(b"\n") == 1
    assert not Path("nowhere").exists()


@pytest.mark.parametrize("arguments", ["voices", "voices --json", "speak --help", "--version"])
def test_a_full_standard_output_is_said(arguments: str) -> None:
    done = run(f"SOLILOQUY {arguments} > /dev/full")
    assert done.returncode == 5
    assert done.stderr.startswith(b"soliloquy: standard output: cannot be written (No space left on device).")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("reader", ["head -n 1", "true"])
def test_a_reader_may_leave(reader: str) -> None:
    done = run(f"SOLILOQUY voices | {reader}")
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-"])
def test_nobody_to_tell_leaves_the_exit_code(where: str) -> None:
    done = run(f"SOLILOQUY export none.take --out nowhere {where}")
    assert done.returncode == (5 if ">&- " in where else 3)
    assert done.stderr == b""


def test_an_error_that_json_cannot_say_is_said_on_standard_error() -> None:
    done = run("SOLILOQUY export none.take --out nowhere --json > /dev/full")
    assert done.returncode == 3
    first, second = done.stderr.decode().splitlines()
    assert first.startswith("soliloquy: none.take:")
    assert second.startswith("soliloquy: standard output:")


@pytest.mark.parametrize(
    "arguments", ["say '' --json", "say '' --js", "say Hi. --nonsense --json", "say Hi. --voice x --json"]
)
def test_errors_of_say_stay_out_of_the_sound(arguments: str) -> None:
    done = run(f"SOLILOQUY {arguments}")
    assert done.returncode in {2, 3}
    assert done.stdout == b""
    assert json.loads(done.stderr)["error"]["code"] in {"usage", "input"}


@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "shift-jis"])
def test_json_is_ascii_in_every_encoding_and_gives_back_names_that_are_no_text(encoding: str) -> None:
    done = run(r"SOLILOQUY export $'\xff\xe4é日.take' --out nowhere --json", PYTHONIOENCODING=encoding)
    assert done.returncode == 3
    named = json.loads(done.stdout.decode("ascii"))["error"]["input"]
    assert os.fsencode(named) == b"\xff\xe4" + "é日.take".encode()
    assert done.stderr == b""


@pytest.mark.parametrize("variables", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}])
def test_names_beyond_the_encoding_are_shown_all_the_same(variables: dict[str, str]) -> None:
    done = run(r"SOLILOQUY export $'\xff日.take' --out nowhere", **variables)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"soliloquy: ")
    assert done.stderr.count(b"\n") == 1


def test_a_name_cannot_write_lines_of_its_own() -> None:
    assert in_one_line("a\nsoliloquy: done\x1b[2J\x9b é日") == r"a\nsoliloquy: done\x1b[2J\x9b é日"


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"soliloquy {VERSION}\n"


def test_what_libraries_print_is_thrown_away_and_what_soliloquy_says_is_not(capfd: pytest.CaptureFixture[str]) -> None:
    with own_streams(), quiet(for_good=False):
        print("chatter")
        print("a warning", file=sys.stderr)
        os.system("echo from C; echo from C >&2")
        show("said")
        tell("told")
    print("afterwards")
    assert capfd.readouterr() == ("said\nafterwards\n", "told\n")


def _fail(raised: BaseException, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    def fails(*_: object) -> None:
        raise raised

    monkeypatch.setattr(voice_commands, "voices", fails)
    return main(["voices", *arguments])


def test_a_fault_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _fail(KeyError("jaw\nopen"), monkeypatch) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "KeyError" in said.err and "fault of Soliloquy" in said.err and "SOLILOQUY_TRACEBACK" in said.err


def test_a_fault_is_one_json_object(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _fail(ZeroDivisionError(), monkeypatch, "--json") == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["error"]["code"] == "internal"
    assert said.err == ""


def test_the_traceback_of_a_fault_is_shown_on_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOLILOQUY_TRACEBACK", "1")
    assert _fail(KeyError("jaw"), monkeypatch) == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (MemoryError(), InputError),
        (RuntimeError("Failed to allocate memory for requested buffer of size 8"), InputError),
        (OSError(28, "No space left on device", "/tmp/x"), WriteError),
        (OSError(5, "Input/output error"), Fault),
        (RecursionError("too deep"), Fault),
        (InputError("a", "b", "c"), InputError),
    ],
)
def test_what_nobody_foresaw_has_an_exit_code(raised: Exception, kind: type[SoliloquyError]) -> None:
    assert type(as_error(raised)) is kind
