# SPDX-License-Identifier: GPL-3.0-or-later
"""What the synthetic training speech consists of: who says what, and what is held out.

Everything follows from the recipe's numbers and the sentence lists, so the hash of both names the cache.
No sentence of ``benchmarks/sentences.txt`` is in the lists: that file is held out for good.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from ...runtime.requests import VoiceRequest
from ...runtime.text.languages import DEFAULT_LANGUAGE, LANGUAGES

SENTENCES_FOLDER = Path(__file__).resolve().parent / "sentences"
BUILD_FOLDER = Path(__file__).resolve().parents[2] / "build" / "training"
LEFT_OUT = "1114_2_04"
"""The captured take that the shipped networks were not trained on."""

OWN_LANGUAGE = {"j": "ja", "z": "zh"}
"""What Japanese and Mandarin voices read besides English, by their first letter."""

LANGUAGE_OF_PREFIX = {
    language.voice_prefix: DEFAULT_LANGUAGE if language.voice_prefix in OWN_LANGUAGE else language.code
    for language in LANGUAGES
}
"""What a voice may always be asked to read, by its first letter."""


@dataclass(frozen=True)
class Recipe:
    """utterances: how many to make. two_sentences, mixed_voice: shares of utterances that join two sentences,
    or mix two voices of one language. own_language: share of a Japanese or Mandarin voice's utterances that are not
    English. speeds: lowest and highest. held_out_voices: never trained on. held_out_texts: every so many-th sentence
    of each list is never trained on.
    """

    utterances: int = 3000
    two_sentences: float = 0.35
    mixed_voice: float = 0.25
    own_language: float = 0.7
    speeds: tuple[float, float] = (0.85, 1.2)
    held_out_voices: tuple[str, ...] = ("af_nova", "am_puck", "bf_lily", "ef_dora", "im_nicola", "zm_yunxi")
    held_out_texts: int = 10
    seed: int = 5

    def digest(self) -> str:
        """Sixteen hexadecimal digits over the numbers and the sentence lists."""
        content = json.dumps(asdict(self), sort_keys=True).encode()
        for path in sorted(SENTENCES_FOLDER.glob("*.txt")):
            content += path.name.encode() + path.read_bytes()
        return hashlib.sha256(content).hexdigest()[:16]

    def folder(self) -> Path:
        return BUILD_FOLDER / self.digest()


@dataclass(frozen=True)
class Utterance:
    """One clip to synthesise. split: "train", "voice" (a held-out voice) or "text" (a held-out text)."""

    name: str
    request: VoiceRequest
    split: str

    @property
    def language(self) -> str:
        assert self.request.language is not None
        return self.request.language


def utterances(recipe: Recipe, voices: tuple[str, ...]) -> list[Utterance]:
    """The recipe carried out for the voices that there are. Same recipe and voices, same list."""
    generator = np.random.default_rng(recipe.seed)
    texts = sentences()
    order = [voices[index] for index in generator.permutation(len(voices))]
    planned = []
    for number in range(recipe.utterances):
        voice = order[number % len(order)]
        split = "voice" if voice in recipe.held_out_voices else ("text" if number % 12 == 11 else "train")
        language = _language(voice, recipe, generator)
        request = VoiceRequest(
            text=_text(texts[language], split == "text", recipe, generator),
            voice=_voice(voice, voices, split, recipe, generator),
            language=language,
            speed=round(float(generator.uniform(*recipe.speeds)), 2),
        )
        planned.append(Utterance(f"{number:05d}", request, split))
    return planned


def sentences() -> dict[str, list[str]]:
    """The lists by language code; British English reads the American list."""
    lists = {path.stem: path.read_text(encoding="utf-8").split("\n") for path in sorted(SENTENCES_FOLDER.glob("*.txt"))}
    lists = {code: [line for line in lines if line] for code, lines in lists.items()}
    return lists | {"en-gb": lists["en-us"]}


def _language(voice: str, recipe: Recipe, generator: np.random.Generator) -> str:
    own = OWN_LANGUAGE.get(voice[0])
    return own if own and generator.random() < recipe.own_language else LANGUAGE_OF_PREFIX[voice[0]]


def _text(lines: list[str], held_out: bool, recipe: Recipe, generator: np.random.Generator) -> str:
    chosen = [line for index, line in enumerate(lines) if (index % recipe.held_out_texts == 3) == held_out]
    count = min(len(chosen), 1 + int(generator.random() < recipe.two_sentences))
    return " ".join(chosen[index] for index in generator.choice(len(chosen), count, replace=False))


def _voice(voice: str, voices: tuple[str, ...], split: str, recipe: Recipe, generator: np.random.Generator) -> str:
    fellows = [v for v in voices if v[0] == voice[0] and v != voice and v not in recipe.held_out_voices]
    if split == "voice" or not fellows or generator.random() >= recipe.mixed_voice:
        return voice
    share = round(float(generator.uniform(0.3, 0.7)), 2)
    return f"{voice}:{share},{fellows[generator.integers(len(fellows))]}:{round(1 - share, 2)}"
