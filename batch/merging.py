# SPDX-License-Identifier: GPL-3.0-or-later
"""The shards of a folder become one ledger and one report."""

import json
from dataclasses import dataclass
from pathlib import Path

from ..runtime.errors import InputError
from ..runtime.output_folder import write_error
from ..runtime.whole_file import whole_file
from .ledger import FORMAT, ledgers_in
from .report import NAME, write_report
from .state import State, state_of

LEDGER = "ledger.jsonl"


@dataclass(frozen=True)
class Merged:
    """files: what was written."""

    state: State
    files: tuple[Path, ...]

    @property
    def exit_code(self) -> int:
        """0 where every shard has ended and every line is made."""
        failed = next((record["exit_code"] for record in self.state.failed), 0)
        return failed or (3 if self.state.bad or self.state.missing else 0)


def merge(folder: Path) -> Merged:
    """Write the last word on each line to ``LEDGER``, in the order of the script, and the report.

    Raises InputError where there is no ledger or one is damaged, WriteError.
    """
    try:
        if not ledgers_in(folder):
            hint = "Give the folder that was --out of the shards"
            raise InputError(str(folder), "holds no ledger of a batch", hint)
        state = state_of(folder)
        head = {"record": "ledger", "format": FORMAT, "shard": "all"}
        records = [head, *state.made, *state.failed, *state.bad]
        with whole_file(folder / LEDGER) as part:
            part.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="ascii", newline="\n")
        wrote = write_report(folder / NAME, state, f"Soliloquy: {folder.resolve().name}")
    except OSError as error:
        raise write_error(folder, error) from error
    return Merged(state, (folder / LEDGER, *([folder / NAME] if wrote else [])))
