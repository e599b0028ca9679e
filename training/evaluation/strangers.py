# SPDX-License-Identifier: GPL-3.0-or-later
"""How a face follows people whom it never saw: writes docs/measured/strangers.md.

    python -m soliloquy.training.evaluation.strangers --actress FOLDER --man FOLDER

The first folder holds the captured takes of one actress, the second what ``training.data.tracked_faces`` made of one
man on film; his last 90 clips by name are never trained on. The product plays every clip from its sound alone.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ...runtime.animate.flow.engine import animate as flow
from ...runtime.animate.flow.styles import FILE_ENDING, Style, write_style
from ...runtime.animate.rules.engine import animate as rules
from ...runtime.arrays import Array
from ...runtime.listen.listen import listen
from ...runtime.requests import Direction, FlowOptions
from ...runtime.speech import Speech, SpeechFeatures
from ..data.recipe import LEFT_OUT
from ..data.tracked_faces import HELD_OUT_CLIPS
from ..steps.own_style import own_style
from .evaluation_page import DOCUMENT
from .person_scores import SCORES, Truth, cells, person_scores, read_truth
from .ridge import Ridge
from .tables import table

PAGE = DOCUMENT.with_name("strangers.md")
_SCORED = slice(1, None, 2)
"""Of the clips that were held out: on the others the timing was set by hand."""

Player = Callable[[Speech, SpeechFeatures, int], Array]
"""The last is the seed: every clip has its own, for one alone may raise its brows on nearly every accent or on none."""


@dataclass(frozen=True)
class Person:
    """name; truths: clips that are played; others: clips of the same person that may be trained on."""

    name: str
    truths: Sequence[Truth]
    others: Sequence[Truth]


def main() -> int:
    parser = argparse.ArgumentParser(description="Score both engines on people left out.")
    parser.add_argument("--actress", type=Path, required=True, help="folder of captured takes")
    parser.add_argument("--man", type=Path, required=True, help="folder that training.data.tracked_faces made")
    arguments = parser.parse_args()
    takes = [read_truth(sound) for sound in _sounds(arguments.actress)]
    sounds = _sounds(arguments.man)
    actress = Person("actress", takes, takes)
    man = Person(
        "man",
        [read_truth(sound) for sound in sounds[-HELD_OUT_CLIPS:][_SCORED]],
        [read_truth(sound) for sound in sounds[:-HELD_OUT_CLIPS]],
    )
    left_out, rest = ([take for take in takes if (take.capture.name == LEFT_OUT) is chosen] for chosen in (True, False))
    unseen = Person(f"actress, {LEFT_OUT}", left_out, rest)
    pairs = ((man, actress), (actress, man), (unseen, man))
    styles = {person.name: _played_as(own_style([truth.capture for truth in person.others])) for person, _ in pairs}
    PAGE.write_text(_page([_rows(*pair, styles) for pair in pairs]), encoding="utf-8")
    return 0


def _sounds(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".flac", ".wav"))


def _rows(person: Person, other: Person, styles: Mapping[str, Player]) -> list[list[str]]:
    """A row for each way to play the person. styles: what was learned of each one's other clips, by name."""
    players: Mapping[str, Player] = {
        "rules": lambda speech, features, seed: rules(speech, features, Direction(seed=seed)).weights,
        "flow": lambda speech, features, seed: flow(speech, features, Direction(seed=seed)).weights,
    }
    clips = [truth.capture.speech for truth in person.truths]
    heard, sounds = ([listen(clip, write_down=words) for clip in clips] for words in (True, False))
    played = {name: _played(player, heard) for name, player in players.items()}
    played |= {f"{name} --sounds-alone": _played(player, sounds) for name, player in players.items()}
    played[f"ridge, of the {other.name}"] = _regressed(person.truths, other.others)
    played[f"flow, style of the {other.name}"] = _played(styles[other.name], heard)
    if person.others is not person.truths:
        played["ridge, of other clips"] = _regressed(person.truths, person.others)
        own = styles[person.name]
        played["flow, own style"] = _played(own, heard)
        played["flow, own style --sounds-alone"] = _played(own, sounds)
    found = {name: person_scores(person.truths, curves) for name, curves in played.items()}
    return [[person.name, name, *cells(scores)] for name, scores in found.items()]


def _played(player: Player, clips: Sequence[tuple[Speech, SpeechFeatures]]) -> list[Array]:
    return [player(*each, seed) for seed, each in enumerate(clips)]


def _played_as(style: Style) -> Player:
    """From a style file, as a user's own."""

    def played(speech: Speech, features: SpeechFeatures, seed: int) -> Array:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"own{FILE_ENDING}"
            write_style(path, style)
            return flow(speech, features, Direction(seed=seed), FlowOptions(style=str(path))).weights

    return played


def _regressed(truths: Sequence[Truth], trained: Sequence[Truth]) -> list[Array]:
    ridge = Ridge.fitted([(truth.capture.speech, truth.capture.weights) for truth in trained])
    return [ridge.played(truth.capture.speech) for truth in truths]


def _page(rows: Sequence[Sequence[Sequence[str]]]) -> str:
    return (
        "# People whom the networks never saw\n\n"
        "Written by `python -m soliloquy.training.evaluation.strangers`. Two people, from the sound alone, without a "
        "transcript:\n\n"
        f"- the **man**: every second of the last {HELD_OUT_CLIPS} clips by name of speaker s1 of the GRID corpus "
        "(M. Cooke, J. Barker, S. Cunningham and X. Shao 2006, An audio-visual corpus for speech perception and "
        "automatic speech recognition, JASA 120(5); CC BY 4.0). His lips' gap, his mouth's width and his brows' "
        "height are those of the points of a face mesh; his amplitudes and speeds those of the weights that "
        "`runtime/capture` fits to them (rounding as the fit has it, which is too small by a third or more: "
        "[capture.md](capture.md)). The networks never saw him. He is no stranger to the rest: the gains of "
        "jaw, lips and corners are set on his other clips too. How late faces and contacts come, how narrow a closed "
        "mouth is, how /w/ stands to /u/, how near lips come at /ɹ/ and /w/ and how narrow they stay at F and V, how "
        "far loudness opens a mouth, how far brows go, what an own style hears and how quickly its lips meet was set "
        "by hand on these and on the half of the 90 that is not scored here, with the actress beside him. How the "
        "rules' mouth stands at each phone that is heard was learned from every fourth of his other clips and from "
        f"her takes but {LEFT_OUT}.\n"
        "- the **actress**: four captured takes (MIT, FACEGOOD). The networks learned from three of them, and the "
        "rules' loudness drive was set on them, its weights on the man's other clips too, so her r is no stranger's "
        "([left-out.md](left-out.md) has that); her lag and her amplitudes are worth reading.\n\n"
        "`flow` and `rules` are the engines as shipped, which write down the words that they hear, and with the "
        "option `--sounds-alone` none; `ridge` is a regression on log-mel frames 0.24 s around, trained on the "
        "other person, or on the person's other clips; `own style` is what `soliloquy train` learns from the same: of "
        "the man all clips that are not among the last 90, of the actress, with one take alone scored, which no "
        f"network learned from ({LEFT_OUT}), the three others; of him it knows, too, how wide his mouth was "
        "seen; `style of` is what it learns of the other "
        "person, of the actress from all four takes. Opening against the gap, or the captured opening; "
        "narrowness = rounding less half of smile and stretch, within speech; lag: of the opening and of narrowness, "
        "the median over clips, positive when the face is late; jaw to brows: amplitude, played over true; speed: 99th "
        "percentile over the mean of the mouth's channels, and jitter of the opening, both played over true, of the "
        "man at the pictures of his camera alone, of which there are 25 a second. Each clip has a seed of its own, "
        "which moves brows and nothing of the mouth.\n\n"
        + table(["person", "played by", *SCORES], [row for part in rows for row in part])
    )


if __name__ == "__main__":
    sys.exit(main())
