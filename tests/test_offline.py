# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing phones home and nothing is left behind: no socket but local ones, no file but the outputs.

ONNX Runtime and the libraries of the exports do both unless they are told not to.
"""

import itertools
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from soliloquy.addon.worker_client import Worker

SHELL = "from soliloquy.shell.cli import main; raise SystemExit(main())"
LINE = "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five."
FORMATS = "take,wav,csv,fbx,glb,blend,mp4,png,textgrid"
_WATCHED_SECONDS = 20
"""ONNX Runtime looks for its maker's host within some ten seconds of its import."""


@dataclass(frozen=True)
class Watched:
    """What a run did: calls (lines of strace, None without it), packets that it tried to send, files that it left."""

    calls: list[str] | None
    packets: dict[str, int] | None
    left: set[str]
    stderr: str


def places(folder: Path) -> dict[str, str]:
    """The environment of a user who exported the opposite of what Soliloquy promises, with an empty home."""
    for name in ("home", "temporary"):
        (folder / name).mkdir()
    home = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "temporary"), "ORT_DISABLE_TELEMETRY": "0"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "MPL", "BLENDER_"))}
    return {**kept, **home}


def left_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for name in ("home", "temporary") for path in (folder / name).rglob("*")}


@pytest.fixture(scope="module")
def run_of_everything(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    folder = tmp_path_factory.mktemp("offline")
    trace, counted = folder / "trace", folder / "counted"
    command = [sys.executable, "-c", SHELL, "speak", LINE, "--out", str(folder / "out"), "--formats", FORMATS]
    traced = shutil.which("strace") is not None
    if traced:
        command = ["strace", "-f", "-e", "trace=network", "-o", str(trace), *command]
    apart = (
        shutil.which("unshare") is not None and subprocess.run(["unshare", "-n", "true"], check=False).returncode == 0
    )
    if apart:
        # A network of its own, whose counters are those of this run.
        after = f'"$@"; code=$?; cat /proc/net/snmp /proc/net/snmp6 > {counted}; exit $code'
        command = ["unshare", "-n", "sh", "-c", after, "sh", *command]
    done = subprocess.run(command, env=places(folder), capture_output=True, text=True, timeout=580, check=False)
    assert done.returncode == 0, done.stderr
    calls = trace.read_text().splitlines() if traced else None
    return Watched(calls, packets_tried(counted.read_text()) if apart else None, left_in(folder), done.stderr)


def packets_tried(counters: str) -> dict[str, int]:
    """Counters of packets that left or found no way out, of Linux's two tables, that are not 0."""
    named = [line.split() for line in counters.splitlines()]
    found = {row[0]: int(row[1]) for row in named if len(row) == 2}
    for names, values in itertools.pairwise(named):
        if names[0] == values[0] and not names[1].isdigit():
            pairs = zip(names[1:], values[1:], strict=True)
            found |= {names[0].rstrip(":") + name: int(value) for name, value in pairs}
    return {
        name: value for name, value in found.items() if re.search("OutNoRoutes|UdpOutDatagrams|Opens", name) and value
    }


@pytest.mark.check
@pytest.mark.blender
def test_a_run_of_all_formats_opens_no_socket_to_anywhere(run_of_everything: Watched) -> None:
    if run_of_everything.calls is None:
        pytest.skip("strace is not installed")
    assert not [call for call in run_of_everything.calls if re.search(r"\bsocket\((?!AF_UNIX)|AF_INET", call)]


@pytest.mark.check
@pytest.mark.blender
def test_a_run_of_all_formats_sends_no_packet(run_of_everything: Watched) -> None:
    if run_of_everything.packets is None:
        pytest.skip("this machine cannot make a network namespace")
    assert run_of_everything.packets == {}


@pytest.mark.check
@pytest.mark.blender
def test_a_run_of_all_formats_leaves_nothing_outside_its_folder(run_of_everything: Watched) -> None:
    assert run_of_everything.left == set()


@pytest.mark.check
@pytest.mark.blender
def test_a_run_of_all_formats_says_nothing_that_libraries_say(run_of_everything: Watched) -> None:
    assert run_of_everything.stderr == ""


@pytest.mark.check
def test_the_worker_leaves_nothing_and_holds_no_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in places(tmp_path).items():
        monkeypatch.setenv(name, value)
    worker = Worker(tmp_path, threads=1)
    try:
        assert worker.wait(worker.ask("warm", {"voice": "af_heart"})).state == "done"
        assert worker.process_id is not None
        assert open_sockets(worker.process_id, _WATCHED_SECONDS) == set()
    finally:
        worker.stop()
    assert left_in(tmp_path) == set()


def open_sockets(process: int, seconds: float) -> set[str]:
    """Every socket that the process held during that time, looked for a thousand times a second."""
    found, deadline = set(), time.monotonic() + seconds
    folder = Path(f"/proc/{process}/fd")
    while time.monotonic() < deadline:
        for entry in folder.iterdir():
            try:
                target = str(entry.readlink())
            except FileNotFoundError:
                continue
            if target.startswith("socket:"):
                found.add(target)
        time.sleep(0.001)
    return found


WAYS_IN = {
    "a session": "import soliloquy.runtime.onnx_session",
    "Python": "import soliloquy; soliloquy.speak; import soliloquy.runtime.voice.synthesis",
    "the shell": "from soliloquy.shell.cli import main; main(['voices'])",
}


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_telemetry_is_off_whatever_the_environment_says(way_in: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WAYS_IN[way_in]]
    subprocess.run(command, env=places(tmp_path), check=True, capture_output=True)
    assert left_in(tmp_path) == set()
