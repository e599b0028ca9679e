# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines made for real: by processes that may die, with the bytes that the shell makes, as long as a picture wants."""

import errno
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from soliloquy.batch import worker
from soliloquy.batch.asking import Asked
from soliloquy.batch.length import FASTER, TOLERANCE, fitted, spoken_seconds
from soliloquy.batch.performing import perform_line
from soliloquy.batch.planning import make_plan
from soliloquy.batch.running import run
from soliloquy.batch.task import Task
from soliloquy.batch.workers import Handed, performed
from soliloquy.runtime.errors import WriteError
from soliloquy.runtime.requests import BatchRequest, ExportOptions, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.text.dictionary import american
from soliloquy.runtime.voice.synthesis import time_text
from soliloquy.shell.cli import main

LINES = 12
KILLS = 5


def tasks(folder: Path, script: str, formats: tuple[str, ...] = ("wav",)) -> tuple[Task, ...]:
    (folder / "lines.csv").write_text(script, encoding="utf-8")
    asked = Asked(MotionRequest("rules"), formats, ExportOptions(), folder)
    return make_plan(folder / "lines.csv", BatchRequest(), asked).tasks


def test_a_line_that_cannot_be_made_says_why_as_plain_data(tmp_path: Path) -> None:
    (task,) = tasks(tmp_path, "id,text\na1,...\n")
    found = json.loads(json.dumps(perform_line(task.as_plain(), tmp_path)))
    assert found["error"].keys() == {"code", "input", "reason", "hint"}
    assert (found["error"]["code"], found["exit_code"]) == ("input", 3)
    assert perform_line({**task.as_plain(), "format": 99}, tmp_path)["error"]["code"] == "internal"


@pytest.mark.parametrize(("number", "hint"), [(errno.ENOSPC, "Free some space"), (errno.EFBIG, "ulimit -f")])
def test_a_full_disk_is_that_of_the_output_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, hint: str
) -> None:
    tasks(tmp_path, "id,text\na1,Hello.\n")
    out, handed = tmp_path / "out", []

    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    def performing(waiting: Iterable[Handed], _jobs: int) -> Iterator[tuple[Handed, dict[str, Any]]]:
        for each in waiting:
            handed.append(each.folder)
            yield each, perform_line(each.task.as_plain(), Path(each.folder))

    monkeypatch.setattr("soliloquy.batch.performing.export", full)
    monkeypatch.setattr("soliloquy.batch.running.performed", performing)
    with pytest.raises(WriteError, match="another folder") as raised:
        asked = Asked(MotionRequest("rules"), ("wav",), ExportOptions(), tmp_path)
        run(make_plan(tmp_path / "lines.csv", BatchRequest(), asked), BatchRequest(), asked, out, 1, lambda _: None)
    assert raised.value.input_name == str(out) and len(handed) == 1 and hint in raised.value.hint


def test_a_line_is_as_the_shell_makes_it(tmp_path: Path) -> None:
    (task,) = tasks(tmp_path, "id,text,voice,seed\na1,Bob moved.,af_heart,7\n", ("take", "wav"))
    folder = tmp_path / "made"
    folder.mkdir()
    found = perform_line(task.as_plain(), folder)
    assert main(["speak", "Bob moved.", "--engine", "rules", "--seed", "7", "--language", "en-us", "--head", "Clara",
                 "--out", str(tmp_path / "spoken"), "--name", "a1", "--formats", "take,wav"]) == 0  # fmt: skip
    for output in found["outputs"]:
        path = tmp_path / "spoken" / Path(output["path"]).name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == output["sha256"]


def test_a_picture_gives_a_line_its_length_within_reason() -> None:
    request = SpeakRequest(VoiceRequest("My brother Bob bought a big blue balloon, but the pump broke."))
    usual = spoken_seconds(time_text(request.spoken))
    for speed in (0.88, 1.0, 1.15):
        wanted = spoken_seconds(time_text(replace(request.spoken, speed=speed)))
        asked, faster = fitted(request, wanted)
        assert abs(spoken_seconds(time_text(asked.spoken)) - wanted) <= TOLERANCE
        assert FASTER[0] <= faster <= FASTER[1]
    for wanted, faster in ((usual / 2, FASTER[1]), (usual * 2, FASTER[0])):
        assert fitted(request, wanted)[1] == pytest.approx(faster)


def test_a_process_has_what_reads_the_languages_of_its_run_before_their_first_lines() -> None:
    american.cache_clear()
    worker._learn("en-us")
    assert american.cache_info().currsize == 1
    worker._learn("none")


@pytest.mark.check
def test_a_process_that_dies_takes_its_own_line_along_and_no_other(tmp_path: Path) -> None:
    rows = "".join(f"a{number},Bob moved map number {number}.\n" for number in range(4))
    handed = []
    for number, task in enumerate(tasks(tmp_path, f"id,text\n{rows}")):
        (tmp_path / str(number)).mkdir()
        handed.append(Handed(task, str(tmp_path / str(number)), False))
    found: dict[str, Any] = {}
    for each, outcome in performed(iter(handed), 2):
        if not found:
            victim = multiprocessing.active_children()[0]
            assert victim.pid is not None
            os.kill(victim.pid, signal.SIGKILL)
        found[each.task.id] = outcome
    died = [outcome for outcome in found.values() if "error" in outcome]
    assert len(found) == 4 and len(died) == 1
    assert "SIGKILL" in died[0]["error"]["reason"]
    assert multiprocessing.active_children() == []


def command(script: Path, out: Path) -> list[str]:
    run = "from soliloquy.shell.entry import main; raise SystemExit(main())"
    return [sys.executable, "-c", run, "batch", str(script), "--out", str(out), "--formats", "take,wav,csv"]


def files(out: Path) -> dict[str, str]:
    found = [path for path in out.rglob("*") if path.is_file() and path.parent != out]
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def made(out: Path) -> list[str]:
    ledger = out / "ledger-1of1.jsonl"
    lines = ledger.read_bytes().split(b"\n")[:-1] if ledger.exists() else []
    return [json.loads(line)["key"] for line in lines if line.startswith(b'{"record": "line"')]


@pytest.mark.check
def test_killed_again_and_again_a_run_makes_what_an_undisturbed_one_makes(tmp_path: Path) -> None:
    script = tmp_path / "lines.csv"
    rows = "".join(f"a{number},Bob moved {number} maps.\n" for number in range(LINES))
    script.write_text(f"id,text\n{rows}", encoding="utf-8")
    subprocess.run(command(script, tmp_path / "whole"), check=True, capture_output=True)
    wanted, out, chance = files(tmp_path / "whole"), tmp_path / "killed", random.Random(5)
    for _ in range(KILLS):
        before, more = len(made(out)), chance.choice((0, 1, 1, 2))
        run = subprocess.Popen(command(script, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while run.poll() is None and len(made(out)) < before + more:
            time.sleep(0.001)
        time.sleep(chance.choice((0.0, 0.001, chance.uniform(0.0, 1.0))))
        run.kill()
        run.wait()
        whole = {path: digest for path, digest in files(out).items() if not path.startswith(".")}
        assert whole.items() <= wanted.items()
    subprocess.run(command(script, out), check=True, capture_output=True)
    assert files(out) == wanted
    assert sorted(made(out)) == sorted({path.rpartition(".")[0].removesuffix(".phones") for path in wanted})
    assert not [path for path in out.iterdir() if path.is_dir() and path.name.startswith(".")]
    shutil.rmtree(out)
