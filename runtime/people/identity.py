# SPDX-License-Identifier: GPL-3.0-or-later
"""Who a head is, in numbers: the form in which people are asked for, kept in takes and shared as files.

A person is written in one line, "woman=0.8,age=55,asian=0.5"; a name of ``presets`` may stand first ("Mei,age=70"), and
"random=7" is somebody, always the same for one seed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import InputError, UsageError
from ..json_text import parse_json
from ..limits import PERSON_BYTES, PERSON_VALUES
from ..requests.json_form import from_json
from ..requests.option import Choice
from ..requests.options import check_options, option, options_of
from ..user_file import read_file

AUTO_HAIR = "auto"
HAIR = (
    Choice(AUTO_HAIR, "Fitting", "Of the preset that the person is most like"),
    Choice("bob", "Bob"),
    Choice("long", "Long"),
    Choice("short", "Short Bob"),
    Choice("crop", "Crop"),
    Choice("swept", "Swept Up"),
    Choice("curls", "Curls"),
    Choice("shorn", "Shorn"),
    Choice("shaved", "Shaved"),
)
HAIR_TEXTURE = (
    Choice(AUTO_HAIR, "Fitting", "Of the preset that the person is most like"),
    Choice("straight", "Straight"),
    Choice("wavy", "Wavy"),
    Choice("coiled", "Coiled"),
)
HAIR_COLOUR = (
    Choice(AUTO_HAIR, "Fitting", "Of the preset that the person is most like"),
    Choice("black", "Black"),
    Choice("dark_brown", "Dark Brown"),
    Choice("brown", "Brown"),
    Choice("chestnut", "Chestnut"),
    Choice("red", "Red"),
    Choice("dark_blond", "Dark Blond"),
    Choice("blond", "Blond"),
    Choice("greying", "Greying"),
    Choice("grey", "Grey"),
    Choice("white", "White"),
)
BROW_COLOUR = (Choice(AUTO_HAIR, "Fitting", "That of the hair"), *HAIR_COLOUR[1:])
BEARD = (
    Choice(AUTO_HAIR, "Fitting", "Of the preset that the person is most like"),
    Choice("shaven", "Shaven"),
    Choice("stubble", "Stubble"),
    Choice("moustache", "Moustache"),
    Choice("goatee", "Goatee"),
    Choice("full", "Full Beard"),
)
AUTO_EYES = "auto"
EYES = (
    Choice(AUTO_EYES, "Fitting", "Of the preset that the person is most like"),
    Choice("blue", "Blue"),
    Choice("grey", "Grey"),
    Choice("green", "Green"),
    Choice("hazel", "Hazel"),
    Choice("brown", "Brown"),
    Choice("dark", "Dark Brown"),
)
FILE_ENDING = ".json"
_DECIMALS = 3
_HINT = "Write woman=0.8,age=55,asian=0.5, or a name and what differs: Mei,age=70; random=7 is somebody"
_FILE_HINT = 'Give a file of one person: {"woman": 0.8, "age": 55, "asian": 0.5}'


def _share(help: str, label: str, default: float) -> float:
    return option(default, help, label=label, limits=(0.0, 1.0))


def _way(help: str, label: str) -> float:
    return option(0.0, help, label=label, limits=(-1.0, 1.0))


@dataclass(frozen=True)
class Identity:
    """A person. woman, weight, muscle: 0..1. age: years. african, asian, european: shares, made to sum to 1; a european
    share of None is what the others leave of 1. hair, hair_texture, hair_colour: of HAIR, HAIR_TEXTURE, HAIR_COLOUR.
    brow_colour: of BROW_COLOUR. beard: of BEARD. eyes: of EYES. All others: -1..1, 0 is as age and ancestry have it.

    Raises UsageError beyond the limits.
    """

    woman: float = _share("0 a man, 1 a woman, and between", "Woman", 0.5)
    age: float = option(30.0, "in years", label="Age", limits=(18.0, 80.0), unit="years")
    african: float = _share("share of African ancestry", "African", 0.0)
    asian: float = _share("share of Asian ancestry", "Asian", 0.0)
    european: float | None = option(
        None, "share of European ancestry; by default what the others leave", label="European", limits=(0.0, 1.0)
    )
    weight: float = _share("0 thin, 0.5 average, 1 heavy", "Weight", 0.5)
    muscle: float = _share("0 slack, 0.5 average, 1 strong", "Muscle", 0.5)
    face_width: float = _way("narrow to broad", "Face Width")
    forehead: float = _way("low to high", "Forehead")
    brow_height: float = _way("low to high", "Brow Height")
    eye_size: float = _way("small to large", "Eye Size")
    eye_distance: float = _way("close to far apart", "Eye Distance")
    eye_tilt: float = _way("outer corners down to up", "Eye Tilt")
    nose_width: float = _way("narrow to broad", "Nose Width")
    nose_length: float = _way("short to long", "Nose Length")
    nose_bridge: float = _way("hollow to humped", "Nose Bridge")
    cheekbones: float = _way("flat to marked", "Cheekbones")
    cheeks: float = _way("hollow to full", "Cheeks")
    mouth_width: float = _way("narrow to wide", "Mouth Width")
    lips: float = _way("thin to full", "Lips")
    jaw_width: float = _way("narrow to broad", "Jaw Width")
    chin_height: float = _way("short to long", "Chin Height")
    chin_forward: float = _way("receding to jutting", "Chin Forward")
    ear_size: float = _way("small to large", "Ear Size")
    ears_out: float = _way("close to the head to standing out", "Ears Out")
    neck_width: float = _way("slender to broad", "Neck Width")
    skin_tone: float = _way("lighter to darker than ancestry has it", "Skin Tone")
    eyes: str = option(AUTO_EYES, "the colour of the eyes", label="Eye Color", choices=EYES)
    hair: str = option(AUTO_HAIR, "how the hair lies", label="Hair", choices=HAIR)
    hair_texture: str = option(AUTO_HAIR, "how strands of hair bend", label="Hair Texture", choices=HAIR_TEXTURE)
    hair_colour: str = option(AUTO_HAIR, "colour of the hair", label="Hair Color", choices=HAIR_COLOUR)
    brow_colour: str = option(AUTO_HAIR, "colour of the brows", label="Brow Color", choices=BROW_COLOUR)
    beard: str = option(AUTO_HAIR, "what grows on chin, jaw and lip", label="Beard", choices=BEARD)

    def __post_init__(self) -> None:
        check_options(self)

    @property
    def ancestry(self) -> dict[str, float]:
        """Shares of the three, which sum to 1."""
        rest = max(0.0, 1.0 - self.african - self.asian) if self.european is None else self.european
        shares = {"african": self.african, "asian": self.asian, "european": rest}
        whole = sum(shares.values())
        if whole == 0.0:
            raise UsageError("person", "has no ancestry at all", "Leave european out, or give one of the shares")
        return {name: share / whole for name, share in shares.items()}


def as_text(identity: Identity) -> str:
    """The person in one line, alike for all ways of asking for the same one: what takes keep."""
    plain, told = Identity(), []
    for each in fields(identity):
        value = getattr(identity, each.name)
        if each.name in ("woman", "age") or value != getattr(plain, each.name):
            told.append(f"{each.name}={value if isinstance(value, str) else _number(value)}")
    return ",".join(told)


def is_person(text: str) -> bool:
    """Whether a head's name is meant to be a person in one line, or the file of one."""
    return "=" in text or text.lower().endswith(FILE_ENDING)


def person_of(text: str, presets: Mapping[str, Identity]) -> Identity:
    """The person of one line, or of the file that it names. Raises UsageError, InputError."""
    if text.lower().endswith(FILE_ENDING) and "=" not in text:
        return read_person(Path(text))
    first, *others = (part.strip() for part in text.split(","))
    if "=" in first:
        return _changed(Identity(), [first, *others], text)
    known = next((preset for name, preset in presets.items() if name.lower() == first.lower()), None)
    if known is None:
        raise UsageError(f"person {text!r}", f"begins with {first!r}, which is no one's name", _HINT)
    return _changed(known, others, text)


def random_person(seed: int) -> Identity:
    """Somebody, the same for the same seed. Extremes are rare, as they are among people."""
    draw = np.random.default_rng([_SEED, seed])
    # Mostly one ancestry, some of two or three: a Dirichlet with a small concentration.
    african, asian, european = (float(share) for share in draw.dirichlet((0.35, 0.35, 0.35)))
    drawn: dict[str, Any] = {
        "woman": float(draw.choice((0.0, 1.0))) * 0.8 + 0.2 * float(draw.random()),
        "age": float(draw.uniform(18.0, 80.0)),
        "african": african,
        "asian": asian,
        "european": european,
        "weight": float(draw.beta(3.0, 3.0)),
        "muscle": float(draw.beta(3.0, 3.0)),
    }
    for each in options_of(Identity):
        if each.option.limits == (-1.0, 1.0):
            drawn[each.name] = float(np.clip(draw.normal(0.0, 0.35), -1.0, 1.0))
    return Identity(**{name: round(value, _DECIMALS) for name, value in drawn.items()})


_SEED = 20
"""Beside the user's, so that people differ from what else is drawn by the same number."""


def read_person(path: Path) -> Identity:
    """The person in a file of JSON. Raises InputError for a file that cannot be used, UsageError for what is in it."""
    content = read_file(path, PERSON_BYTES, _FILE_HINT)
    try:
        data = parse_json(content, PERSON_VALUES)
    except (ValueError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"is no JSON ({error})", _FILE_HINT) from error
    return from_json(Identity, data, path.name)


def _changed(identity: Identity, parts: Iterable[str], text: str) -> Identity:
    known = {each.name: each for each in options_of(Identity)}
    given: dict[str, Any] = {}
    for part in filter(None, parts):
        name, equals, value = (each.strip() for each in part.partition("="))
        if name == "random" and equals:
            identity = random_person(_seed(value, text))
            continue
        if name not in known or not equals:
            raise UsageError(f"person {text!r}", f"has {part!r}", f"Use some of: {', '.join(known)}. {_HINT}")
        given[name] = known[name].kind.read(value)
    if "european" not in given and {"african", "asian"} & set(given):
        given["european"] = None
    return replace(identity, **given)


def _seed(value: str, text: str) -> int:
    try:
        seed = int(value)
    except ValueError:
        seed = -1
    if not 0 <= seed < 2**63:
        raise UsageError(f"person {text!r}", "has a seed that is no whole number from 0", "Write random=7")
    return seed


def _number(value: float) -> str:
    return f"{round(value, _DECIMALS):g}"
