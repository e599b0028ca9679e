# SPDX-License-Identifier: GPL-3.0-or-later
"""When the clips start, where their keys lie, and what they are called."""

import numpy as np

from ...runtime.arrays import Array
from .document import Element
from .plan import TICKS_EACH_SECOND, FbxPlan
from .scene import Scene, property_of, rename

_MODES = {120: 1, 100: 2, 60: 3, 50: 4, 48: 5, 30: 6, 25: 10, 24: 11, 96: 15, 72: 16}
_BROADCAST_MODES = {30: 9, 24: 13, 60: 17, 120: 18}
_CUSTOM_MODE = 14
"""FBX's numbers for frame rates."""

_ON_A_FRAME = 0.01
"""Of a frame; farther from one, a key was meant to lie between frames. Chosen by hand."""


def retime(scene: Scene, plan: FbxPlan) -> None:
    """Each clip starts at time 0, with frame k at k / fps to the tick; the only one gets the plan's name."""
    stacks = list(scene.objects("AnimationStack")) if plan.clip is not None else []
    ends = {stack.values[0]: _retime_stack(scene, stack, plan) for stack in stacks}
    names = [stack.values[1].split(b"\x00\x01")[0] for stack in stacks]
    if len(stacks) == 1 and plan.clip:
        names = [plan.clip.encode()]
        rename(stacks[0], plan.clip)
        for layer in scene.children(stacks[0], "AnimationLayer"):
            rename(layer, plan.clip)
    _write_takes(scene, names, list(ends.values()))
    _write_settings(scene, plan, max(ends.values(), default=0))


def drop_clips(scene: Scene) -> None:
    """No clip at all: every node and shape rests."""
    for record in ("AnimationStack", "AnimationLayer", "AnimationCurveNode", "AnimationCurve"):
        for element in scene.objects(record):
            scene.drop(element)
    scene.close()


def _retime_stack(scene: Scene, stack: Element, plan: FbxPlan) -> int:
    """The stack's last time, after its keys were set anew."""
    curves = {
        id(curve): curve
        for layer in scene.children(stack, "AnimationLayer")
        for node in scene.children(layer, "AnimationCurveNode")
        for _, curve in scene.drivers(node, "AnimationCurve")
    }
    started = min((int(curve.array("KeyTime")[0]) for curve in curves.values()), default=0)
    # Most curves have the same times: these are computed once, and shared by all.
    done: list[tuple[Array, Array]] = []
    for curve in curves.values():
        before = curve.array("KeyTime")
        after = next((new for old, new in done if np.array_equal(old, before)), None)
        if after is None:
            after = _ticks(before - started, plan)
            done.append((before, after))
        curve.put("KeyTime", "l", after)
    end = max((int(after[-1]) for _, after in done), default=0)
    _write_span(stack, end)
    return end


def _ticks(times: Array, plan: FbxPlan) -> Array:
    rate = plan.rate
    frames = times * (float(rate) / TICKS_EACH_SECOND)
    whole = np.rint(frames).astype(np.int64)
    if np.abs(frames - whole).max(initial=0.0) > _ON_A_FRAME:
        return times
    return frame_ticks(whole, plan)


def frame_ticks(frames: Array, plan: FbxPlan) -> Array:
    """The time of each of ``frames`` (T,), to the tick."""
    # In one product an hour would lose ticks in floats, or overflow in integers.
    ticks, rest = divmod(TICKS_EACH_SECOND * plan.rate.denominator, plan.rate.numerator)
    return frames * ticks + np.rint(frames * rest / plan.rate.numerator).astype(np.int64)


def _write_span(stack: Element, end: int) -> None:
    properties = stack.put("Properties70", "")
    spans = {"LocalStart": 0, "LocalStop": end, "ReferenceStart": 0, "ReferenceStop": end}
    others = [each for each in properties.below if each.values[0].decode() not in spans]
    made = [_time_property(name, ticks) for name, ticks in spans.items()]
    properties.below = [*others, *made]


def _time_property(name: str, ticks: int) -> Element:
    return Element("P", [name.encode(), b"KTime", b"Time", b"", ticks], "SSSSL")


def _write_takes(scene: Scene, names: list[bytes], ends: list[int]) -> None:
    takes = scene.section("Takes")
    takes.below = [Element("Current", [names[0] if names else b""], "S")]
    for name, end in zip(names, ends, strict=True):
        spans = [Element("LocalTime", [0, end], "LL"), Element("ReferenceTime", [0, end], "LL")]
        takes.below.append(Element("Take", [name], "S", [Element("FileName", [name + b".tak"], "S"), *spans]))
    for document in scene.section("Documents").all("Document"):
        active = property_of(document, "ActiveAnimStackName")
        if active is not None and names:
            _set(document, "ActiveAnimStackName", names[0])


def _write_settings(scene: Scene, plan: FbxPlan, end: int) -> None:
    settings = scene.section("GlobalSettings")
    rate = plan.rate
    modes = _MODES if rate.denominator == 1 else _BROADCAST_MODES if rate.denominator == 1001 else {}
    _set(settings, "TimeMode", modes.get(round(float(rate)), _CUSTOM_MODE))
    _set(settings, "CustomFrameRate", float(rate))
    _set(settings, "TimeSpanStart", 0)
    _set(settings, "TimeSpanStop", end)


def _set(element: Element, name: str, value: object) -> None:
    """Set a property that the file has, whose type stays."""
    properties = element.find("Properties70")
    assert properties is not None
    for each in properties.below:
        if each.values[0].decode() == name:
            each.values[4:] = [value]
