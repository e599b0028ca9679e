# SPDX-License-Identifier: GPL-3.0-or-later
"""A shard's part of the output folder: its lock, its ledger, and the way by which files take their places.

Files are made in a staging folder of the shard's own. When all of a line's are on the disk, the ledger says so; that is
the moment from which on the line is made. Then they are moved to their places, and where a run is killed meanwhile the
next one goes on with that. Staging folder and lock have the shard's number, so shards do not see each other's.
"""

import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from ..runtime.errors import InputError, UsageError
from ..runtime.folder_lock import digest, hold
from ..runtime.interrupts import held
from ..runtime.output_folder import Inputs, check_targets, write_error
from .ledger import MADE, Ledger, Record, is_place, ledgers_in, outputs_of
from .report import NAME, write_report
from .state import state_of
from .task import HEADS

ONLY = "1of1"
"""The shard of a run that is not parted."""
_ELSEWHERE = "Move it away, or give another --out"


class ShardFolder:
    """folder: the full path of the output folder. shard: "3of40". ledger: the shard's own. others: the records of all
    other shards, as they were at the beginning."""

    def __init__(self, folder: Path, shard: str, ledger: Ledger, inputs: Inputs) -> None:
        self.folder, self.shard, self.ledger = folder, shard, ledger
        found = ledgers_in(folder)
        self.others = [record for name, records in found.items() if name != shard for record in records]
        self._inputs = inputs
        self._ours = outputs_of([*self.others, *ledger.records])
        self._staging = folder / staging_name(shard)

    def staged(self) -> Path:
        """An empty folder for the files of one line, called as none was before. Raises WriteError."""
        folder = self._staging / secrets.token_hex(8)
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise write_error(self.folder, error) from error
        return folder

    def commit(self, record: Record, staged: Path) -> None:
        """Record a line whose files lie in ``staged``, and move them to their places.

        Raises UsageError where one would replace an input, InputError, WriteError where something of the user's is in
        the way, or the disk takes no more; then nothing is recorded.
        """
        try:
            self._check(record)
            with held():
                self.ledger.add({**record, "staged": staged.name})
                self._ours |= outputs_of([record])
                self._place(record, staged)
        except OSError as error:
            raise write_error(self.folder, error) from error

    def is_complete(self, record: Mapping[str, Any]) -> bool:
        """Whether every file of a record lies in its place, as large as it was."""
        return all(self._size(output["path"]) == output["bytes"] for output in record["outputs"])

    def has(self, path: str) -> bool:
        """Whether anything lies at a path of a ledger."""
        return os.path.lexists(self._path(path))

    def remove(self, output: Mapping[str, Any]) -> bool:
        """Remove a file that a line left, unless it was changed since. Raises WriteError."""
        path = self._path(output["path"])
        try:
            if not path.is_file() or path.is_symlink() or digest(path) != output["sha256"]:
                return not os.path.lexists(path)
            path.unlink()
            with suppress(OSError):
                path.parent.rmdir()
        except OSError as error:
            raise write_error(self.folder, error) from error
        return True

    def recover(self) -> None:
        """Finish what a killed run had recorded and not moved, and clear what it had not recorded. Raises OSError."""
        if not self._staging.is_dir():
            return
        left = {path.name for path in self._staging.iterdir()}
        for record in self.ledger.records:
            if record["record"] == MADE and record.get("staged") in left:
                self._place(record, self._staging / record["staged"])
        self.clear()

    def report(self) -> Path | None:
        """Write the report of what all ledgers say, under a name of the shard's own where it is not the only one.

        None where a file that is no report has that name. Raises WriteError.
        """
        path = self.folder / (NAME if self.shard == ONLY else f"report-{self.shard}.html")
        try:
            wrote = write_report(path, state_of(self.folder), f"Soliloquy: {self.folder.name}")
        except OSError as error:
            raise write_error(self.folder, error) from error
        return path if wrote else None

    def clear(self) -> None:
        shutil.rmtree(self._staging, ignore_errors=True)

    def _place(self, record: Mapping[str, Any], staged: Path) -> None:
        for output in record["outputs"]:
            made, target = staged / _in_staging(output["path"]), self._path(output["path"])
            if made.is_file() and made.stat().st_size == output["bytes"]:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.replace(target)
        shutil.rmtree(staged, ignore_errors=True)

    def _check(self, record: Mapping[str, Any]) -> None:
        for output in record["outputs"]:
            target = self._path(output["path"])
            check_targets(target.parent, [target.name])
            if not os.path.lexists(target):
                continue
            if Inputs.of([target]).files & self._inputs.files:
                raise UsageError(str(target), "would be replaced, though it is what is read", "Give another --out")
            if output["path"] in self._ours:
                continue
            # Another shard may have written the same since this one began.
            if not stat.S_ISREG(target.lstat().st_mode) or digest(target) != output["sha256"]:
                raise InputError(str(target), "would be replaced, and no ledger here says who made it", _ELSEWHERE)

    def _size(self, path: str) -> int:
        with suppress(OSError):
            return self._path(path).stat().st_size
        return -1

    def _path(self, path: str) -> Path:
        """Where a file of a record belongs, which is within the folder."""
        assert is_place(path)
        return self.folder / path


def _in_staging(path: str) -> str:
    """Where the file of a record lies while it is staged: heads in their folder, a line's files beside each other."""
    below, _, name = path.partition("/")
    return f"{HEADS}/{name}" if below == HEADS else name


def ledger_name(shard: str) -> str:
    return f"ledger-{shard}.jsonl"


def staging_name(shard: str) -> str:
    return f".soliloquy-{shard}"


@contextmanager
def shard_folder(folder: Path, shard: str, inputs: Inputs) -> Iterator[ShardFolder]:
    """Make the folder where it is missing, lock the shard's part of it, and finish what a killed run left.

    Raises BusyError where another run makes the same shard, WriteError, UsageError for what is no folder's name,
    InputError for a ledger that is none.
    """
    with ExitStack() as leaving:
        try:
            folder = folder.expanduser().resolve()
            folder.mkdir(parents=True, exist_ok=True)
            busy = f"another run makes shard {shard.replace('of', ' of ')} there"
            leaving.enter_context(hold(folder, f".soliloquy-{shard}.lock", busy))
            ledger = leaving.enter_context(Ledger(folder / ledger_name(shard), shard))
            found = ShardFolder(folder, shard, ledger, inputs)
            with held():
                found.recover()
        except OSError as error:
            raise write_error(folder, error) from error
        except (RuntimeError, ValueError) as error:
            # No such user, links that lead to each other, a null character.
            raise UsageError(f"--out {folder}", f"is no folder's name ({error})", "Give another --out") from error
        leaving.callback(found.clear)
        yield found
