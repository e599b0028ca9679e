# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a folder: one HTML file that needs nothing but the sounds beside it. All text in it is escaped."""

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..runtime.counted import counted
from ..runtime.whole_file import whole_file
from .ledger import MADE, Record
from .state import State, misfits

NAME = "report.html"
_HERE = Path(__file__).parent
_MARK = b'<meta name="generator" content="soliloquy batch">'
_SOUNDS = (".wav", ".ogg", ".opus")
_COLUMNS = ("", "id", "row", "character", "language", "said", "mouths", "length s", "made in s", "warnings")


def write_report(path: Path, state: State, title: str) -> bool:
    """Write the page in the place of the last one; False where a file of that name is no report. Raises OSError."""
    if path.exists():
        with path.open("rb") as file:
            if _MARK not in file.read(1000):
                return False
    with whole_file(path) as part:
        part.write_text(page(state, title), encoding="utf-8", newline="\n")
    return True


def page(state: State, title: str) -> str:
    """The whole page."""
    script = (_HERE / "report_page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    template = (_HERE / "report_page.html").read_text(encoding="utf-8")
    parts = {
        "title": escape(title),
        "summary": _summary(state),
        "failures": _failures(state),
        "notes": _list("Worth knowing", [*state.missing, *state.notes, *misfits(state.made)]),
        "heads": "".join(f"<th><button>{escape(name)}</button></th>" for name in _COLUMNS),
        "rows": "\n".join(_row(each) for each in (*state.failed, *state.made)),
        "script_hash": digest,
        "script": script,
    }
    return _filled(template, parts)


def _filled(template: str, parts: dict[str, str]) -> str:
    """The template with each {name} filled once; what is filled in is not looked at again."""
    pieces: list[str] = []
    rest = template
    while True:
        places = [(rest.find("{" + name + "}"), name) for name in parts]
        found = min(((place, name) for place, name in places if place >= 0), default=None)
        if found is None:
            return "".join([*pieces, rest])
        place, name = found
        pieces += [rest[:place], parts[name]]
        rest = rest[place + len(name) + 2 :]


def _summary(state: State) -> str:
    seconds = sum(record["speech_seconds"] for record in state.made)
    warned = sum(bool(record["warnings"]) for record in state.made)
    failed = len(state.failed) + len(state.bad)
    said = f"{counted(len(state.made), 'line')}, {seconds / 60:.1f} minutes of speech, {warned:,} with warnings"
    return f'{said}, <span class="{"bad" if failed else "quiet"}">{failed:,} not made</span>.'


def _failures(state: State) -> str:
    rows = [
        _cells(record["row"], record["id"], record["language"], _reason(record["error"])) for record in state.failed
    ]
    rows += [
        _cells(each["row"], each["id"], each["language"] or each["column"], f"{each['reason']}. {each['hint']}")
        for each in state.bad
    ]
    if not rows:
        return ""
    head = "<tr><th>row</th><th>id</th><th>where</th><th>why</th></tr>"
    return f'<h2 class="bad">Not made</h2>\n<table>{head}\n' + "\n".join(rows) + "</table>"


def _cells(*cells: Any) -> str:
    return "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"


def _reason(error: dict[str, str]) -> str:
    return f"{error['input']}: {error['reason']}. {error['hint']}"


def _list(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f"<h2>{title}</h2><ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _row(record: Record) -> str:
    made = record["record"] == MADE
    length = record.get("speech_seconds", 0.0)
    warnings = record.get("warnings", []) if made else [_reason(record["error"])]
    cells = (
        f"<td>{_player(record)}</td>",
        f'<td class="id">{escape(record["id"])}</td>',
        _number(record["row"], f"{record['row']}"),
        f"<td>{escape(record.get('character', ''))}</td>",
        f"<td>{escape(record['language'])}</td>",
        f'<td class="said">{escape(record["said"])}{_direction(record)}</td>',
        f'<td class="mouths">{_mouths(record)}</td>',
        _number(length, f"{length:.2f}" if made else ""),
        _number(record["seconds"], f"{record['seconds']:.2f}"),
        f'<td class="{"warn" if made else "bad"}">{escape("; ".join(warnings))}</td>',
    )
    return "<tr>" + "".join(cells) + "</tr>"


def _number(value: float, shown: str) -> str:
    return f'<td class="number" data-v="{value:g}">{shown}</td>'


def _player(record: Record) -> str:
    paths = [output["path"] for output in record.get("outputs", ())]
    sound = next((path for suffix in _SOUNDS for path in paths if path.endswith(suffix)), None)
    if sound is None:
        return ""
    name, place = escape(record["key"]), escape(quote(sound))
    return f'<button class="play" data-sound="{place}" data-name="{name}" aria-label="Play {name}">&#9654;</button>'


def _direction(record: Record) -> str:
    return f' <span class="quiet">({escape(record["direction"])})</span>' if record.get("direction") else ""


def _mouths(record: Record) -> str:
    return "".join(
        f'<span><i><b style="--o:{int(opened)};--w:{int(wide)}"></b></i>{escape(str(phone))}</span>'
        for phone, opened, wide in record.get("mouths", ())
    )
