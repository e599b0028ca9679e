# SPDX-License-Identifier: GPL-3.0-or-later
"""What a batch shows while it runs: a bar with the time that remains and how much speech a second, or JSON Lines."""

import time
from typing import Any

from tqdm import tqdm

from .streams import answer, error_stream

_LAYOUT = "{desc}{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} lines, {remaining} left{postfix}"


class BatchProgress:
    """A listener of a run's events."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._bar: tqdm | None = None
        self._speech = self._failed = 0.0
        self._began = time.perf_counter()

    def __call__(self, event: dict[str, Any]) -> None:
        if self._as_json:
            answer(event, is_last=event["event"] == "end")
        elif event["event"] == "plan" and error_stream().isatty():
            about = {"total": event["to_make"], "bar_format": _LAYOUT, "file": error_stream(), "leave": False}
            self._bar = tqdm(**about)
        elif event["event"] == "line" and self._bar is not None:
            self._speech += event.get("speech_seconds", 0.0)
            self._failed += event["state"] == "failed"
            rate = self._speech / (time.perf_counter() - self._began)
            failed = f", {self._failed:.0f} failed" if self._failed else ""
            self._bar.set_postfix_str(f"{rate:.1f} s of speech a second{failed}", refresh=False)
            self._bar.update(1)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
