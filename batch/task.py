# SPDX-License-Identifier: GPL-3.0-or-later
"""One line to make, as plain data: it may travel to another process or machine as JSON."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 1
HEADS = "heads"
"""The folder of a split's heads, beside those of the languages."""


@dataclass(frozen=True)
class Task:
    """All that ``perform_line`` needs.

    key: "LANGUAGE/NAME", which is also where the files go below the output folder. kind: of the request, as in
    ``runtime.requests.json_form.KINDS``. request, export: as their ``to_json``, without the recording that is heard
    beside. recording: that one's path. length: seconds that the speech is to have, None for any. identity: sha256 of
    all that the outcome hangs on, the contents of files included, but for the models. start, gap, object:
    its place in a Blender scene, on which the files do not hang.
    """

    key: str
    id: str
    row: int
    language: str
    name: str
    character: str
    said: str
    kind: str
    request: Mapping[str, Any]
    formats: tuple[str, ...]
    export: Mapping[str, Any]
    identity: str
    recording: str | None = None
    length: float | None = None
    start: float | None = None
    gap: float | None = None
    object: str = ""
    voice: str = ""
    direction: str = ""
    other: Mapping[str, str] | None = None

    def as_plain(self) -> dict[str, Any]:
        return {"format": FORMAT, **asdict(self), "formats": list(self.formats)}

    @staticmethod
    def from_plain(plain: Mapping[str, Any]) -> "Task":
        """The task of ``as_plain``. Raises ValueError for another format."""
        if plain.get("format") != FORMAT:
            raise ValueError(f"a task of format {plain.get('format')!r}, and this is {FORMAT}")
        values = {name: value for name, value in plain.items() if name != "format"}
        return Task(**{**values, "formats": tuple(plain["formats"])})

    @property
    def about(self) -> dict[str, Any]:
        """What the ledger keeps of it."""
        kept = ("key", "id", "row", "language", "name", "character", "said", "start", "length", "voice", "direction")
        found = {name: getattr(self, name) for name in kept}
        found["columns"] = dict(self.other or {})
        return {name: value for name, value in found.items() if value not in (None, "", {})}


def digest_of(content: Any) -> str:
    """sha256 of plain JSON values, however their keys are ordered."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
