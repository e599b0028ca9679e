# SPDX-License-Identifier: GPL-3.0-or-later
"""What is held out stays out of training."""

from pathlib import Path

from soliloquy.runtime.voice.voices import list_voices
from soliloquy.training.data.recipe import Recipe, Utterance, sentences, utterances

BENCHMARK = Path(__file__).resolve().parents[3] / "benchmarks" / "sentences.txt"


def _made() -> list[Utterance]:
    return utterances(Recipe(), tuple(sorted(voice.name for voice in list_voices())))


def test_same_recipe_same_list() -> None:
    assert _made() == _made()


def test_held_out_voices_and_texts_are_never_trained_on() -> None:
    made = _made()
    held_out = Recipe().held_out_voices
    assert all(u.split == "voice" for u in made if u.request.voice in held_out)
    trained_voices = {part.split(":")[0] for u in made if u.split == "train" for part in u.request.voice.split(",")}
    assert not trained_voices & set(held_out)
    kept = {line for lines in sentences().values() for n, line in enumerate(lines) if n % 10 == 3}
    trained = " ".join(u.request.text for u in made if u.split != "text")
    assert kept and not any(line in trained for line in kept)
    assert {u.split for u in made} == {"train", "voice", "text"}


def test_every_voice_and_several_languages_speak() -> None:
    made = _made()
    assert {voice.name for voice in list_voices()} <= {
        part.split(":")[0] for u in made for part in u.request.voice.split(",")
    }
    assert len({u.language for u in made}) >= 9


def test_no_benchmark_sentence_is_in_the_lists() -> None:
    benchmark = {line.strip().lower() for line in BENCHMARK.read_text(encoding="utf-8").splitlines() if line.strip()}
    ours = {line.strip().lower() for lines in sentences().values() for line in lines}
    assert len(benchmark) > 100 and not benchmark & ours
