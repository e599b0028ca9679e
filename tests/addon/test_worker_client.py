# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker process as Blender uses it: progress, cancel, crash, and its end."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from soliloquy.addon.interpreter import package_folders, python_executable
from soliloquy.addon.worker_client import Worker

ROOT = Path(__file__).resolve().parents[2]
PRETEND_WORKER = Path(__file__).with_name("pretend_worker.py")


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(tmp_path, threads=1, script=PRETEND_WORKER)
    yield worker
    worker.stop()


def _alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    try:
        status = Path(f"/proc/{process_id}/stat").read_text()
    except OSError:  # no such folder on this system, or the process ended meanwhile
        return not Path("/proc/self/stat").exists()
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def _gone(process_id: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not _alive(process_id):
            return True
        time.sleep(0.05)
    return False


def test_a_request_reports_its_steps_and_then_its_result(worker: Worker) -> None:
    seen: list[tuple[str, float]] = []
    request = worker.wait(worker.ask("count", {"steps": 5}), lambda step, fraction: seen.append((step, fraction)))
    assert request.state == "done" and request.result["counted"] == 5
    assert seen and all(step == "counting" for step, _ in seen)
    assert [fraction for _, fraction in seen] == sorted(fraction for _, fraction in seen)


def test_requests_share_one_warm_process(worker: Worker) -> None:
    pids = {worker.wait(worker.ask("count", {"steps": 1})).result["pid"] for _ in range(3)}
    assert pids == {worker.process_id} != {os.getpid()}


def test_the_result_is_converted_away_from_the_callers_thread(worker: Worker) -> None:
    import threading

    request = worker.ask("count", {"steps": 1}, convert=lambda result: threading.current_thread())
    assert worker.wait(request).result is not threading.current_thread()


def test_a_conversion_that_fails_is_a_failed_request(worker: Worker) -> None:
    request = worker.wait(worker.ask("count", {"steps": 1}, convert=lambda result: 1 / 0))
    assert request.state == "failed" and "division by zero" in request.message


def test_a_users_error_keeps_its_reason_its_way_out_and_its_exit_code(worker: Worker) -> None:
    request = worker.wait(worker.ask("refuse"))
    assert request.state == "failed"
    assert request.message == "voice 'nobody': is not known. Choose another voice"
    assert request.error is not None and request.error.exit_code == 3


def test_an_own_fault_is_reported_and_the_worker_goes_on(worker: Worker) -> None:
    request = worker.wait(worker.ask("fail"))
    assert request.state == "failed" and "the tensor has the wrong shape" in request.message
    pid = worker.process_id
    assert worker.wait(worker.ask("count", {"steps": 1})).result["pid"] == pid


def test_an_unknown_request_is_refused(worker: Worker) -> None:
    assert "is not known" in worker.wait(worker.ask("sing")).message


def test_what_libraries_print_does_not_break_the_protocol(worker: Worker) -> None:
    assert worker.wait(worker.ask("chatter")).state == "done"


def test_cancel_stops_the_request_at_once_and_the_process_stays(worker: Worker) -> None:
    request = worker.ask("count", {"steps": 10_000})
    while not request.fraction:
        worker.drain(0.2)
    pid = worker.process_id
    began = time.perf_counter()
    worker.cancel()
    assert time.perf_counter() - began < 0.1 and request.state == "cancelled"
    after = worker.wait(worker.ask("count", {"steps": 1}))
    assert time.perf_counter() - began < 1.0  # 10,000 steps would take far longer
    assert after.state == "done" and after.result["pid"] == pid
    time.sleep(0.5)  # longer than it may go on
    assert worker.process_id == pid


def test_requests_that_wait_are_cancelled_too(worker: Worker) -> None:
    waiting = [worker.ask("count", {"steps": 10_000}) for _ in range(3)]
    while not waiting[0].fraction:
        worker.drain(0.2)
    pid = worker.process_id
    worker.cancel()
    assert {request.state for request in waiting} == {"cancelled"}
    assert worker.wait(worker.ask("count", {"steps": 1})).result["pid"] == pid


@pytest.mark.parametrize("at_once", [True, False], ids=["asked at once", "asked later"])
def test_a_process_that_does_not_stop_is_killed_and_the_next_request_starts_another(
    worker: Worker, at_once: bool
) -> None:
    worker.wait(worker.ask("count", {"steps": 1}))
    request = worker.ask("sleep", {"seconds": 60})
    pid = worker.process_id
    assert pid is not None
    time.sleep(0.2)
    began = time.perf_counter()
    worker.cancel()
    assert time.perf_counter() - began < 0.1 and request.state == "cancelled"
    if not at_once:
        assert _gone(pid, 2.0)
    after = worker.wait(worker.ask("count", {"steps": 1}))
    assert after.state == "done" and after.result["pid"] != pid and _gone(pid, 2.0)


def test_what_was_written_for_a_request_that_was_cancelled_at_its_end_goes(worker: Worker, tmp_path: Path) -> None:
    worker.ask("write", {"seconds": 0.15})
    while not list(tmp_path.glob("*.take")):
        time.sleep(0.01)
    worker.cancel()
    assert worker.wait(worker.ask("count", {"steps": 1})).state == "done"
    assert list(tmp_path.iterdir()) == []


def test_a_crash_is_reported_with_what_the_process_last_said(worker: Worker) -> None:
    request = worker.wait(worker.ask("crash"))
    assert request.state == "failed"
    assert "ended unexpectedly" in request.message and "as a native library says it" in request.message
    assert worker.wait(worker.ask("count", {"steps": 1})).state == "done"


def test_a_crash_quotes_nothing_that_was_said_before_the_request(worker: Worker) -> None:
    worker.wait(worker.ask("mutter"))
    request = worker.ask("count", {"steps": 10_000})
    while not request.fraction:
        worker.drain(0.2)
    assert worker.process_id is not None
    os.kill(worker.process_id, 9)
    assert worker.wait(request).message.startswith("the worker process: ended unexpectedly (signal 9). ")


@pytest.mark.parametrize(
    "said",
    [
        *("no JSON", "{}", "[]", '{"type": "sung", "id": 1}', '{"type": "result", "id": 1}', '{"type": ["result"]}'),
        *('{"type": "error", "id": 1, "error": {"code": 3}}', '{"type": "progress", "id": 1}', "[" * 100_000),
    ],
)
def test_a_worker_that_cannot_be_understood_is_ended(said: str, worker: Worker) -> None:
    request = worker.wait(worker.ask("garble", {"said": said}))
    assert request.state == "failed" and "ended unexpectedly" in request.message


def test_a_line_that_the_worker_cannot_read_is_a_failed_request(worker: Worker) -> None:
    said = '{"type": "error", "id": null, "error": {"code": "usage", "input": "a", "reason": "b", "hint": "c"}}'
    assert worker.wait(worker.ask("garble", {"said": said})).message == "a: b. c"


def test_a_request_that_is_too_large_is_refused_before_it_is_sent(worker: Worker) -> None:
    request = worker.ask("count", {"steps": 1, "text": "x" * 40_000_000})
    assert request.state == "failed" and "more than the 32 MB" in request.message
    assert worker.wait(worker.ask("count", {"steps": 1})).state == "done"


def test_a_full_disk_is_no_fault_to_report(worker: Worker, tmp_path: Path) -> None:
    request = worker.wait(worker.ask("full"))
    assert request.error is not None and request.error.code == "write"
    assert "the disk is full" in request.message and list(tmp_path.iterdir()) == []


@pytest.mark.check
def test_a_killed_worker_is_reported(worker: Worker) -> None:
    request = worker.ask("count", {"steps": 10_000})
    while not request.fraction:
        worker.drain(0.2)
    assert worker.process_id is not None
    os.kill(worker.process_id, 9)
    assert worker.wait(request).state == "failed" and "signal 9" in request.message


def test_a_text_longer_than_any_pipe_does_not_hold_up_the_caller(worker: Worker) -> None:
    began = time.perf_counter()
    request = worker.ask("count", {"steps": 1, "text": "x" * 3_000_000})
    assert time.perf_counter() - began < 1.0
    assert worker.wait(request).state == "done"


def test_the_worker_tells_its_memory(worker: Worker) -> None:
    assert worker.resident_megabytes == 0.0
    worker.wait(worker.ask("ping"))
    assert 5.0 < worker.resident_megabytes < 500.0
    worker.stop()
    assert worker.resident_megabytes == 0.0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has priority classes instead")
def test_the_worker_runs_at_low_priority(worker: Worker) -> None:
    worker.wait(worker.ask("ping"))
    assert worker.process_id is not None
    assert os.getpriority(os.PRIO_PROCESS, worker.process_id) >= 10


@pytest.mark.check
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
def test_the_worker_ends_when_its_parent_is_killed(tmp_path: Path, busy: bool) -> None:
    parent = f"""
import time
from pathlib import Path
from soliloquy.addon.worker_client import Worker
worker = Worker(Path({str(tmp_path)!r}), 1, Path({str(PRETEND_WORKER)!r}))
worker.wait(worker.ask("ping"))
if {busy}:
    worker.ask("count", {{"steps": 100000}})
print(worker.process_id, flush=True)
time.sleep(60)
"""
    process = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    worker_pid = int(process.stdout.readline())
    assert _alive(worker_pid)
    process.kill()
    process.wait()
    process.stdout.close()
    assert _gone(worker_pid, 5.0)


def test_the_interpreter_is_a_python_even_where_sys_executable_is_blender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/opt/blender/blender")
    found = python_executable()
    command = [found, "-I", "-c", "import sys; print(sys.version_info[:2])"]
    version = subprocess.run(command, check=True, capture_output=True)
    assert version.stdout.decode().strip() == str(sys.version_info[:2])


def test_the_packages_are_found_without_loading_them() -> None:
    check = (
        "import sys; from soliloquy.addon.interpreter import package_folders; "
        "print(package_folders()); assert 'onnxruntime' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", check], check=True, capture_output=True)
    assert any((Path(folder) / "onnxruntime").is_dir() for folder in package_folders())


def test_the_whole_addon_registers_without_loading_a_library() -> None:
    check = (
        "import sys, bpy; from soliloquy import addon; addon.register(); "
        "heavy = {'onnxruntime', 'soundfile', 'distributed', 'pyvista', 'PIL'}; "
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", check], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
