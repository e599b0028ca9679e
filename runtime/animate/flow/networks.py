# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks as ONNX graphs, on the device that was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...arrays import Array
from ...devices import CPU
from ...onnx_session import Tuning, session, session_of
from ...threads import DEFAULT_THREADS

_TUNING = Tuning(spinning=False)
"""Threads that wait by spinning doubled the processor's time for these small graphs, and gained nothing."""


@dataclass(frozen=True)
class Graphs:
    """The networks of models/models.toml, except those that a style brings along (``own``), on one device.

    ``run`` raises UsageError for an unknown device, SetupError where the installed ONNX Runtime cannot use it: nothing
    falls back in silence.
    """

    own: Mapping[str, bytes] = field(default_factory=dict)
    device: str = CPU

    def run(self, name: str, feed: dict[str, Array]) -> Array:
        """The one output of the network ``name``."""
        if name in self.own:
            graph, called = self.own[name], f"the style's network {name}"
            network = session_of(graph, called, _TUNING, device=self.device, threads=DEFAULT_THREADS)
        else:
            network = session(name, _TUNING, device=self.device, threads=DEFAULT_THREADS)
        return network.run(None, feed)[0]
