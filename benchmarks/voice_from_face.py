# SPDX-License-Identifier: GPL-3.0-or-later
"""What a voice from a face depends on, and whether it sounds as it should: the tables of docs/voice-from-face.md.

    python benchmarks/voice_from_face.py --pictures SCIKIT_IMAGE_WHEEL

The faces: the twelve embedded heads, drawn by the renderer of the previews, and two photographs that the PyPI package
scikit-image 0.26.0 holds (astronaut.png, NASA; camera.png, CC0), with three more that show no face.
"""

import argparse
import io
import itertools
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from judges import pitch as semitones_above_100_hertz
from PIL import Image, ImageEnhance, ImageOps
from soliloquy.exporters.render.picture import PORTRAIT, Portrait
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.face.voice_from_face import FittedVoice, voice_from_face
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import Head, load_head
from soliloquy.runtime.people.presets import PRESETS
from soliloquy.runtime.requests import FaceRequest, VoiceRequest
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voices import parse_voice

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "voice-from-face.md"
BEGIN, END = "<!-- voice_from_face.py begins -->", "<!-- voice_from_face.py ends -->"
MADE = {
    name: "female" if identity.woman > 0.5 else "male"
    for name, identity in PRESETS.items()
    if abs(identity.woman - 0.5) > 0.2
}
"""One head is made between the two."""
PHOTOGRAPHS = {"astronaut": "female", "camera": "male"}
NO_FACES = ("chelsea.png", "coffee.png", "rocket.jpg")
SENTENCES = (
    "The train leaves in an hour, and nobody knows the way.",
    "I am going to bring a warm blanket, an apple and the map.",
)
GREY = (95, 100, 110)
TURNS = (15, 30, 45, 60, 75, 90)
_TYPICAL_LINE = 50
"""Tokens of a line, for the style that stands for a voice."""

Change = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True)
class Seen:
    """A face and what came of its picture."""

    name: str
    picture: Image.Image
    fitted: FittedVoice


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pictures", type=Path, required=True, help="the wheel of scikit-image 0.26.0")
    parser.add_argument("--whom", action="store_true", help="the first table alone, in the place of all")
    given = parser.parse_args()
    wheel = given.pictures
    began = time.perf_counter()
    pictures = {**{name: rendered(load_head(name)) for name in PRESETS}, **photographs(wheel)}
    print(f"rendered in {time.perf_counter() - began:.0f} s", flush=True)
    faces = [Seen(name, picture, fitted(picture)) for name, picture in pictures.items()]
    tables = [people(faces)]
    if not given.whom:
        tables += [sound(faces), robustness(faces), turned_heads(faces), refused(wheel)]
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n\n".join(tables) + f"\n{END}{after}", encoding="utf-8")
    return 0


def fitted(picture: Image.Image, **wishes: int) -> FittedVoice:
    """By way of a file, as a user gives it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "face.png"
        picture.save(path)
        return voice_from_face(FaceRequest(str(path), **wishes))


def rendered(head: Head, turn: float = 0.0, jaw_open: float = 0.0) -> Image.Image:
    """A head before the camera, turned by degrees to its left, its mouth open by a weight."""
    vertices = head.vertices + jaw_open * head.shape_deltas[ARKIT_INDEX["jawOpen"]]
    angle, middle = np.radians(turn), vertices.mean(axis=0)
    around = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    with Portrait(head, distance=PORTRAIT) as portrait:
        return Image.fromarray(portrait.picture((vertices - middle) @ around.T + middle))


def photographs(wheel: Path) -> dict[str, Image.Image]:
    return {name: member(wheel, f"{name}.png") for name in PHOTOGRAPHS}


def member(wheel: Path, name: str) -> Image.Image:
    with zipfile.ZipFile(wheel) as archive:
        return Image.open(io.BytesIO(archive.read(f"skimage/data/{name}"))).convert("RGB")


def people(faces: list[Seen]) -> str:
    rows = [
        "| face | made | voice of a | jaw, lower face (spreads) | its pitch | vocal tract |",
        "|---|---|---|---|---|---|",
    ]
    known = MADE | PHOTOGRAPHS
    right = 0
    for face in faces:
        shape, made = face.fitted.face.shape, known.get(face.name, "between")
        right += face.fitted.gender == made
        rows.append(
            f"| {face.name} | {made} | {face.fitted.gender} | {shape.jaw:+.1f}, "
            f"{shape.lower_face:+.1f} | {face.fitted.expected_pitch:.0f} Hz | {face.fitted.tract:.1f} cm |"
        )
    return "\n".join([f"The voice's gender is that of the face: {right} of {len(known)}.", "", *rows])


def sound(faces: list[Seen]) -> str:
    """What the voices speak at, as Praat hears it in sentences that they were not measured on."""
    rows = ["| face | wished | heard | off |", "|---|---|---|---|"]
    errors = []
    for face in faces:
        voice = face.fitted
        requests = [VoiceRequest(line, voice.voice, speed=voice.speed, pitch=voice.pitch) for line in SENTENCES]
        heights = [semitones_above_100_hertz(synthesise(request).samples)[0] for request in requests]
        mean = 100.0 * 2 ** (float(np.mean(heights)) / 12)
        errors.append(12 * np.log2(mean / voice.expected_pitch))
        rows.append(f"| {face.name} | {voice.expected_pitch:.0f} Hz | {mean:.0f} Hz | {errors[-1]:+.1f} st |")
    summary = f"Off by {np.mean(np.abs(errors)):.1f} semitones on average, {np.max(np.abs(errors)):.1f} at most."
    return "\n".join([summary, "", *rows])


def robustness(faces: list[Seen]) -> str:
    rows = [
        "| the same face | distance of the voices | pitch | gender |",
        "|---|---|---|---|",
    ]
    for name, change in changes().items():
        again = [(face, fitted(change(face.picture))) for face in faces]
        rows.append(compared(name, [(face.fitted, other) for face, other in again]))
    heads = [face for face in faces if face.name in MADE]
    spoken = [(face.fitted, fitted(rendered(load_head(face.name), jaw_open=0.5))) for face in heads]
    rows.append(compared("mouth open (heads)", spoken))
    rows.append(compared("the same file again", [(face.fitted, fitted(face.picture)) for face in faces]))
    others = [
        (one.fitted, other.fitted)
        for one, other in itertools.combinations(faces, 2)
        if one.fitted.gender == other.fitted.gender
    ]
    rows.append(compared("**another face of the same gender**", others))
    variants = [
        (one, other)
        for face in faces
        for one, other in itertools.combinations([fitted(face.picture, variant=number) for number in range(4)], 2)
    ]
    rows.append(compared("**another variant (0 to 3)**", variants))
    return "\n".join(rows)


def changes() -> dict[str, Change]:
    return {
        "mirrored": ImageOps.mirror,
        "brightness 0.7": lambda image: ImageEnhance.Brightness(image).enhance(0.7),
        "brightness 1.3": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
        "contrast 0.7": lambda image: ImageEnhance.Contrast(image).enhance(0.7),
        "black and white": lambda image: image.convert("L").convert("RGB"),
        "cropped by a tenth": cropped,
        "a frame half as wide": lambda image: ImageOps.expand(image, image.width // 2, GREY),
        "half the pixels": lambda image: image.resize((image.width // 2, image.height // 2)),
        "JPEG, quality 40": as_jpeg,
        "turned by 5 degrees": partial(rotated, degrees=5),
        "turned by -10 degrees": partial(rotated, degrees=-10),
    }


def cropped(image: Image.Image) -> Image.Image:
    width, height = image.size
    return image.crop((width // 10, height // 20, width - width // 20, height - height // 10))


def rotated(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=GREY)


def as_jpeg(image: Image.Image) -> Image.Image:
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=40)
    return Image.open(packed).convert("RGB")


def compared(name: str, pairs: list[tuple[FittedVoice, FittedVoice]]) -> str:
    """A row: medians of how far voices and pitch are apart; gender kept."""
    apart = [distance(one, other) for one, other in pairs]
    semitones = [abs(12 * np.log2(one.expected_pitch / other.expected_pitch)) for one, other in pairs]
    kept = sum(one.gender == other.gender for one, other in pairs)
    return (
        f"| {name} | {np.median(apart):.2f} (most {max(apart):.2f}) | "
        f"{np.median(semitones):.1f} st (most {max(semitones):.1f}) | "
        f"{kept} of {len(pairs)} |"
    )


def distance(one: FittedVoice, other: FittedVoice) -> float:
    """Of the two voices' styles; 1 is the mean distance of two American voices of one gender."""
    styles = [parse_voice(voice.voice).embedding(_TYPICAL_LINE) for voice in (one, other)]
    return float(np.linalg.norm(styles[0] - styles[1]) / usual_distance())


def usual_distance() -> float:
    pairs = itertools.chain(
        itertools.combinations(("af_heart", "af_bella", "af_sarah", "af_sky", "af_river", "af_kore"), 2),
        itertools.combinations(("am_adam", "am_michael", "am_puck", "am_fenrir", "am_liam", "am_echo"), 2),
    )
    styles = ([parse_voice(name).embedding(_TYPICAL_LINE) for name in pair] for pair in pairs)
    return float(np.mean([np.linalg.norm(one - other) for one, other in styles]))


def turned_heads(faces: list[Seen]) -> str:
    """Clara and Daniel turned to a side, against the same from the front."""
    rows = ["| turned by | found | measured | gender | distance of the voices |", "|---|---|---|---|---|"]
    fronts = [face for face in faces if face.name in ("Clara", "Daniel")]
    for turn in TURNS:
        found = [(face.fitted, one) for face in fronts if (one := unless_refused(rendered(load_head(face.name), turn)))]
        if not found:
            rows.append(f"| {turn}° | 0 of {len(fronts)} | | | |")
            continue
        angles = " and ".join(f"{one.face.turned:.0f}°" for _, one in found)
        kept = sum(one.gender == front.gender for front, one in found)
        apart = " and ".join(f"{distance(one, front):.2f}" for front, one in found)
        rows.append(f"| {turn}° | {len(found)} of {len(fronts)} | {angles} | {kept} kept | {apart} |")
    return "\n".join(rows)


def unless_refused(picture: Image.Image) -> FittedVoice | None:
    try:
        return fitted(picture)
    except InputError:
        return None


def refused(wheel: Path) -> str:
    """Pictures that the detector alone takes for faces."""
    return "\n".join(refusals(wheel))


def refusals(wheel: Path) -> Iterator[str]:
    for name in NO_FACES:
        taken = unless_refused(member(wheel, name))
        yield f"- `{name}` of scikit-image: {'refused' if taken is None else 'TAKEN FOR A FACE'}"


if __name__ == "__main__":
    sys.exit(main())
