# SPDX-License-Identifier: GPL-3.0-or-later
"""One synthesised clip on disk: NAME.npz with phones, words and the voice's inner features, NAME.flac beside it.

A clip whose sound was never made (its face comes from the voice's features alone) has no flac. Features are
kept in float16: their rounding is a hundredth of what two versions of a sentence differ by.
"""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import soundfile

from ...runtime.speech import Phone, Speech, TtsFeatures, Word
from ...runtime.whole_file import whole_file


def save_clip(speech: Speech, folder: Path, name: str) -> None:
    """Write a clip whole or not at all: the npz, which marks it as done, comes last."""
    if speech.samples.any():
        with whole_file(folder / f"{name}.flac") as part:
            soundfile.write(part, speech.samples, speech.sample_rate, format="FLAC", subtype="PCM_16")
    description = {
        "phones": [asdict(phone) for phone in speech.phones],
        "words": [asdict(word) for word in speech.words],
        "samples": len(speech.samples),
        "sample_rate": speech.sample_rate,
        "text": speech.text,
        "language": speech.language,
    }
    assert speech.tts is not None
    features = {
        "text": speech.tts.text.astype(np.float16),
        "prosody": speech.tts.prosody.astype(np.float16),
        "pitch": speech.tts.pitch,
        "energy": speech.tts.energy,
    }
    with whole_file(folder / f"{name}.npz") as part, part.open("wb") as file:
        np.savez_compressed(file, description=np.array(json.dumps(description)), **features)


def load_clip(path: Path) -> Speech:
    """The clip of an npz; its samples are zeros where there is no flac."""
    with np.load(path, allow_pickle=False) as archive:
        description = json.loads(str(archive["description"]))
        features = {name: archive[name].astype(np.float32) for name in ("text", "prosody", "pitch", "energy")}
    sound = path.with_suffix(".flac")
    if sound.exists():
        samples = soundfile.read(sound, dtype="float32")[0]
    else:
        samples = np.zeros(description["samples"], np.float32)
    return Speech(
        samples=samples,
        sample_rate=description["sample_rate"],
        phones=tuple(Phone(**phone) for phone in description["phones"]),
        words=tuple(Word(**word) for word in description["words"]),
        tts=TtsFeatures(**features),
        text=description["text"],
        language=description["language"],
    )


def clips(folder: Path) -> list[Path]:
    """The finished clips of a folder, in the order in which they were made."""
    return sorted(folder.glob("*.npz"))
