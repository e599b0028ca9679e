# SPDX-License-Identifier: GPL-3.0-or-later
"""One line on another machine: what a cluster's worker is told to call, with plain data alone to and fro."""

import secrets
import socket
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..runtime.errors import SetupError
from ..runtime.threads import set_thread_count
from ..runtime.version import VERSION
from ..runtime.weights import all_weights
from .performing import perform_line
from .task import digest_of

_one_at_a_time = threading.Lock()
"""Models are loaded once a process, and a line takes a core: a worker with several threads gains nothing."""


def identity() -> dict[str, str]:
    """What must be the same on every machine: the version, and the digest of all weights' sha256."""
    weights = {weight.name: weight.sha256 for weight in all_weights().values()}
    return {"version": VERSION, "weights": digest_of(weights)}


def make_line(plain: Mapping[str, Any], folder: str, with_head: bool, wanted: Mapping[str, str]) -> dict[str, Any]:
    """Make a line where the run's ``folder`` is seen, in a folder of this try's own below it, or else in memory.

    wanted: the ``identity`` of the machine that runs the batch. Returns {"found": what ``perform_line`` says, "below":
    name of that folder, "files": {path: bytes}}. A try that was given up may still write: nobody looks at its folder.
    """
    here = identity()
    if here != wanted:
        return {"found": _refused(here, wanted), "below": "", "files": {}}
    with _one_at_a_time:
        set_thread_count(1)
        if Path(folder).is_dir():
            own = Path(folder) / secrets.token_hex(8)
            own.mkdir()
            return {"found": perform_line(plain, own, with_head), "below": own.name, "files": {}}
        with tempfile.TemporaryDirectory(prefix="soliloquy-line-") as own_folder:
            found = perform_line(plain, Path(own_folder), with_head)
            files = {
                path.relative_to(own_folder).as_posix(): path.read_bytes()
                for path in sorted(Path(own_folder).rglob("*"))
                if path.is_file()
            }
        return {"found": found, "below": "", "files": files}


def _refused(here: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, Any]:
    ours, theirs = wanted["version"], here["version"]
    what = f"Soliloquy {theirs}, and the run is of {ours}" if ours != theirs else "other weights than the run"
    hint = "Install the same release there, and run soliloquy setup"
    error = SetupError(f"worker on {socket.gethostname()}", f"has {what}", hint)
    return {"error": error.as_json(), "exit_code": error.exit_code, "seconds": 0.0, "cpu_seconds": 0.0}
