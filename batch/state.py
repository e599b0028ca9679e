# SPDX-License-Identifier: GPL-3.0-or-later
"""What all ledgers of a folder say together: the last word on each line, and what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..runtime.script.casting import Chosen
from .ledger import BAD, END, FAILED, MADE, REMOVED, RUN, Record, ledgers_in


@dataclass(frozen=True)
class State:
    """made, failed: the last record of each line, in the order of the script. bad: rows that were none in the last run
    of each shard, and where that was of some lines alone, in those before it. notes: of the last runs. missing: a
    clause for each shard that has not ended."""

    made: tuple[Record, ...]
    failed: tuple[Record, ...]
    bad: tuple[Record, ...]
    notes: tuple[str, ...]
    missing: tuple[str, ...]


def state_of(folder: Path) -> State:
    """The state of a folder. Raises OSError, InputError for a ledger that is none."""
    ledgers = ledgers_in(folder)
    last: dict[str, Record] = {}
    bad: dict[tuple[object, ...], Record] = {}
    notes: dict[str, None] = {}
    everything = [each for records in ledgers.values() for each in records]
    for record in sorted(everything, key=lambda each: str(each.get("at", ""))):
        if record["record"] in (MADE, FAILED):
            last[record["key"]] = record
        elif record["record"] == REMOVED:
            last = {key: each for key, each in last.items() if key not in record["keys"]}
    for records in ledgers.values():
        run = _last_run(records)
        bad |= _bad_rows(records)
        notes |= dict.fromkeys(note for each in run if each["record"] == RUN for note in _notes(each))
    lines = sorted(last.values(), key=lambda each: (each["row"], each["language"]))
    return State(
        made=tuple(each for each in lines if each["record"] == MADE),
        failed=tuple(each for each in lines if each["record"] == FAILED),
        bad=tuple(sorted(bad.values(), key=lambda each: each["row"])),
        notes=tuple(notes),
        missing=tuple(_missing(ledgers)),
    )


def misfits(records: Iterable[Record]) -> list[str]:
    """A sentence for each line that is longer or shorter than its picture."""
    said = []
    for record in (each for each in records if each.get("fits") is False):
        over = record["over_seconds"]
        amount = f"{abs(over):.2f} s too {'long' if over > 0 else 'short'}"
        said.append(f"{record['key']} is {amount} for its picture, said {record['faster']:g} times as fast")
    return said


def _bad_rows(records: list[Record]) -> dict[tuple[object, ...], Record]:
    """Those that nothing has taken back since: neither a run of the whole script, nor the line itself, made in a later
    run."""
    before: dict[tuple[object, ...], Record] = {}
    now: dict[tuple[object, ...], Record] = {}
    for each in records:
        if each["record"] == RUN:
            some = each["options"].get("only") or each["options"].get("languages")
            before, now = ({**before, **now} if some else {}), {}
        elif each["record"] == BAD:
            now[each["row"], each["language"], each["reason"]] = each
        elif each["record"] in (MADE, FAILED):
            line = (each["id"], each["language"])
            before = {key: row for key, row in before.items() if line != (row["id"], row["language"] or line[1])}
    return {**before, **now}


def _last_run(records: list[Record]) -> list[Record]:
    begins = [number for number, each in enumerate(records) if each["record"] == RUN]
    return records[begins[-1] :] if begins else []


def _notes(run: Record) -> list[str]:
    return [*run["notes"], *(Chosen(**each).note for each in run["chosen"])]


def _missing(ledgers: Mapping[str, list[Record]]) -> list[str]:
    """Shards that have no ledger, or whose last run has not ended."""
    counts = {int(shard.partition("of")[2]) for shard in ledgers}
    said = []
    for count in sorted(counts):
        for number in range(1, count + 1):
            records = ledgers.get(f"{number}of{count}")
            if records is None:
                said.append(f"shard {number}/{count} has no ledger here")
            elif not any(each["record"] == END for each in _last_run(records)):
                said.append(f"shard {number}/{count} has not ended")
    return said
