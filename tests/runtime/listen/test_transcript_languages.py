# SPDX-License-Identifier: GPL-3.0-or-later
"""A transcript in any language that the text side reads is laid on its sound."""

import numpy as np
import pytest
from soliloquy.runtime.listen.listen import heard_features, phones_in_time
from soliloquy.runtime.phones import BILABIALS
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.voice.synthesis import synthesise

LINES = [
    ("en-gb", "bf_lily", "Mother brought the lamp before midday."),
    ("es", "ef_dora", "Mi padre compra pan por la mañana."),
    ("fr", "ff_siwis", "Ma mère prend le bateau demain matin."),
    ("hi", "hf_alpha", "मेरा भाई बाज़ार में फल बेचता है।"),
    ("it", "im_nicola", "Mio padre compra sempre il pane."),
    ("pt-br", "pf_dora", "Minha mãe compra pão pela manhã."),
    ("ja", "jf_alpha", "母は毎朝パンを食べます。"),
    ("zh", "zm_yunxi", "妈妈明天买苹果和面包。"),
]


@pytest.mark.parametrize(("language", "voice", "line"), LINES, ids=[language for language, _, _ in LINES])
def test_a_transcript_is_found_in_its_language(language: str, voice: str, line: str) -> None:
    said = synthesise(VoiceRequest(line, voice, language))
    recording = Speech(said.samples, said.sample_rate)
    heard = phones_in_time(recording, heard_features(recording, with_content=False), line, language)
    assert len(heard.words) == len(said.words)
    late = [abs(found.start - true.start) for found, true in zip(heard.words, said.words, strict=True)]
    assert np.median(late) < 0.04
    closing, expected = ([p for p in phones if p.symbol in BILABIALS] for phones in (heard.phones, said.phones))
    assert len(expected) >= 3
    met = [any(p.start < e.end and p.end > e.start for p in closing) for e in expected]
    assert np.mean(met) >= 0.8
