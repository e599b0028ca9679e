# SPDX-License-Identifier: GPL-3.0-or-later
"""FLAME files: pickles that call what they name, that lie and that never end; archives; kept heads that are spoilt."""

import io
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import numpy as np
from soliloquy.tests.runtime.flame.hostile_pickles import HOSTILE
from soliloquy.tests.runtime.flame.true_format import arrays, pickled

from .case import DONE, INPUT, USAGE, Case
from .damage import NAMES, Spoil, give_named, named, ways
from .samples import Samples
from .take_cases import NPYS, bomb, saved, zipped

_CODES = frozenset({DONE, USAGE, INPUT})
_OWN = {"XDG_DATA_HOME": "out"}
_KEPT = Path("out/soliloquy/heads/Anna.flame.npz")


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Imported, and for kept heads spoken with."""
    yield _imported("a good pickle", "x.pkl", _written(_good_pickle))
    yield _imported("a good npz", "x.npz", _written(_good_npz))
    yield _spoken_with("a good kept head", _written(_good_head))
    for name, make in HOSTILE.items():
        yield _imported(f"pickle: {name}", "x.pkl", _written(make), refused=True)
        yield _imported(f"npz that is a pickle: {name}", "x.npz", _written(make), refused=True)
    for number, (how, spoil) in enumerate(ways(seed, True)):
        yield _imported(f"pickle: {how}", "x.pkl", _spoilt(spoil, _good_pickle), as_json=number % 2 == 0)
        yield _imported(f"npz: {how}", "x.npz", _spoilt(spoil, _good_npz), as_json=number % 2 == 0)
        yield _spoken_with(f"a kept head: {how}", _spoilt(spoil, _good_head))
    for name, content in NPYS.items():
        for part in ("v_template", "f", "posedirs"):
            yield _imported(f"npz: {part} is {name}", "x.npz", _written(_with(part, content)), refused=True)
        yield _spoken_with(f"a kept head: template is {name}", _written(partial(_kept_with, content)))
    for part in ("v_template.npy", "shapedirs.npy", "x.npy"):
        yield _imported(f"npz: a bomb as {part}", "x.npz", _written(partial(bomb, part)), refused=True)
    for ending in (".wav", ".take", ".png", ".npz", ".mp3"):
        content = samples.content(ending)
        yield _imported(f"holds {ending}", f"x{Path(ending).suffix}", _written(partial(bytes, content)))
    for how, pattern in NAMES.items():
        yield _odd_name(f"its name is {how}", named(pattern, ".pkl"))
    for out in ("", ".", "../x.flame.npz", "/dev/null", "x" * 300 + ".flame.npz", "a\nb.flame.npz", "\udcff.flame.npz"):
        yield _imported(f"--out {out!a}"[:60], "x.pkl", _written(_good_pickle), out=out)


Lay = Callable[[Path], None]
"""Puts a file in a place."""


def _imported(
    name: str, called: str, lay: Lay, *, as_json: bool = True, refused: bool = False, out: str = "Anna.flame.npz"
) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        lay(folder / called)

    arguments = ("import-flame", called, f"--out={out}", *(("--json",) if as_json else ()))
    codes = _CODES - {DONE} if refused else _CODES
    unprivileged = name.endswith("unreadable")
    return Case(name, arguments, prepare, codes=codes, environment=_OWN, unprivileged=unprivileged)


def _spoken_with(name: str, lay: Lay) -> Case:
    """Where a head cannot be read it is said; another's files are left alone."""

    def prepare(folder: Path, samples: Samples) -> None:
        samples.give(folder, ".take")
        (folder / _KEPT).parent.mkdir(parents=True)
        lay(folder / _KEPT)

    shown = ("--head", "Anna", "--layout", "flame", "--formats", "curves", "--out", "out", "--json")
    arguments = ("export", "good.take", *shown)
    unprivileged = name.endswith("unreadable")
    return Case(name, arguments, prepare, codes=_CODES, environment=_OWN, unprivileged=unprivileged, many=True)


def _odd_name(name: str, called: str) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        give_named(folder, samples, ".txt", called)

    return Case(name, ("import-flame", called, "--out", "Anna.flame.npz"), prepare, codes=_CODES, environment=_OWN)


def _written(make: Callable[[], bytes]) -> Lay:
    def lay(path: Path) -> None:
        path.write_bytes(make())

    return lay


def _spoilt(spoil: Spoil, good: Callable[[], bytes]) -> Lay:
    return lambda path: spoil(path, good())


def _small() -> dict[str, np.ndarray]:
    """Two expressions, so that a spoilt copy is soon written."""
    return {**arrays(), "shapedirs": arrays()["shapedirs"][:, :, :302].astype(np.float32)}


@cache
def _good_pickle() -> bytes:
    return pickled({"shapedirs": _small()["shapedirs"]}, chumpy=False)


@cache
def _good_npz() -> bytes:
    return _saved(_small())


@cache
def _good_head() -> bytes:
    return _saved(_kept_arrays())


@cache
def _kept_arrays() -> dict[str, np.ndarray]:
    """A head of the right shapes that never moves."""
    from soliloquy.runtime.flame.kept import SHAPES

    kept = {name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()}
    kept["weights"][:, 1] = 1.0
    few = {"triangles": np.array([[0, 1, 2]], np.int32), "upper": np.arange(5, dtype=np.int32)}
    return {**kept, **few, "lower": few["upper"] + 5, "jaw_angle": np.array(0.4, np.float32)}


def _saved(content: dict[str, np.ndarray]) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **content)
    return buffer.getvalue()


def _with(part: str, content: bytes) -> Callable[[], bytes]:
    def make() -> bytes:
        return zipped({f"{name}.npy": saved(array) for name, array in _small().items()} | {f"{part}.npy": content})

    return make


def _kept_with(content: bytes) -> bytes:
    whole = {f"{name}.npy": saved(array) for name, array in _kept_arrays().items()}
    return zipped(whole | {"template.npy": content})
