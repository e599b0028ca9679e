# SPDX-License-Identifier: GPL-3.0-or-later
"""Cues, visemes and labels say what the take says, as readers by other people find it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from openfacefx.importers import parse_moho_dat, parse_rhubarb_json, parse_rhubarb_tsv
from pympi import Eaf
from soliloquy.exporters import export
from soliloquy.exporters.oculus_json import oculus_visemes
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.phones import BILABIALS
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.rigs.oculus import OCULUS_MOUTHS
from soliloquy.runtime.speech import Phone
from soliloquy.runtime.take import Take

Spans = list[tuple[float, float, str]]
SHUT = {"rhubarb": "A", "rhubarb_tsv": "A", "moho": "MBP"}
RESTS = {"X", "rest"}


def written(take: Take, name: str, folder: Path, **options: float | str) -> Path:
    export(take, [name], folder, "line", ExportOptions(**options))  # type: ignore[arg-type]
    (path,) = (path for path in folder.iterdir() if path.suffix != ".wav")
    return path


def read_spans(name: str, path: Path, rate: float = 30.0) -> Spans:
    """As OpenFaceFX reads them: (start, end, mouth)."""
    text = path.read_text(encoding="utf-8")
    if name == "rhubarb":
        found, _ = parse_rhubarb_json(text)
    elif name == "rhubarb_tsv":
        found, _ = parse_rhubarb_tsv(text)
    else:
        found, _ = parse_moho_dat(text, rate)
    return [(float(start), float(end), mouth) for start, end, mouth in found]


@pytest.mark.parametrize("name", SHUT)
@pytest.mark.parametrize("fold", ["keep", "fold"])
def test_cues_shut_the_mouth_at_the_b(
    name: str, fold: str, synthetic_take: Take, b_phone: Phone, tmp_path: Path
) -> None:
    spans = read_spans(name, written(synthetic_take, name, tmp_path, mouth_close=fold))
    shut = [span for span in spans if span[2] == SHUT[name]]
    assert any(start < b_phone.end and end > b_phone.start for start, end, _ in shut)
    assert {mouth for _, _, mouth in spans} - RESTS - {SHUT[name]}, "the vowels are open"


@pytest.mark.parametrize("name", SHUT)
def test_cues_of_a_line_join_without_gaps_and_close_at_every_p_b_and_m(
    name: str, demo_take: Take, tmp_path: Path
) -> None:
    spans = read_spans(name, written(demo_take, name, tmp_path))
    starts, ends = [span[0] for span in spans], [span[1] for span in spans]
    assert starts[0] == 0 and starts == sorted(starts)
    np.testing.assert_allclose(starts[1:], ends[:-1], atol=1e-6)
    assert ends[-1] == pytest.approx(demo_take.speech.duration, abs=0.05)
    shut = [span for span in spans if span[2] == SHUT[name]]
    missed = [
        phone
        for phone in demo_take.speech.phones
        if phone.symbol in BILABIALS
        and not any(start < phone.end + 1 / 30 and end > phone.start - 1 / 30 for start, end, _ in shut)
    ]
    assert missed == []


def test_oculus_presses_the_lips_at_the_b_and_every_frame_is_a_whole_face(
    synthetic_take: Take, b_phone: Phone, tmp_path: Path
) -> None:
    said = json.loads(written(synthetic_take, "oculus", tmp_path, fps=60.0).read_text(encoding="utf-8"))
    assert said["visemes"] == list(OCULUS_MOUTHS) and len(said["visemes"]) == 15
    rows = np.array([entry["Visemes"] for entry in said["entries"]])
    assert [entry["frameNumber"] for entry in said["entries"]] == list(range(len(rows)))
    assert said["length"] == pytest.approx(len(rows) / 60)
    # What Oculus Lipsync shows at a time: the entry of that share of the length.
    times = np.arange(0, synthetic_take.speech.duration, 0.001)
    shown = rows[(len(rows) * times / said["length"]).astype(int)]
    inside = (times >= b_phone.start) & (times < b_phone.end)
    pressed = shown[inside, said["visemes"].index("PP")]
    assert pressed.max() > 0.99
    assert ((rows >= 0) & (rows <= 1)).all() and (rows.sum(axis=1) > 0.99).all()


def test_oculus_follows_how_far_the_mouth_opens(demo_take: Take) -> None:
    curves = arkit_curves(demo_take, 60.0)
    mixed = oculus_visemes(curves)
    openings = np.array([mouth.opening for mouth in OCULUS_MOUTHS.values()])
    assert np.corrcoef(mixed @ openings, opening(curves.weights))[0, 1] > 0.95


def test_talkinghead_has_words_and_visemes_in_milliseconds(demo_take: Take, tmp_path: Path) -> None:
    said = json.loads(written(demo_take, "talkinghead", tmp_path).read_text(encoding="utf-8"))
    words = demo_take.speech.words
    assert said["words"] == [word.text + word.punctuation for word in words]
    np.testing.assert_allclose(said["wtimes"], [1000 * word.start for word in words], atol=0.5)
    # The names of the heads' morph targets, viseme_PP and so on.
    assert set(said["visemes"]) <= set(
        ["sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U"]
    )
    assert {"PP", "FF", "aa"} <= set(said["visemes"])
    ends = np.add(said["vtimes"], said["vdurations"])
    np.testing.assert_allclose(said["vtimes"][1:], ends[:-1], atol=1)


def test_elan_finds_words_and_phones(demo_take: Take, tmp_path: Path) -> None:
    path = written(demo_take, "eaf", tmp_path)
    assert (tmp_path / "line.wav").exists()
    found = Eaf(str(path))
    assert list(found.get_tier_names()) == ["words", "phones"]
    words = sorted(found.get_annotation_data_for_tier("words"))
    assert [text for _, _, text in words] == [word.text + word.punctuation for word in demo_take.speech.words]
    np.testing.assert_allclose([start for start, *_ in words], [1e3 * w.start for w in demo_take.speech.words], atol=1)
    phones = sorted(found.get_annotation_data_for_tier("phones"))
    spoken = [phone for phone in demo_take.speech.phones if phone.symbol != "sil"]
    assert [text for _, _, text in phones] == [phone.symbol for phone in spoken]
    assert found.get_linked_files()[0]["RELATIVE_MEDIA_URL"] == "./line.wav"


def test_elan_is_xml_whatever_the_words_are(synthetic_take: Take, tmp_path: Path) -> None:
    odd = replace(synthetic_take.speech.words[0], text='<a & "b"\x01\ufffe>')
    take = replace(synthetic_take, speech=replace(synthetic_take.speech, words=(odd,)))
    words = Eaf(str(written(take, "eaf", tmp_path))).get_annotation_data_for_tier("words")
    assert [text for _, _, text in words] == ['<a & "b">!']


def test_elan_of_a_take_without_words_is_refused(synthetic_take: Take, tmp_path: Path) -> None:
    unknown = replace(synthetic_take, speech=replace(synthetic_take.speech, phones=(), words=()))
    with pytest.raises(InputError, match="not known"):
        export(unknown, ["eaf"], tmp_path, "line", ExportOptions())
