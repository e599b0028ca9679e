# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever was done to a take, it opens and exports, or is refused in one line, at once and in little memory."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from soliloquy.exporters import export
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import load_take
from soliloquy.tests.runtime.altered_takes import altered_takes

pytestmark = [pytest.mark.check, pytest.mark.filterwarnings("ignore:Duplicate name")]

LONGEST_MESSAGE = 600
SECONDS, MEGABYTES = 3.0, 500.0

REFUSED = (
    *("phones.1.start nan", "phones.1.end -1", "phones.1.symbol 'a\\nb'", "phones.1.word 2", "phones.1 None"),
    *(
        "words.0 missing",
        "duration inf",
        "sample_rate True",
        "weights 'x'",
        "warnings {}",
        "emotion 'x'",
        "unknown 'x'",
    ),
    *("request []", "text '\\ud800'", "jaw: objects", "jaw: terabytes", "jaw: no number", "motion.npz: a bomb"),
    *("archive: deflated", "archive: an entry twice", "archive: encrypted", "speech.flac: 2 to the 36 samples"),
    *("take.json: lists within lists", "sample rate 0", "sample rate 1000000000"),
)


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of each altered take: "opens", or the message that refused it."""
    folder = tmp_path_factory.mktemp("takes")
    return {name: _tried(folder, content) for name, content in altered_takes(folder)}


def _tried(folder: Path, content: bytes) -> str:
    path = folder / "altered.take"
    path.write_bytes(content)
    try:
        export(load_take(path), ["csv", "textgrid"], folder, "out", ExportOptions(fps=24.0))
    except InputError as error:
        return str(error)
    return "opens"


def test_every_one_opens_or_is_refused_in_one_line(tried: dict[str, str]) -> None:
    assert len(tried) > 600
    assert all(0 < len(message) <= LONGEST_MESSAGE and "\n" not in message for message in tried.values())


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused(name: str, tried: dict[str, str]) -> None:
    assert "is no take, or is damaged" in tried[name]


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the most memory is told by Linux alone")
def test_each_is_answered_at_once_and_in_little_memory(tmp_path: Path) -> None:
    slow = [name for name, seconds, megabytes in _measured(tmp_path) if seconds > SECONDS or megabytes > MEGABYTES]
    assert slow == []


def _measured(folder: Path) -> Iterator[tuple[str, float, float]]:
    """Seconds of the processor, and by how much memory grew, for each."""
    for name, content in altered_takes(folder):
        path = folder / "altered.take"
        path.write_bytes(content)
        del content
        Path("/proc/self/clear_refs").write_text("5")
        before, began = _most_memory(), time.process_time()
        with suppress(InputError):
            load_take(path)
        yield name, time.process_time() - began, _most_memory() - before


def _most_memory() -> float:
    """Megabytes, since it was last cleared."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1000
