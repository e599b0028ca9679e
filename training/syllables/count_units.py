# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of syllables' beginnings and rhymes: those that are met most often.

    python -m soliloquy.training.syllables.count_units

Counted are the sentences of training/data/sentences, in each language, and the words of both English dictionaries.
Writes models/syllable_units.json, always with the same bytes.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ...runtime.phones import KOKORO_STRESS
from ...runtime.syllables.splitting import syllables_of
from ...runtime.syllables.units import TABLE_SIZE
from ...runtime.text.phonemes import phonemise
from ...runtime.voice.kokoro import VOCABULARY
from ...runtime.weights import MODELS_FOLDER, weight_path
from ..data.recipe import sentences

_TEXT_WEIGHT = 20
"""A word in a sentence counts as so many words of a dictionary. Chosen so that the texts fill the tables first."""
_PARTS = frozenset(VOCABULARY) - frozenset(KOKORO_STRESS)


def main() -> int:
    parser = argparse.ArgumentParser(description="Count syllables' beginnings and rhymes.")
    parser.add_argument("--out", type=Path, default=MODELS_FOLDER / "syllable_units.json")
    arguments = parser.parse_args()
    heads, rhymes = counted()
    table = {"heads": _most(heads), "rhymes": _most(rhymes)}
    arguments.out.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    for name, counts in (("heads", heads), ("rhymes", rhymes)):
        kept = sum(counts[text] for text in table[name])
        share = kept / counts.total()
        print(f"{name}: {len(table[name])} of {len(counts)}, {share:.4f} of what was met", file=sys.stderr)
    return 0


def counted() -> tuple[Counter[str], Counter[str]]:
    """How often each beginning and each rhyme is met."""
    heads: Counter[str] = Counter()
    rhymes: Counter[str] = Counter()
    for word, language, weight in _words():
        for part in syllables_of(word, language):
            heads[part.head] += weight
            rhymes[part.rhyme] += weight
    return heads, rhymes


def whole_syllables() -> frozenset[str]:
    """The syllables that one table of the same size would hold, where there are not two: what two are measured against
    (benchmarks/syllables.py)."""
    counts: Counter[str] = Counter()
    for word, language, weight in _words():
        counts.update({part.letters: weight for part in syllables_of(word, language)})
    return frozenset(_most(counts))


def _most(counts: Counter[str]) -> list[str]:
    """The empty one first, then by how often they are met."""
    order = sorted(counts, key=lambda text: (-counts[text], text))
    return ["", *(text for text in order if text)][:TABLE_SIZE]


def _words() -> Iterator[tuple[str, str, int]]:
    for language, lines in sorted(sentences().items()):
        for line in lines:
            for paragraph in phonemise(line, language).paragraphs:
                for word in (word for sentence in paragraph for word in sentence):
                    for part in word.phonemes.split():
                        yield _known(part), language, _TEXT_WEIGHT
    for name, language in (("english_us", "en-us"), ("english_gb", "en-gb")):
        dictionary = json.loads(weight_path(name).read_text(encoding="utf-8"))
        for said in dictionary["gold"].values():
            for phonemes in {said} if isinstance(said, str) else {each for each in said.values() if each}:
                yield _known(phonemes), language, 1


def _known(phonemes: str) -> str:
    return "".join(letter for letter in phonemes if letter in _PARTS)


if __name__ == "__main__":
    sys.exit(main())
