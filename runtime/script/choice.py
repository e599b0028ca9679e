# SPDX-License-Identifier: GPL-3.0-or-later
"""Which lines of a script ``--only`` names."""

from dataclasses import dataclass

from ..requests.kinds import between_commas
from .cast import known_as


@dataclass(frozen=True)
class Choice:
    """names: of characters and ids, as ``known_as`` spells them; without any, every line is wanted."""

    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, written: str | None) -> "Choice":
        """What stands behind ``--only``, with commas."""
        return cls(frozenset(known_as(name) for name in between_commas(written or "")))

    def wants(self, character: str, line_id: str) -> bool:
        return not self.names or bool(self.names & {known_as(character), known_as(line_id)})

    def wants_row(self, line_id: str) -> bool:
        """Whether a row that cannot be read is asked for: by its id alone, for nobody knows who says it."""
        return not self.names or known_as(line_id) in self.names
