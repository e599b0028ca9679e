# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of docs/measured/syllables.md that syllables_ablations.py counts."""

from collections.abc import Sequence
from typing import Any

import numpy as np

Records = dict[str, dict[str, Any]]
_MOVING = ("brows", "head", "jaw")
_ROUNDS = 2000


def likeness(records: Records) -> str:
    rows = []
    for target in dict.fromkeys(record["target"] for record in records.values()):
        own = [record for record in records.values() if record["target"] == target]
        rows.append(_row(f"`{target}`", own))
    rows.append(_row("all", list(records.values())))
    return f"""## Another voice

{len(records)} English sentences, each encoded as one voice says it and said of the tokens by another one: how
like that is to the other voice's own direct reading of the same sentence (resemblyzer), how like to the voice that it
came from, and how like these two are to each other.

| said by | sentences | likeness to its own reading | the least | to the voice that was encoded | these to each other |
|---|---|---|---|---|---|
{_lines(rows)}
"""


def _row(name: str, records: Sequence[dict[str, Any]]) -> str:
    to_target, to_source, between = (
        np.array([record[kind] for record in records]) for kind in ("to_target", "to_source", "between")
    )
    return (
        f"| {name} | {len(records)} | {to_target.mean():.2f} | {to_target.min():.2f} | {to_source.mean():.2f} | "
        f"{between.mean():.2f} |"
    )


def streaming(records: Records) -> str:
    rows = []
    for count in sorted({key.split("-")[1] for key in records}):
        own = [record for key, record in records.items() if key.split("-")[1] == count]
        seconds, tokens, text = (
            np.mean([record[name] for record in own], axis=0) for name in ("seconds", "tokens", "text")
        )
        rows.append(
            f"| {int(count)} | {seconds:.1f} | {tokens[0]:.2f} | {text[0]:.2f} | {tokens[1] / seconds:.2f} | "
            f"{text[1] / seconds:.2f} |"
        )
    return f"""## Streamed

`soliloquy decode --streaming`, beside `soliloquy say` with the text: seconds until the first sound once the models are
loaded, the least of three each, the mean of two voices; on one core that others used too. The seconds of
work for a second of sound have to stay below 1.

| sentences | seconds of sound | first sound, tokens | first sound, text | work for a second, tokens | text |
|---|---|---|---|---|---|
{_lines(rows)}
"""


def prominence(records: Records) -> str:
    ways = {
        "direct": "the voice itself",
        "same": "tokens, the same voice",
        "other": "tokens, another voice",
        "flat": "tokens without pitch, the same voice",
    }
    rows = []
    for name, title in ways.items():
        found = [record[name] for record in records.values()]
        cells = [_r_with_interval(found, kind) for kind in ("all", *_MOVING)]
        kept = _pooled([(record["direct"], record[name]) for record in records.values()])
        rows.append(f"| {title} | {sum(len(each['prominence']) for each in found)} | {' | '.join(cells)} | {kept} |")
    chance = _chance([record["direct"] for record in records.values()])
    return f"""## Prominence and the face

{len(records)} sentences of `benchmarks/sentences.txt`, by the three English voices that the learned motion was not
trained on, in turn. How prominent a word is: continuous wavelet transform of pitch, loudness and length
(`benchmarks/prominence.py`, after Suni et al. 2017), measured in the sound that is heard. How much the face moves
while it is said: root mean square speed of brows, head and jaw, and the sum of their standard scores. r over words,
both as standard scores within their sentence, with 95 % intervals (sentences drawn anew); where words of a sentence
are exchanged by chance, the sum has an r below {chance:.2f} in 95 of 100 draws. The last column: r of the words'
prominence with that of the direct reading.

| | words | brows, head and jaw | brows | head | jaw | prominence against the direct one |
|---|---|---|---|---|---|---|
{_lines(rows)}
"""


def _r_with_interval(found: Sequence[dict[str, Any]], kind: str) -> str:
    pairs = [_scores(each, kind) for each in found]
    chance = np.random.default_rng(0)
    drawn = [_r([pairs[place] for place in chance.integers(len(pairs), size=len(pairs))]) for _ in range(_ROUNDS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{_r(pairs):.2f} ({low:.2f} to {high:.2f})"


def _chance(found: Sequence[dict[str, Any]]) -> float:
    chance = np.random.default_rng(0)
    pairs = [_scores(each, "all") for each in found]
    drawn = [_r([(chance.permutation(first), second) for first, second in pairs]) for _ in range(_ROUNDS)]
    return float(np.percentile(drawn, 95))


def _scores(found: dict[str, Any], kind: str) -> tuple[np.ndarray, np.ndarray]:
    kinds = _MOVING if kind == "all" else (kind,)
    moved = np.sum([_standard(found[each]) for each in kinds], axis=0)
    return _standard(found["prominence"]), _standard(moved)


def _pooled(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> str:
    same = [
        (_standard(first["prominence"]), _standard(second["prominence"]))
        for first, second in pairs
        if len(first["prominence"]) == len(second["prominence"])
    ]
    return f"{_r(same):.2f}"


def _standard(values: Sequence[float]) -> np.ndarray:
    found = np.asarray(values, dtype=float)
    return (found - found.mean()) / max(float(found.std()), 1e-12)


def _r(pairs: Sequence[tuple[np.ndarray, np.ndarray]]) -> float:
    first, second = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
    return float(np.corrcoef(first, second)[0, 1])


def ablations(records: Records) -> str:
    ways = {
        "direct": "the voice itself",
        "chain": "tokens: articulation, then source from articulation and tokens",
        "flat": "without pitch in the tokens",
        "one_stage": "one stage: source from the tokens alone",
        "other": "tokens, said by `am_michael`",
        "other_flat": "the same without pitch in the tokens",
    }
    rows = []
    for name, title in ways.items():
        found = [record[name] for record in records.values()]
        direct = [record["direct"] for record in records.values()]
        wrong, words = (sum(each[kind] for each in found) for kind in ("wrong", "words"))
        mos, semitones = (np.mean([each[kind] for each in found]) for kind in ("mos", "semitones"))
        like = np.mean([np.dot(a["speaker"], b["speaker"]) for a, b in zip(found, direct, strict=True)])
        rows.append(f"| {title} | {100 * wrong / words:.1f} % of {words} | {mos:.2f} | {like:.2f} | {semitones:.2f} |")
    return f"""## Ablations

{len(records)} English sentences, said again. Words read wrong by Whisper base, DNSMOS P.835 overall, likeness to the
direct reading (resemblyzer), and how far the pitch is from the direct one, each from its median, where both are voiced.
Without pitch in the tokens a voice keeps the melody that it has itself for the letters.

| | words read wrong | DNSMOS | likeness | semitones off |
|---|---|---|---|---|
{_lines(rows)}

One codebook in the place of two: the first table of this page. One stage in the place of the chain is measured for the
source alone: articulation and face are not learned from tokens here, the first is the voice's own for the letters, and
the second is the engine's for any speech.
"""


def codebooks(records: Records) -> str:
    sizes = [int(name) for name in next(iter(records.values())) if name.isdigit()]
    english = [record for key, record in records.items() if "-en-" in key]
    others = [record for key, record in records.items() if "-en-" not in key]
    rows = []
    for size in sizes:
        cells = []
        for group in (english, others):
            seconds, syllables = (sum(record[name] for record in group) for name in ("seconds", "syllables"))
            bits, spelled = (sum(record[str(size)][place] for record in group) for place in (0, 1))
            cells += [f"{100 * spelled / syllables:.1f} %", f"{bits / seconds:.0f}"]
        rows.append(f"| 2 of {size} | {' | '.join(cells)} |")
    return f"""Size of the two codebooks: the first so many heads and rhymes of the tables, without the header and with
as many bits as the numbers need; what is not in them is spelled. Ten sentences of each of nine languages. What is
said is the same with any size, because a spelled syllable says the same letters.

| codebooks | spelled, English | bits/s, English | spelled, the other seven | bits/s, the other seven |
|---|---|---|---|---|
{_lines(rows)}
"""


def _lines(rows: Sequence[str]) -> str:
    return "\n".join(rows)
