# SPDX-License-Identifier: GPL-3.0-or-later
"""Good files of every kind that a user may give, to be damaged: made once, before the cases run."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from soliloquy.tests.makehuman_assets import SCALES

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Bob moved five maps."
EDITS = {
    "format": "soliloquy edits",
    "version": 1,
    "words": ["Bob"],
    "edits": [
        {"edit": "move", "word": 0, "text": "Bob", "edge": "end", "seconds": 0.05},
        {"edit": "closure", "word": 0, "text": "Bob", "phone": 1, "ipa": "ɑ", "closed": True},
    ],
}


@dataclass(frozen=True)
class Samples:
    """folder: where ``good.ENDING`` lies for each ending of ``make_samples``."""

    folder: Path

    def content(self, ending: str) -> bytes:
        """The bytes of the good file of that ending (".take", ".style.npz")."""
        return (self.folder / f"good{ending}").read_bytes()

    def give(self, folder: Path, ending: str, name: str = "") -> Path:
        """A copy of it in a case's folder, under another name where one is given."""
        path = folder / (name or f"good{ending}")
        path.write_bytes(self.content(ending))
        return path


def make_samples(folder: Path) -> Samples:
    """Speak a line and keep it in every form that can be given back. Opens the models that most cases need."""
    import soliloquy
    from soliloquy.runtime.animate.flow.styles import find_style, write_style
    from soliloquy.runtime.voice.voice_file import VoiceFile, write_voice
    from soliloquy.runtime.voice.voices import parse_voice

    take = soliloquy.speak(TEXT)
    soliloquy.export(take, folder, ("take", "wav", "csv", "textgrid", "a2f", "beat", "curves"), name="good")
    soliloquy.animate(folder / "good.wav")
    soliloquy.animate(folder / "good.wav", engine="rules", transcript=TEXT)
    samples, rate = soundfile.read(folder / "good.wav")
    for ending in (".flac", ".ogg", ".mp3", ".aiff"):
        soundfile.write(folder / f"good{ending}", samples, rate)
    curves = {"fps": np.array([50.0]), "weights": take.curves.weights, "names": np.array(_names())}
    np.savez(folder / "good.npz", **curves)
    write_style(folder / "good.style.npz", find_style("plain"))
    mix = parse_voice("af_heart:0.6,bf_emma:0.4")
    write_voice(folder / "good.voice.npz", VoiceFile(mix.parts, mix.language.code))
    (folder / "good.syl").write_bytes(soliloquy.encode(TEXT))
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "good.lexicon").write_text("Bob = /bɑb/\nsql = sequel\n[fr]\nRenault = /ʁəˈno/\n", encoding="utf-8")
    # Good as far as it goes: the mesh and the picture that they name are not there.
    (folder / "good.mhclo").write_text(f"name x\nobj_file x.obj\n{SCALES}verts 0\n 5399\n 1 2 3 0.5 0.5 0 0 0 0\n")
    (folder / "good.mhmat").write_text("name x\ndiffuseColor 1 0.8 0.7\nshininess 0.3\n")
    (folder / "good.edits.json").write_text(json.dumps(EDITS), encoding="utf-8")
    (folder / "good.list").write_text("good.wav\n", encoding="utf-8")
    (folder / "words.json").write_text(json.dumps(["good"]), encoding="utf-8")
    _pictures(folder)
    return Samples(folder)


def _names() -> list[str]:
    from soliloquy.runtime.head.arkit import ARKIT_NAMES

    return list(ARKIT_NAMES)


def _pictures(folder: Path) -> None:
    from PIL import Image
    from soliloquy.runtime.face.voice_from_face import voice_from_face
    from soliloquy.runtime.requests import FaceRequest

    with Image.open(ROOT / "docs" / "images" / "heads.jpg") as heads:
        face = heads.convert("RGB").resize((heads.width // 2, heads.height // 2))
    for ending in (".png", ".jpg", ".webp", ".gif", ".bmp", ".tiff"):
        face.save(folder / f"good{ending}")
    voice_from_face(FaceRequest(str(folder / "good.png")))
