# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines on a real Dask cluster of processes: what comes of them is what comes of them here."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from soliloquy.batch import cluster as cluster_module
from soliloquy.batch.asking import Asked
from soliloquy.batch.cluster import cluster
from soliloquy.batch.planning import make_plan
from soliloquy.batch.remote_line import identity, make_line
from soliloquy.batch.running import Outcome, run
from soliloquy.runtime.errors import InputError, SetupError, UsageError
from soliloquy.runtime.requests import BatchRequest, ExportOptions, MotionRequest

LINES = 12
SCRIPT = "id,character,text\n" + "".join(f"l{n:02},ANNA,Papa may buy {n + 2} big bananas.\n" for n in range(LINES))


@contextmanager
def _dask(program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def scheduler() -> Iterator[str]:
    quiet = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with _dask("scheduler", *quiet) as process:
        assert process.stderr is not None
        found = next(found for line in process.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
        yield found[0]


def _run(folder: Path, script: str, **options: Any) -> tuple[Outcome, list[dict[str, Any]]]:
    (folder / "lines.csv").write_text(script, encoding="utf-8")
    request = BatchRequest(**options)
    asked = Asked(MotionRequest("rules"), ("take", "csv"), ExportOptions(), folder)
    events: list[dict[str, Any]] = []
    plan = make_plan(folder / "lines.csv", request, asked)
    return run(plan, request, asked, folder / "out", 1, events.append), events


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "out" / "en-us").iterdir())}


@pytest.mark.check
@pytest.mark.parametrize("shared", [True, False])
def test_three_workers_one_killed_in_the_middle_make_what_one_machine_makes(
    scheduler: str, tmp_path: Path, shared: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """shared: the workers see the output folder; otherwise they send what they made."""
    here, farm = tmp_path / "here", tmp_path / "farm"
    here.mkdir()
    farm.mkdir()
    if not shared:
        unseen = str(tmp_path / "nowhere")
        monkeypatch.setattr(cluster_module, "make_line", lambda plain, _folder, *more: make_line(plain, unseen, *more))
    local, _ = _run(here, SCRIPT)
    with ExitStack() as workers:
        scratch = ["--local-directory", str(tmp_path), "--no-dashboard", "--nthreads", "1", "--no-nanny"]
        started = [workers.enter_context(_dask("worker", scheduler, *scratch)) for _ in range(3)]
        with cluster(scheduler) as there:
            deadline = time.monotonic() + 60
            while sum(there._client.nthreads().values()) < 3 and time.monotonic() < deadline:
                time.sleep(0.1)
        killed: list[int] = []
        real = cluster_module.Cluster._outcome

        def outcome(self: Any, each: Any, future: Any) -> dict[str, Any]:
            if not killed:
                killed.append(started[0].pid)
                os.kill(started[0].pid, signal.SIGKILL)
            return real(self, each, future)

        monkeypatch.setattr(cluster_module.Cluster, "_outcome", outcome)
        spread, events = _run(farm, SCRIPT, scheduler=scheduler)
    assert killed and started[0].wait(10) == -signal.SIGKILL
    assert len(local.made) == len(spread.made) == LINES and spread.exit_code == 0
    assert _files(farm) == _files(here)
    assert [event["state"] for event in events if event["event"] == "line"] == ["made"] * LINES


def test_a_worker_of_another_release_says_so(tmp_path: Path) -> None:
    other = {**identity(), "version": "0.0.1"}
    said = make_line({"key": "en-us/a"}, str(tmp_path), False, other)["found"]
    assert said["error"]["code"] == "setup" and "of 0.0.1" in said["error"]["reason"]


@pytest.mark.parametrize("address", ["farm:8786", "tcp://farm", "tcp://farm:x", "http://127.0.0.1:1", ""])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="is no address"), cluster(address):
        pass


@pytest.mark.parametrize("address", ["tcp://farm:8786", "tcp://10.0.0.1:8786", "tcp://[2001:db8::1]:8786"])
def test_beyond_this_machine_tls_is_required(address: str) -> None:
    with pytest.raises(UsageError, match="tls://"), cluster(address):
        pass


def test_without_the_package_the_way_to_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "find_spec", lambda name: None)
    with pytest.raises(SetupError, match=r"soliloquy\[farm\]"), cluster("tcp://127.0.0.1:8786"):
        pass


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "_ANSWERS_SECONDS", 0.5)
    with pytest.raises(InputError, match="does not answer"), cluster("tcp://127.0.0.1:9"):
        pass


@pytest.mark.check
def test_a_scheduler_without_workers_is_named(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "_WORKERS_SECONDS", 0.5)
    with pytest.raises(InputError, match="has no workers"), cluster(scheduler):
        pass
