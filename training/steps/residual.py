# SPDX-License-Identifier: GPL-3.0-or-later
"""What sets a person's face apart from the plain style, by ridge regression on their takes.

How stiff the regression of a shape is, is chosen by cross-validation on fifths of the takes, up to a regression that
does nothing: a shape that the takes say nothing of moves as it does in the plain style. There are two, for our own
voices, whose content nobody hears, and for recordings.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from ...runtime.animate.flow.engine import drawn_face
from ...runtime.animate.flow.residual import (
    CONTENT,
    CONTENT_AT,
    CURVES,
    HEARD,
    HEARD_AT,
    MOVED,
    SEEN_AT,
    Residual,
    first_components,
    shifted,
    with_narrowness,
)
from ...runtime.animate.flow.styles import Style
from ...runtime.animate.rules.engine import animate as rules
from ...runtime.head.arkit import ARKIT_INDEX
from ...runtime.head.lips import narrowness
from ...runtime.listen.listen import listen
from ...runtime.requests import Direction, FlowOptions
from ..data.real_faces import Capture

_FOLDS = 5
_STIFFNESS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, np.inf)
"""Added to the inputs' correlations, which are 1 with themselves."""
_MOST = 2.0
"""By how much a regression, which moves less than people where it is unsure, is widened at most to move as far. By
half at most, the brows of a man on film went 0.71 of their way on clips that were not learned from, by this 0.89, and
little else changed (docs/measured/strangers.md). Fitting around each clip's own mean moved his brows no better, and
another voice by his style less like its own face (opening 0.63 for 0.69)."""
_STILL = 1e-3
_HARDLY = 0.05
"""Is added to the inputs' deviations. A shape of the plain face that hardly moves in neutral speech moves in an
emotion: what seemed to follow from it would be thrown as far as from a hundred times as much."""
_JAW, _CLOSE = ARKIT_INDEX["jawOpen"], ARKIT_INDEX["mouthClose"]
_MOVED = np.append(MOVED, True)
"""(CURVES,)"""
_HEARD, _SEEN, _CONTENT = len(HEARD_AT) * HEARD, len(SEEN_AT) * CURVES, len(CONTENT_AT) * CONTENT
"""Inputs of each kind, in this order."""
_PLAIN_NOW = _HEARD + SEEN_AT.index(0) * CURVES + np.arange(CURVES)
"""Of the inputs, the plain face of the frame itself."""


@dataclass(frozen=True, eq=False)
class Example:
    """feature (T,64), content (T,144): what was heard; plain (T,52): the face that the plain style makes of it; wanted
    (T,52): the person's, and the plain one where that was not captured; narrow (T,): the person's mouth."""

    feature: np.ndarray
    content: np.ndarray
    plain: np.ndarray
    wanted: np.ndarray
    narrow: np.ndarray

    def part(self, span: slice) -> "Example":
        return Example(*(getattr(self, field.name)[span] for field in fields(self)))

    def curves(self) -> np.ndarray:
        """(T,CURVES) that are wanted."""
        return np.concatenate([self.wanted, self.narrow[:, None]], axis=1)

    def missing(self) -> np.ndarray:
        """(T,CURVES)"""
        return self.curves() - with_narrowness(self.plain)


@dataclass(frozen=True, eq=False)
class _Moments:
    """Sums over one fold's frames: of the inputs (F,F), of inputs with what is missing (F,C), of that with itself
    (C,), all of them around the means of all folds, the inputs in units of their deviations."""

    inputs: np.ndarray
    crossed: np.ndarray
    missing: np.ndarray
    frames: int

    def of_first(self, inputs: int) -> "_Moments":
        return replace(self, inputs=self.inputs[:inputs, :inputs], crossed=self.crossed[:inputs])


def example_of(capture: Capture, narrow: np.ndarray | None, style: Style, seed: int) -> Example:
    """narrow (T,): the mouth, where that is known better than by the weights. seed: of the plain face. Each clip needs
    its own, or what brows and lids do by chance is nearly the same in all short ones, and counts for what is said: with
    another seed such a style followed a man's narrowness with 0.65, not with 0.78. Raises SetupError (weights)."""
    speech, features = listen(capture.speech)
    direction = Direction(seed=seed)
    by_rules = rules(speech, features, direction).weights
    drawn = drawn_face(speech, features, by_rules, direction, FlowOptions(), style)
    frames = min(len(capture.weights), len(drawn.weights))
    plain = np.clip(drawn.weights[:frames], 0.0, 1.0).astype(np.float32)
    wanted = np.where(capture.known & MOVED, capture.weights[:frames], plain)
    # Lips that close against an open jaw do so by contacts alone: elsewhere the jaw opens less.
    wanted[:, _JAW] -= np.minimum(capture.weights[:frames, _CLOSE], wanted[:, _JAW]) - plain[:, _CLOSE]
    narrow = narrowness(wanted) if narrow is None else narrow[:frames].astype(np.float32)
    assert drawn.content is not None
    return Example(drawn.feature[:frames], first_components(drawn.content[:frames]), plain, wanted, narrow)


def fitted_residuals(examples: Sequence[Example]) -> tuple[Residual, Residual]:
    """The regressions of all examples together: for our own voices, and for recordings."""
    inputs = _Spread.of((_inputs(example) for example in examples), _HARDLY)
    missing = _Spread.of(example.missing() for example in examples)
    wanted = _Spread.of(example.curves() for example in examples)
    moments = [_moments(fold, inputs, missing) for fold in _folds(examples)]

    def fitted(count: int) -> Residual:
        return _fitted([each.of_first(count) for each in moments], inputs.of_first(count), missing, wanted)

    return fitted(_HEARD + _SEEN), fitted(_HEARD + _SEEN + _CONTENT)


def _fitted(moments: Sequence["_Moments"], inputs: "_Spread", missing: "_Spread", wanted: "_Spread") -> Residual:
    slopes, moved = _chosen(moments, inputs.deviation)
    wider = np.where(_MOVED, np.clip(wanted.deviation / moved, 1 / _MOST, _MOST), 1.0)
    slopes = slopes / inputs.deviation[:, None]
    rest = wider * (missing.mean - inputs.mean @ slopes) + (1 - wider) * wanted.mean
    slopes *= wider
    slopes[_PLAIN_NOW, np.arange(CURVES)] += wider - 1
    heard, seen, content = np.split(slopes.astype(np.float32), [_HEARD, _HEARD + _SEEN])
    return Residual(
        heard.reshape(len(HEARD_AT), HEARD, CURVES),
        seen.reshape(len(SEEN_AT), CURVES, CURVES),
        rest.astype(np.float32),
        content.reshape(len(CONTENT_AT), CONTENT, CURVES) if len(content) else None,
    )


@dataclass(frozen=True, eq=False)
class _Spread:
    """mean (C,), deviation (C,): the standard one, and a little more, so that what never moves counts for nothing."""

    mean: np.ndarray
    deviation: np.ndarray

    @classmethod
    def of(cls, clips: Iterable[np.ndarray], least: float = _STILL) -> "_Spread":
        sums = [(len(clip), clip.sum(axis=0, dtype=float), np.square(clip).sum(axis=0, dtype=float)) for clip in clips]
        frames, first, second = (sum(each) for each in zip(*sums, strict=True))
        mean = first / frames
        return cls(mean, np.sqrt(np.maximum(second / frames - mean**2, 0.0)) + least)

    def of_first(self, columns: int) -> "_Spread":
        return _Spread(self.mean[:columns], self.deviation[:columns])


def _inputs(example: Example) -> np.ndarray:
    """(T,F)"""
    plain = (with_narrowness(example.plain) * _MOVED).astype(np.float32)
    heard = [shifted(example.feature, offset) for offset in HEARD_AT]
    seen = [shifted(plain, offset) for offset in SEEN_AT]
    return np.concatenate([*heard, *seen, *(shifted(example.content, offset) for offset in CONTENT_AT)], axis=1)


def _folds(examples: Sequence[Example]) -> list[Sequence[Example]]:
    """Every fifth clip, or where there are too few a fifth of each."""
    if len(examples) >= _FOLDS:
        return [examples[fold::_FOLDS] for fold in range(_FOLDS)]
    return [[_fifth(example, fold) for example in examples] for fold in range(_FOLDS)]


def _fifth(example: Example, fold: int) -> Example:
    first, last = (len(example.wanted) * edge // _FOLDS for edge in (fold, fold + 1))
    return example.part(slice(first, last))


def _moments(fold: Sequence[Example], inputs: _Spread, missing: _Spread) -> _Moments:
    """Clip by clip: the inputs of an hour would take 1.2 GB."""
    found = []
    for example in fold:
        normal = (_inputs(example) - inputs.mean) / inputs.deviation
        wrong = example.missing() - missing.mean
        found.append((normal.T @ normal, normal.T @ wrong, np.square(wrong).sum(axis=0), len(wrong)))
    return _Moments(*(sum(each) for each in zip(*found, strict=True)))


def _chosen(moments: Sequence[_Moments], deviation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slopes (F,C), each curve's as stiff as errs least on the folds that its regression did not see; and how far that
    moves each of them there (C,), as a standard deviation."""
    whole = _total(moments)
    errors, spread = (np.zeros((len(_STIFFNESS), CURVES)) for _ in range(2))
    for fold in moments:
        for row, slopes in enumerate(_regressions(_total([other for other in moments if other is not fold]))):
            bent = fold.inputs @ slopes
            energy = (slopes * bent).sum(axis=0)
            errors[row] += fold.missing - 2 * (slopes * fold.crossed).sum(axis=0) + energy
            now = deviation[_PLAIN_NOW]
            plain = fold.inputs[_PLAIN_NOW, _PLAIN_NOW] * now**2
            spread[row] += energy + 2 * now * bent[_PLAIN_NOW, np.arange(CURVES)] + plain
    best, shapes = errors.argmin(axis=0), np.arange(CURVES)
    slopes = np.stack(list(_regressions(whole)))[best, :, shapes].T
    return slopes, np.sqrt(np.maximum(spread[best, shapes], 0.0) / whole.frames) + _STILL


def _regressions(moments: _Moments) -> Iterator[np.ndarray]:
    """Slopes (F,C), for each of ``_STIFFNESS``."""
    for stiffness in _STIFFNESS:
        if np.isinf(stiffness):
            yield np.zeros_like(moments.crossed)
        else:
            stiff = moments.inputs + stiffness * moments.frames * np.eye(len(moments.inputs))
            yield np.linalg.solve(stiff, moments.crossed)


def _total(moments: Sequence[_Moments]) -> _Moments:
    return _Moments(
        np.sum([each.inputs for each in moments], axis=0),
        np.sum([each.crossed for each in moments], axis=0),
        np.sum([each.missing for each in moments], axis=0),
        sum(each.frames for each in moments),
    )
