# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy merge``: one take of several, part by part, or one after the other."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..runtime.errors import UsageError
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take, load_take
from ..runtime.take_ending import TAKE_ENDING
from .batch import Job, Output, produce

_PARTS = ("mouth", "brows", "head", "then")


def merge_takes(values: Mapping[str, Any]) -> None:
    """A take of several takes' parts, or one that fades into another. Raises UsageError where options say neither."""
    out: Path = values["out"]
    if out.suffix != TAKE_ENDING:
        raise UsageError(f"--out {out}", "is not the name of a take", f"Write --out NAME{TAKE_ENDING}")
    given: dict[str, Path] = {part: values[part] for part in _PARTS if values[part] is not None}
    if len(given) < 2:
        reason = "are all missing"
        raise UsageError("--brows, --head and --then", reason, "Give one of them: there is nothing to merge")
    if ("then" in given) != (values["at"] is not None) or ("then" not in given and values["fade"] is not None):
        raise UsageError("--then and --at", "belong together", "Give both: into which take it fades, and when")
    if "then" in given and len(given) > 2:
        reason = "cannot be made in one step"
        raise UsageError("--then with --brows or --head", reason, "Merge the parts first, and fade what comes of it")

    def make(progress: Progress) -> Take:
        return _made(given, values["at"], values["fade"])

    output = Output(out.parent, out.stem, "take", ExportOptions(), values["json"], tuple(given.values()))
    produce(output, [Job(out.stem, str(given["mouth"]), make)])


def _made(given: Mapping[str, Path], at: float | None, fade: float | None) -> Take:
    from ..runtime.cross_fading import FADE_SECONDS, cross_fade
    from ..runtime.merging import Source, merge

    found = {path: Source(load_take(path), path.name) for path in dict.fromkeys(given.values())}
    if at is not None:
        return cross_fade(found[given["mouth"]], found[given["then"]], at, FADE_SECONDS if fade is None else fade)
    return merge(found[given["mouth"]], *(found[given[part]] if part in given else None for part in ("brows", "head")))
