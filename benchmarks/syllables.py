# SPDX-License-Identifier: GPL-3.0-or-later
"""Syllable tokens: how small, how well understood, whose voice, and which face. Writes docs/measured/syllables.md.

    build/judges/bin/pip install --no-deps resemblyzer==0.1.4 speechmos==0.0.1.1     beside judges.txt and torch
    build/judges/bin/python benchmarks/syllables.py [PART ...|page]

Every record is kept in build/benchmarks/syllables, so a run that was stopped goes on; remove the folder after a
change of the tokens. The page is written of what is kept; sections of which nothing is stay as they are. Sentences
are those of benchmarks/read_back (en-us.txt has 50), which no table was counted in.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import syllables_ablations as ablations
import syllables_measures as measures
from soliloquy.runtime.text.languages import LANGUAGES
from soliloquy.runtime.voice.voices import list_voices
from spoken_sentences import sentences
from syllables_measures import RECORDINGS, ROOT, Record, kept
from syllables_page import page
from tqdm import tqdm

PAGE = ROOT / "docs" / "measured" / "syllables.md"
SENTENCES_OF_OTHERS = 10
RECORDING_VOICES = ("af_heart", "am_michael")
FACES = 12
ENROLLED, TESTED = "The quick water ran under the old stone bridge.", "Nobody remembers where my brother put the keys."
TARGET = "af_heart"
SPEAKERS, TARGET_READINGS = 20, 4
HELD_OUT_VOICES, HELD_OUT_LINES = ("af_nova", "am_puck", "bf_lily"), 24
"""English ones that the motion was not trained on (training/data/recipe.py); benchmarks/sentences.txt is in no list."""
TARGETS, LIKENESS_LINES = ("af_heart", "am_michael", "bf_emma", "bm_george"), 24
STREAMED = (1, 4, 12)
"""Sentences of what is streamed."""
ABLATED = frozenset((ROOT / "benchmarks" / "read_back" / "en-us.txt").read_text(encoding="utf-8").splitlines()[:10])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, "page", []])
    parser.add_argument("--most", type=int, help="records of each part, the first so many")
    arguments = parser.parse_args()
    for name in arguments.parts or PARTS:
        if name != "page":
            records(name, arguments.most)
    if not arguments.parts or "page" in arguments.parts:
        before = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page({name: made(name) for name in PARTS}, before), encoding="utf-8")
        print(PAGE)
    return 0


def records(part: str, most: int | None = None) -> None:
    """Make those records of a part that are missing."""
    for key, make in tqdm(list(PARTS[part]())[:most], desc=part, file=sys.stderr):
        kept(key, make)


def made(part: str) -> dict[str, Record]:
    """The records of a part that are on disk."""
    return {key: kept(key, dict) for key, _ in PARTS[part]() if (measures.FOLDER / f"{key}.json").exists()}


Work = Iterator[tuple[str, Callable[[], Record]]]


def _sentences(code: str) -> list[str]:
    return (ROOT / "benchmarks" / "read_back" / f"{code}.txt").read_text(encoding="utf-8").splitlines()


def _voices(code: str) -> list[str]:
    return [voice.name for voice in list_voices() if voice.language == code]


def _sizes() -> Work:
    for language in LANGUAGES:
        lines, voices = _sentences(language.code), _voices(language.code)
        lines = lines if language.code == "en-us" else lines[:SENTENCES_OF_OTHERS]
        for number, line in enumerate(lines):
            voice, code = voices[number % len(voices)], language.code
            yield (
                f"size-{code}-{number:02d}",
                lambda line=line, code=code, voice=voice: measures.sizes(line, code, voice),
            )


def _english() -> Iterator[tuple[int, str, str]]:
    voices = [voice for voice in _voices("en-us") if voice != measures.OTHER_VOICE]
    for number, line in enumerate(_sentences("en-us")):
        yield number, line, voices[number % len(voices)]


def _texts() -> Work:
    for number, line, voice in _english():
        yield f"text-{number:02d}", lambda line=line, voice=voice: measures.text_sounds(line, voice, line in ABLATED)


def _target() -> Work:
    for number, line in enumerate(_sentences("en-gb")[:TARGET_READINGS]):
        yield f"target-{number}", lambda line=line: measures.voice_itself(line, measures.OTHER_VOICE)


def _recorded() -> Iterator[tuple[Path, str]]:
    """A reading of each reader first, so that a run that was stopped has heard them all."""
    found = sorted([*RECORDINGS.glob("*.flac"), *RECORDINGS.glob("*.wav")], key=lambda path: (path.stem[-1], path.stem))
    for number, path in enumerate(found):
        yield path, RECORDING_VOICES[number % len(RECORDING_VOICES)]


def _recordings() -> Work:
    for path, voice in _recorded():
        yield f"recording-{path.stem}", lambda path=path, voice=voice: measures.recording_sounds(path, voice)


def _faces() -> Work:
    """A text and a recording in turn."""
    for (number, line, voice), (path, reader) in zip(list(_english())[:FACES], list(_recorded())[:FACES], strict=True):
        yield f"face-{number:02d}", lambda line=line, voice=voice: measures.text_faces(line, voice)
        yield f"face-{path.stem}", lambda path=path, reader=reader: measures.recording_faces(path, reader)


def _voices_heard() -> Work:
    voices = [voice.name for voice in list_voices()][:: max(1, len(list_voices()) // SPEAKERS)][:SPEAKERS]
    for voice in voices:
        for name, sentence, target in (("a", ENROLLED, None), ("b", TESTED, TARGET)):
            yield (
                f"voice-{name}-{voice}",
                lambda sentence=sentence, voice=voice, target=target: measures.voices_sound(sentence, voice, target),
            )


def _units() -> Work:
    for voice in (voice.name for voice in list_voices()):
        yield f"units-{voice}", lambda voice=voice: measures.text_units(ENROLLED, TESTED, voice)


def _likeness() -> Work:
    voices = [voice for code in ("en-us", "en-gb") for voice in _voices(code) if voice not in TARGETS]
    for number, line in enumerate(_sentences("en-us")[-LIKENESS_LINES:]):
        # 7 has no factor in common with their number, so that every target meets many of them.
        source, target = voices[7 * number % len(voices)], TARGETS[number % len(TARGETS)]
        yield (
            f"likeness-{number:02d}",
            lambda line=line, source=source, target=target: ablations.likeness(line, source, target),
        )


def _prominence() -> Work:
    lines = sentences()
    for number, line in enumerate(lines[:: len(lines) // HELD_OUT_LINES][:HELD_OUT_LINES]):
        voice, other = (HELD_OUT_VOICES[(number + step) % len(HELD_OUT_VOICES)] for step in (0, 1))
        yield (
            f"prominence-{number:02d}",
            lambda line=line, voice=voice, other=other: ablations.prominent_words(line, voice, other),
        )


def _ablations() -> Work:
    for number, line, voice in _english():
        if line in ABLATED:
            yield f"ablation-{number:02d}", lambda line=line, voice=voice: ablations.ablated(line, voice)


def _codebooks() -> Work:
    for language in LANGUAGES:
        voices, code = _voices(language.code), language.code
        for number, line in enumerate(_sentences(code)[:SENTENCES_OF_OTHERS]):
            voice = voices[number % len(voices)]
            yield (
                f"codebook-{code}-{number:02d}",
                lambda line=line, code=code, voice=voice: ablations.codebooks(line, code, voice),
            )


def _streaming() -> Work:
    lines = _sentences("en-us")
    for count in STREAMED:
        for voice in TARGETS[:2]:
            text = " ".join(lines[:count])
            yield f"streaming-{count:02d}-{voice}", lambda text=text, voice=voice: ablations.streamed(text, voice)


PARTS: dict[str, Callable[[], Work]] = {
    "sizes": _sizes,
    "units": _units,
    "texts": _texts,
    "target": _target,
    "recordings": _recordings,
    "faces": _faces,
    "voices": _voices_heard,
    "likeness": _likeness,
    "prominence": _prominence,
    "ablations": _ablations,
    "codebooks": _codebooks,
    "streaming": _streaming,
}


if __name__ == "__main__":
    raise SystemExit(main())
