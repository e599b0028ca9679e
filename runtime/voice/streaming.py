# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines in time become sound that is heard while the rest of it is made."""

from collections.abc import Iterable, Iterator

from ..arrays import Array
from .pieces import Chunk, pieces
from .rendering import FIRST_PIECE_FRAMES, rendered_in_pieces

# A piece may be as long as what has been heard before it, because the voice is faster than its sound.
_LONGEST_PIECE_FRAMES = 640
"""16 s: beyond, memory grows and nothing is gained. Chosen by hand."""


def sound_in_pieces(chunks: Iterable[Chunk]) -> Iterator[Array]:
    """Samples (N,) piece by piece as they are made, the first one soon however long the lines are. chunks: without
    samples of their own."""
    longest = FIRST_PIECE_FRAMES
    for piece in pieces(chunks):
        if piece.line is None:
            yield piece.samples
            continue
        yield from rendered_in_pieces(piece.line, longest)
        longest = min(_LONGEST_PIECE_FRAMES, longest + piece.line.encoded.frames)
