# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's side of a recording from the microphone. Free of bpy; a thread reads what the recording process says."""

import contextlib
import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

from ..runtime.errors import Fault, InputError, SetupError, SoliloquyError, WriteError
from .interpreter import package_folders, python_executable

_SCRIPT = Path(__file__).resolve().parent.parent / "runtime" / "microphone_main.py"
_ERRORS: dict[str, type[SoliloquyError]] = {each.code: each for each in (Fault, InputError, SetupError, WriteError)}


class Recorder:
    """One recording. seconds, level: how long, and how loud (0..1) it is now. saved: the file, once it is there. error:
    why there is none. They change only inside ``drain``, on the caller's thread."""

    def __init__(self, path: Path, script: Path = _SCRIPT) -> None:
        """Starts at once. Raises SetupError without a Python interpreter."""
        self.seconds = self.level = 0.0
        self.saved: Path | None = None
        self.error: SoliloquyError | None = None
        self.is_over = False
        self._said: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen([python_executable(), "-I", str(script)], **pipes)  # type: ignore[call-overload]
        threading.Thread(target=self._read, daemon=True).start()
        self._tell(json.dumps({"packages": package_folders(), "path": str(path)}))

    def stop(self) -> None:
        """End it and keep it."""
        self._tell("stop")

    def drop(self) -> None:
        """End it; nothing is kept."""
        self._tell("drop")

    def drain(self) -> None:
        """Bring what is known of it up to date."""
        with contextlib.suppress(queue.Empty):
            while not self.is_over:
                self._take_in(self._said.get_nowait())

    def _take_in(self, said: dict[str, Any] | None) -> None:
        if said is None:
            self.is_over = True
            self.error = Fault("the recording", "ended by itself", "Look at the lines in the console, and record again")
        elif "saved" in said:
            self.is_over, self.saved, self.seconds = True, Path(said["saved"]), float(said["seconds"])
        elif "dropped" in said:
            self.is_over = True
        elif "error" in said:
            told = said["error"]
            self.is_over = True
            self.error = _ERRORS.get(told["code"], Fault)(told["input"], told["reason"], told["hint"])
        else:
            self.seconds, self.level = float(said["seconds"]), float(said["level"])

    def _read(self) -> None:
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):
                self._said.put(json.loads(line))
        self._process.wait()
        self._said.put(None)

    def _tell(self, word: str) -> None:
        # A process that has ended has said why.
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(word.encode() + b"\n")
            self._process.stdin.flush()
