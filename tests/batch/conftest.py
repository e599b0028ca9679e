# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts to run, and a way of making lines that takes no time: each file says what it was made of."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from soliloquy.batch import running
from soliloquy.batch.asking import Asked
from soliloquy.batch.ledger import read_ledger
from soliloquy.batch.planning import Plan, make_plan
from soliloquy.batch.running import Outcome, run
from soliloquy.batch.workers import Handed
from soliloquy.exporters import file_names
from soliloquy.runtime.requests import BatchRequest, ExportOptions, MotionRequest
from soliloquy.runtime.requests.json_form import from_json
from soliloquy.runtime.weights import all_weights

SCRIPT = "id,character,text,fr\na1,ANNA,Hello.,Bonjour.\na2,BOB,Well.,\na3,ANNA,Goodbye.,Adieu.\n"


@dataclass
class Studio:
    """A folder with a script and a cast, and runs of it. made: keys in the order in which they were made."""

    folder: Path
    formats: tuple[str, ...] = ("wav",)
    made: list[str] = field(default_factory=list)
    failing: dict[str, int] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def write(self, script: str = SCRIPT, cast: str | None = None) -> None:
        (self.folder / "lines.csv").write_text(script, encoding="utf-8")
        if cast is not None:
            (self.folder / "CAST.toml").write_text(cast, encoding="utf-8")

    def asked(self, **export: Any) -> Asked:
        return Asked(MotionRequest("rules"), self.formats, ExportOptions(**export), self.folder)

    def request(self, **options: Any) -> BatchRequest:
        cast = self.folder / "CAST.toml"
        return BatchRequest(cast=str(cast) if cast.exists() else None, **options)

    def plan(self, **options: Any) -> Plan:
        return make_plan(self.folder / "lines.csv", self.request(**options), self.asked())

    def run(self, **options: Any) -> Outcome:
        self.made.clear()
        self.events.clear()
        request, asked = self.request(**options), self.asked()
        return run(
            make_plan(self.folder / "lines.csv", request, asked), request, asked, self.out, 1, self.events.append
        )

    def files(self) -> dict[str, str]:
        """The content of each file of a line, by its path below the output folder."""
        found = (path for path in self.out.rglob("*.*") if path.is_file() and path.parent != self.out)
        return {path.relative_to(self.out).as_posix(): path.read_text(encoding="utf-8") for path in found}

    def ledger(self, shard: str = "1of1") -> list[dict[str, Any]]:
        return read_ledger(self.out / f"ledger-{shard}.jsonl")

    def performed(self, handed: Iterable[Handed], jobs: int) -> Iterator[tuple[Handed, dict[str, Any]]]:
        """In the place of the processes: a file of each format, or an error as often as ``failing`` says."""
        for each in handed:
            task = each.task
            left = self.failing.get(task.key, 0)
            if left:
                self.failing[task.key] = left - 1
                error = {"code": "input", "input": task.key, "reason": "fails", "hint": "Wait"}
                yield each, {"error": error, "exit_code": 3, "seconds": 0.1, "cpu_seconds": 0.1}
                continue
            self.made.append(task.key)
            self.heads[task.key] = task.export["head"] or task.request["motion"]["head"]
            outputs = []
            for name in file_names(task.formats, task.name, from_json(ExportOptions, task.export)):
                content = json.dumps([task.identity, name]).encode()
                (Path(each.folder) / name).write_bytes(content)
                found = {"path": f"{task.language}/{name}", "bytes": len(content)}
                outputs.append({**found, "sha256": hashlib.sha256(content).hexdigest()})
            about: dict[str, Any] = {
                "models": {"voices": all_weights()["voices"].sha256},
                "speech_seconds": 1.0,
                "warnings": [],
            }
            yield each, {"outputs": outputs, **about, "seconds": 0.1, "cpu_seconds": 0.1}


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Studio:
    found = Studio(tmp_path)
    monkeypatch.setattr(running, "performed", found.performed)
    found.write()
    return found
