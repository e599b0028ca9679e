# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell command where something goes wrong around it: killed, disk full, folder busy, no network."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from soliloquy.runtime.output_folder import LOCK_NAME
from soliloquy.runtime.take import load_take
from soliloquy.tests.shell.test_cli import visible

pytestmark = pytest.mark.check

COMMAND = [sys.executable, "-c", "from soliloquy.shell.cli import main; raise SystemExit(main())"]


def run(*arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*before, *COMMAND, *arguments], capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupt_at_any_moment_leaves_nothing_half_written(ending: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "take.wav").write_bytes(b"from before")
    # A shell lets its background jobs ignore the interrupt, and they would pass that on.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen([*COMMAND, "speak", "One, two, three. " * 20, "--out", str(tmp_path)])
    signal.signal(signal.SIGINT, inherited)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".soliloquy-*/")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.0)
    process.send_signal(ending)
    exit_code = process.wait(timeout=60)
    assert exit_code == (-signal.SIGKILL if ending == signal.SIGKILL else 130)
    assert (tmp_path / "take.wav").read_bytes() == b"from before"
    assert {name for name in visible(tmp_path) if not name.startswith(".soliloquy-")} == {"take.wav"}
    assert run("speak", "Hi.", "--out", str(tmp_path)).returncode == 0
    assert not list(tmp_path.glob(".soliloquy-*/"))


@pytest.mark.blender
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("delay", [0.1, 1.0])
def test_an_interrupt_while_blender_exports(ending: signal.Signals, delay: float, tmp_path: Path) -> None:
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [*COMMAND, "speak", "Hi.", "--engine", "rules", "--out", str(tmp_path), "--formats", "wav,fbx,glb,blend"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, inherited)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".soliloquy-*/new/take.wav")) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(delay)
    # Twice, as somebody does who is in a hurry.
    process.send_signal(ending)
    process.send_signal(ending)
    said, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert told == "soliloquy: interrupted; nothing was changed\n"
    assert said == ""
    assert {path.name for path in tmp_path.iterdir()} == {LOCK_NAME}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize(("options", "reason"), [("size=64k", "full"), ("ro", "read-only")])
def test_a_full_or_read_only_disk_is_said(options: str, reason: str, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], check=False)
    if mounted.returncode != 0:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        result = run("speak", "Hello there.", "--out", str(disk))
        assert result.returncode == 5, result.stderr
        assert reason in result.stderr
        assert visible(disk) == set()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_two_runs_into_the_same_folder(tmp_path: Path) -> None:
    first = subprocess.Popen([*COMMAND, "speak", "One, two, three. " * 20, "--out", str(tmp_path)])
    try:
        while not (tmp_path / LOCK_NAME).exists() and first.poll() is None:
            time.sleep(0.02)
        result = run("speak", "Hi.", "--out", str(tmp_path), "--json")
        assert result.returncode == 6
        assert json.loads(result.stdout)["error"]["code"] == "busy"
    finally:
        first.kill()
        first.wait()


@pytest.mark.skipif(shutil.which("unshare") is None or os.geteuid() != 0, reason="needs unshare, as root")
def test_a_machine_without_network_speaks(tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-n", "true"], check=False).returncode != 0:
        pytest.skip("this machine cannot make a network namespace")
    result = run("speak", "Hello.", "--out", str(tmp_path), "--name", "a", before=("unshare", "-n"))
    assert result.returncode == 0, result.stderr
    assert load_take(tmp_path / "a.take").speech.duration > 0.5
