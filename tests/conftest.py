# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every test: nothing is sent, by those either that import onnxruntime before Soliloquy can say so.

And what broke the run rather than a test is told last, with the room on the disk: run side by side, pytest's own last
word is that no process is left, and why is told pages before.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

BROKE = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[BROKE] = []
    config.pluginmanager.register(_Listener(config.stash[BROKE]))


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash[BROKE] and not hasattr(config, "workerinput"):
        print(config.stash[BROKE][0], file=sys.stderr)


class _Listener:
    def __init__(self, told: list[str]) -> None:
        self.told = told

    def pytest_internalerror(self, excrepr: object) -> None:
        folders = (Path.cwd(), Path(tempfile.gettempdir()))
        free = [f"{shutil.disk_usage(folder).free / 1e9:.1f} GB are free in {folder}" for folder in folders]
        self.told.append("\n".join([str(excrepr)[-1500:], *free]))
