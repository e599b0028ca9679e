# SPDX-License-Identifier: GPL-3.0-or-later
"""Flow matching, told once for training (torch tensors) and for playing (numpy arrays).

The letters are those of Lipman et al. 2023, "Flow matching for generative modeling" (eq. 20 to 23 with sigma_min = 0):
x_0 is noise, x_1 data, t the flow's time from 0 to 1, x_t a place on the straight path between the two, u_t the path's
velocity, and v a velocity that a network v_theta predicts at x_t. All arrays have the shape of the data, or one that
broadcasts to it: where every clip of a batch (B,T,L) has its own t or w, those are (B,1,1).
"""

from collections.abc import Callable
from typing import Any, Protocol, Self, TypeVar


class Arithmetic(Protocol):
    """What numpy arrays and torch tensors have in common here."""

    def __add__(self, other: Any, /) -> Self: ...
    def __sub__(self, other: Any, /) -> Self: ...
    def __mul__(self, other: Any, /) -> Self: ...
    def __rmul__(self, other: Any, /) -> Self: ...
    def __rsub__(self, other: Any, /) -> Self: ...
    def __pow__(self, other: Any, /) -> Self: ...


Array = TypeVar("Array", bound=Arithmetic)


def on_path(x_0: Array, x_1: Array, t: Any) -> Array:
    """x_t: the conditional path from noise to data, a straight line."""
    return (1 - t) * x_0 + t * x_1


def target_velocity(x_0: Array, x_1: Array) -> Array:
    """u_t: the velocity along the path, the same at every t."""
    return x_1 - x_0


def predicted_data(x_t: Array, v: Array, t: Any) -> Array:
    """Where x_t arrives at t = 1 when it goes straight on with v: x_1 itself, when v is the target velocity."""
    return x_t + (1 - t) * v


def squared_error(v: Array, u_t: Array) -> Array:
    """The loss of conditional flow matching, |v - u_t|^2, element by element; who trains takes the mean."""
    return (v - u_t) ** 2


def guided_velocity(v_uncond: Array, v_cond: Array, w: Any) -> Array:
    """Classifier-free guidance (Ho and Salimans 2022, eq. 6, on velocities): w = 1 follows the condition as the data
    did, a larger w beyond that. Ho and Salimans' own w is one less."""
    return v_uncond + w * (v_cond - v_uncond)


def solve(x_0: Array, v: Callable[[Array, float], Array], steps: int, midpoint: bool = False) -> Array:
    """Carry noise along the flow from t = 0 to 1 in ``steps`` equal steps of Euler's method, or of the midpoint method.

    v: the velocity at (x_t, t), asked once a step, or twice by the midpoint method.
    """
    x_t = x_0
    size = 1.0 / steps
    for step in range(steps):
        t = step * size
        velocity = v(x_t, t)
        if midpoint:
            velocity = v(x_t + 0.5 * size * velocity, t + 0.5 * size)
        x_t = x_t + size * velocity
    return x_t
