# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/measured/syllables.md out of its records."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

import numpy as np
from measured_page import share_cell
from soliloquy.runtime.text.languages import LANGUAGES
from syllables_ablations_page import ablations, codebooks, likeness, prominence, streaming
from syllables_measures import Record
from transcripts import distance

Records = dict[str, Record]
OPUS = 6000
_TITLE = """# Syllable tokens, measured

Written by `benchmarks/syllables.py`; nobody edits it. What tokens are stands in [syllables.md](../syllables.md).

"""


def page(parts: dict[str, Records], before: str) -> str:
    """The whole page. before: the one that there is, of which those sections stay whose parts have no records."""
    if parts["target"] and parts["texts"]:
        decoded = [record["other"]["speaker"] for record in parts["texts"].values()]
        parts["target"] = {"decoded": {"speakers": decoded}, **parts["target"]}
    sections = [_section(names, parts, before) for names in _SECTIONS]
    return _TITLE + "\n".join(section for section in sections if section)


def _section(names: tuple[str, ...], parts: dict[str, Records], before: str) -> str:
    made = [_MADE[name](parts[name]) for name in names[1:] if parts[name]]
    if made:
        return "\n".join(made)
    return next((f"## {each.rstrip()}\n" for each in before.split("\n## ")[1:] if each.startswith(f"{names[0]}\n")), "")


def _sizes(records: Records) -> str:
    rows = []
    for language in LANGUAGES:
        own = [record for key, record in records.items() if key.startswith(f"size-{language.code}-")]
        seconds, syllables = _sum(own, "seconds"), _sum(own, "syllables")
        rates = [8 * _sum(own, name) / seconds for name in ("bytes", "text", "bytes_of_one_table")]
        spelled = [100 * _sum(own, name) / syllables for name in ("spelled", "spelled_of_one_table")]
        rows.append(
            f"| {language.name} | {len(own)} | {rates[0]:.0f} | {rates[1]:.0f} | {OPUS / rates[0]:.0f} | "
            f"{_sum(own, 'tokens') / seconds:.1f} | {syllables / seconds:.1f} | {spelled[0]:.1f} % | "
            f"{spelled[1]:.1f} % | {rates[2]:.0f} |"
        )
    return f"""## Bits a second

Sentences of `benchmarks/read_back`, by the language's voices in turn, with the header of 16 bytes, which weighs most
on short lines. The text is UTF-8 and carries no delivery. Opus at its lowest, 6 kb/s, is {OPUS} bits a second. The last
two columns: one table of 1,024 whole syllables in the place of heads and rhymes, counted in the same texts.

| language | lines | bits/s | of the text | Opus to it | tokens/s | syllables/s | spelled | of one table | its bits/s |
|---|---|---|---|---|---|---|---|---|---|
{_lines(rows)}
"""


def _units(records: Records) -> str:
    found = [record["units"] for record in records.values()]
    same = [100 * _agreement(first, second) for first, second in combinations(found, 2)]
    return f"""From text, {len(found)} voices that say the same two sentences have the same unit in {np.mean(same):.1f}
of a hundred places.
"""


def _texts(records: Records) -> str:
    ways = {
        "direct": "the voice itself",
        "same": "tokens, the same voice",
        "other": "tokens, `am_michael`",
        "flat": "tokens without pitch, the same voice",
    }
    rows = []
    for name, title in ways.items():
        found = [(record[name], record["direct"]) for record in records.values() if record[name]]
        if found:
            likeness = np.mean([_dot(each["speaker"], direct["speaker"]) for each, direct in found])
            mos = np.mean([each["mos"] for each, _ in found])
            worse = np.mean([direct["mos"] - each["mos"] for each, direct in found])
            wrong = _error([each for each, _ in found])
            rows.append(f"| {title} | {len(found)} | {wrong} | {mos:.2f} | {worse:+.2f} | {likeness:.2f} |")
    seconds = sum(record["direct"]["seconds"] for record in records.values())
    spoken, tokens = (_sum(records.values(), name) / seconds for name in ("speak_seconds", "tokens_seconds"))
    return f"""## From text

English sentences, the voices in turn. Words read wrong by Whisper base (as in `benchmarks/read_back.py`), DNSMOS P.835
overall, how much of it is lost against the voice itself, and the likeness to the voice's own reading (resemblyzer).

| said by | sentences | words read wrong | DNSMOS | lost | likeness to the direct voice |
|---|---|---|---|---|---|
{_lines(rows)}

Time for a second of speech, on a core that others used too: text to sound {spoken:.2f} s, text to tokens to sound
{tokens:.2f} s ({tokens - spoken:+.2f} s).
"""


def _target(records: Records) -> str:
    own = [record["speaker"] for key, record in records.items() if key != "decoded"]
    near = [_dot(each, mine) for each in records["decoded"]["speakers"] for mine in own]
    among = [_dot(first, second) for first, second in combinations(own, 2)]
    return f"""What `am_michael` says of tokens is like {len(own)} other sentences of his own by {np.mean(near):.2f};
these are like each other by {np.mean(among):.2f}.
"""


def _recordings(records: Records) -> str:
    ways = {
        "original": "the recording itself",
        "with": "tokens, with its words as the judge reads them",
        "without": "tokens, without a transcript",
    }
    rows = [
        f"| {title} | {_error([record[name] for record in records.values()])} | "
        f"{np.mean([record[name]['mos'] for record in records.values()]):.2f} | "
        f"{np.mean([_dot(r[name]['speaker'], r['original']['speaker']) for r in records.values()]):.2f} |"
        for name, title in ways.items()
    ]
    seconds = sum(record["original"]["seconds"] for record in records.values())
    rate = 8 * _sum(records.values(), "bytes") / seconds
    return f"""## From recordings

{len(records)} readings by people (`../shared/data/speech`: LibriSpeech, which comes without transcripts, and LibriVox),
said by `af_heart` and `am_michael` in turn. Words wrong against the transcript, or where there is none against what
the judge reads in the recording itself. {rate:.0f} bits a second.

| | words read wrong | DNSMOS | likeness to the reader |
|---|---|---|---|
{_lines(rows)}

Without a transcript the words are written down first (`runtime/listen/words.py`). What does that is the judge's own
network, with smaller weights and without its search: the two may mishear a word alike, which counts as right here.
"""


def _voices(records: Records) -> str:
    enrolled = {key.removeprefix("voice-a-"): record for key, record in records.items() if key.startswith("voice-a-")}
    tested = {key.removeprefix("voice-b-"): record for key, record in records.items() if key.startswith("voice-b-")}
    names = [name for name in enrolled if name in tested]
    direct, decoded = (_found(names, enrolled, tested, kind) for kind in ("source", "decoded"))
    pairs = [pair for group in (enrolled, tested) for pair in combinations(group.values(), 2)]
    same = [
        100 * np.mean([_agreement(first[kind], second[kind]) for first, second in pairs])
        for kind in ("units", "heard_units")
    ]
    return f"""## Who spoke

Sound of {len(names)} voices, encoded and said by `af_heart`. The embedder (resemblyzer) is given one sentence of each
voice and picks the voice of another one: right for {direct} of {len(names)} as they are, and for {decoded} of
{len(names)} from their tokens; chance is 1.

Two voices that say the same have the same unit in so many of a hundred places (edit distance over the longer): with
its words {same[0]:.1f}, without them {same[1]:.1f}.
"""


def _faces(records: Records) -> str:
    rows = []
    groups: tuple[tuple[str, Callable[[str], bool], Sequence[tuple[str, str]]], ...] = (
        (
            "text",
            str.isdigit,
            (("direct", "the voice itself"), ("same", "tokens, same voice"), ("other", "tokens, `am_michael`")),
        ),
        (
            "recording",
            lambda name: not name.isdigit(),
            (("with", "tokens with the words, against the face from the sound"),),
        ),
    )
    for title, belongs, ways in groups:
        own = [record for key, record in records.items() if belongs(key.removeprefix("face-"))]
        for name, way in ways if own else ():
            found = [record[name] for record in own]
            cells = (_share(found, kind) for kind in ("bilabials", "labiodentals", "false"))
            r = [float(np.nanmean([each[kind] for each in found])) for kind in ("opening", "rounding")]
            rows.append(f"| {title}: {way} | {len(found)} | {r[0]:.2f} | {r[1]:.2f} | {' | '.join(cells)} |")
    return f"""## The face

By the learned motion. r of opening and rounding with the face that the sentence, or the recording, has without tokens.

| | clips | opening r | rounding r | P/B/M closed | F/V in contact | open vowels wrongly closed |
|---|---|---|---|---|---|---|
{_lines(rows)}
"""


def _found(names: Sequence[str], enrolled: Records, tested: Records, kind: str) -> int:
    known = np.array([enrolled[name]["source"] for name in names])
    best = [names[int(np.argmax(known @ np.array(tested[name][kind])))] for name in names]
    return sum(name == chosen for name, chosen in zip(names, best, strict=True))


def _agreement(first: list[list[int]], second: list[list[int]]) -> float:
    return 1.0 - distance(first, second) / max(len(first), len(second), 1)


def _error(found: Sequence[Record]) -> str:
    wrong, words = (sum(each[name] for each in found) for name in ("wrong", "words"))
    return f"{100 * wrong / words:.1f} % of {words}"


def _share(found: Sequence[Record], kind: str) -> str:
    return share_cell([outcome for each in found for outcome in each[kind]])


def _sum(records: Iterable[Record], name: str) -> float:
    return float(sum(record[name] for record in records))


def _dot(first: Sequence[float], second: Sequence[float]) -> float:
    return float(np.dot(first, second))


def _lines(rows: Iterable[str]) -> str:
    return "\n".join(rows)


_MADE: dict[str, Callable[[Records], str]] = {
    "sizes": _sizes,
    "units": _units,
    "texts": _texts,
    "target": _target,
    "likeness": likeness,
    "streaming": streaming,
    "recordings": _recordings,
    "voices": _voices,
    "faces": _faces,
    "prominence": prominence,
    "ablations": ablations,
    "codebooks": codebooks,
}
_SECTIONS = (
    ("Bits a second", "sizes", "units"),
    ("From text", "texts", "target"),
    ("Another voice", "likeness"),
    ("Streamed", "streaming"),
    ("From recordings", "recordings"),
    ("The face", "faces"),
    ("Prominence and the face", "prominence"),
    ("Who spoke", "voices"),
    ("Ablations", "ablations", "codebooks"),
)
"""Each section's heading, and its parts."""
