# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure how every voice sounds, for runtime/face/fitting.py: writes models/voice_measures.json.

    python -m soliloquy.tools.weights.measure_voices [--voices af_heart am_adam ...]

Every voice says the same English sentences, so that what differs is the voice. Measured with Praat (parselmouth); a
run with --voices adds to the file what it measures. Takes about five minutes for all on two cores.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import parselmouth
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voices import Voice, list_voices

TARGET = Path(__file__).resolve().parents[2] / "models" / "voice_measures.json"
SENTENCES = (
    "The boy saw a tall ship sail past the old harbour wall.",
    "We were away a year ago, and they all knew who owed you money.",
)
SPEED_OF_SOUND = 354.0
"""Metres a second in warm, moist air, as in the vocal tract."""
_FORMANTS = 4
"""That a tract's length is told from. Chosen by hand."""
_CEILINGS = {"female": 5500.0, "male": 5000.0}
"""Praat's manual, "Sound: To Formant (burg)": the range that holds five formants."""
_PITCHES = {"female": (100.0, 500.0), "male": (60.0, 350.0)}
"""Hertz between which a pitch is looked for. Chosen by hand."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--voices", nargs="*", default=[])
    wanted = parser.parse_args().voices
    found = json.loads(TARGET.read_text(encoding="utf-8"))["voices"] if TARGET.is_file() else {}
    for voice in list_voices():
        if not wanted or voice.name in wanted:
            found[voice.name] = measured(voice)
            print(voice.name, found[voice.name], flush=True)
    page = {"made_by": "tools/weights/measure_voices.py", "sentences": SENTENCES, "voices": dict(sorted(found.items()))}
    text = json.dumps(page, indent=1, ensure_ascii=False)
    TARGET.write_text(text + "\n", encoding="utf-8")
    return 0


def measured(voice: Voice) -> dict[str, float]:
    """Medians over the sentences: pitch in Hz, its spread in semitones, tract length in cm, tilt and harmonicity in dB,
    the share of voiced time and phones a second."""
    heard = [synthesise(VoiceRequest(sentence, voice.name, language="en-us")) for sentence in SENTENCES]
    each = [_measures(speech, voice.gender) for speech in heard]
    return {name: round(float(np.mean([one[name] for one in each])), 2) for name in each[0]}


def _measures(speech: Speech, gender: str) -> dict[str, float]:
    sound = parselmouth.Sound(speech.samples.astype(np.float64), speech.sample_rate)
    low, high = _PITCHES[gender]
    pitch = sound.to_pitch_ac(time_step=0.01, pitch_floor=low, pitch_ceiling=high)
    heights = pitch.selected_array["frequency"]
    voiced = heights > 0
    spoken = [phone for phone in speech.phones if phone.word >= 0]
    times = pitch.xs()
    inside = np.zeros(len(times), bool)
    for phone in spoken:
        inside |= (times >= phone.start) & (times < phone.end)
    harmonicity = sound.to_harmonicity_cc(time_step=0.01, minimum_pitch=low).values[0]
    return {
        "pitch": float(np.median(heights[voiced])),
        "pitch_spread": float(np.std(12 * np.log2(heights[voiced] / np.median(heights[voiced])))),
        "tract": _tract_length(sound, times[voiced], gender),
        "tilt": _tilt(speech),
        "harmonicity": float(np.median(harmonicity[harmonicity > -100.0])),
        "voiced": float(voiced[inside].mean()),
        "rate": len(spoken) / sum(phone.end - phone.start for phone in spoken),
    }


def _tract_length(sound: parselmouth.Sound, times: np.ndarray, gender: str) -> float:
    """Apparent length of the vocal tract in cm, from the spacing of the formants in voiced speech.

    A tube that is closed at one end resonates at (2i - 1) c / 4L; the median formants are fitted by that (Reby &
    McComb 2003).
    """
    formants = sound.to_formant_burg(time_step=0.01, max_number_of_formants=5, maximum_formant=_CEILINGS[gender])
    tracks = np.array([[formants.get_value_at_time(i, t) for t in times] for i in range(1, _FORMANTS + 1)])
    odd = 2 * np.arange(1, _FORMANTS + 1) - 1
    medians = np.nanmedian(tracks, axis=1)
    spacing = 2 * float(medians @ odd / (odd @ odd))
    return 100.0 * SPEED_OF_SOUND / (2 * spacing)


def _tilt(speech: Speech) -> float:
    """Level of 1 to 5 kHz against that below 1 kHz, in dB: a bright voice lies higher."""
    power = np.abs(np.fft.rfft(speech.samples.astype(np.float64))) ** 2
    frequencies = np.fft.rfftfreq(len(speech.samples), 1 / speech.sample_rate)
    upper = power[(frequencies >= 1000) & (frequencies < 5000)].sum()
    return float(10 * np.log10(upper / power[(frequencies >= 50) & (frequencies < 1000)].sum()))


if __name__ == "__main__":
    sys.exit(main())
