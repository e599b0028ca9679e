# SPDX-License-Identifier: GPL-3.0-or-later
"""The same request gives the same take, however many cores and threads the machine offers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from soliloquy.runtime.animate.flow.styles import FILE_ENDING, NETWORKS, Style, find_style, write_style
from soliloquy.runtime.weights import weight_path

REQUESTS = {
    "learned": ("speak", "Bob bought a big balloon.", "--seed", "2"),
    "by rules": ("speak", "My map.", "--engine", "rules", "--emotion", "happy=0.6"),
    "recording": ("animate", "{recording}"),
}
ENVIRONMENTS = (
    {"OMP_NUM_THREADS": "1"},
    {"OMP_NUM_THREADS": "2"},
    {"OMP_NUM_THREADS": "4"},
    {"OPENBLAS_NUM_THREADS": "1"},
    {"OPENBLAS_NUM_THREADS": "3"},
)
LINE = "Papa may phone Bob before five. My brother bought a big blue balloon, and five more followed him home."
"""Long enough that other threads give other bytes where their number is not fixed."""
RUN = "from soliloquy.shell.cli import main; raise SystemExit(main())"


def take_and_table(
    request: tuple[str, ...], folder: Path, environment: dict[str, str], before: tuple[str, ...] = ()
) -> tuple[bytes, bytes]:
    """The bytes of a take and of its CSV, made by a shell command of its own."""
    command = [*before, sys.executable, "-c", RUN, *request, "--out", str(folder), "--name", "it"]
    subprocess.run(
        [*command, "--formats", "take,csv"], check=True, capture_output=True, env={**os.environ, **environment}
    )
    return (folder / "it.take").read_bytes(), (folder / "it.csv").read_bytes()


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recording")
    command = [sys.executable, "-c", RUN, "speak", "Papa may phone Bob before five.", "--out", str(folder)]
    subprocess.run([*command, "--name", "it", "--formats", "wav"], check=True, capture_output=True)
    return folder / "it.wav"


@pytest.mark.check
@pytest.mark.parametrize("name", REQUESTS)
def test_the_same_request_gives_the_same_bytes(name: str, recording: Path, tmp_path: Path) -> None:
    request = tuple(word.format(recording=recording) for word in REQUESTS[name])
    expected = take_and_table(request, tmp_path / "first", {})
    for environment in ENVIRONMENTS:
        assert take_and_table(request, tmp_path / "again", environment) == expected, environment
    if shutil.which("taskset"):
        assert take_and_table(request, tmp_path / "one core", {}, ("taskset", "-c", "0")) == expected, "one core"


def assert_threads_change_nothing(requested: str, given: Path, threads: int, folder: Path) -> None:
    """requested: a request, in Python, of the path ``given``."""
    code = (
        "import sys; from pathlib import Path; from soliloquy.runtime.threads import set_thread_count\n"
        "from soliloquy.runtime.perform import perform; from soliloquy.runtime.requests import *\n"
        f"set_thread_count(int(sys.argv[1])); given = sys.argv[2]; perform({requested}).save(Path(sys.argv[3]))"
    )
    for count, name in ((2, "two"), (threads, "other")):
        subprocess.run([sys.executable, "-c", code, str(count), str(given), str(folder / name)], check=True)
    assert (folder / "two").read_bytes() == (folder / "other").read_bytes()


@pytest.mark.check
@pytest.mark.parametrize("threads", [1, 3, 4])
def test_the_workers_threads_change_no_style_of_the_users(threads: int, tmp_path: Path) -> None:
    networks = {name: weight_path(name).read_bytes() for name in NETWORKS}
    path = tmp_path / f"mine{FILE_ENDING}"
    write_style(path, Style(find_style("plain").vector, networks=networks))
    requested = f"SpeakRequest(VoiceRequest({LINE!r}), MotionRequest(flow=FlowOptions(style=given)))"
    assert_threads_change_nothing(requested, path, threads, tmp_path)


@pytest.mark.check
@pytest.mark.parametrize("threads", [1, 3, 4])
def test_the_workers_threads_change_no_recording(threads: int, recording: Path, tmp_path: Path) -> None:
    assert_threads_change_nothing("AnimateRequest(given)", recording, threads, tmp_path)
