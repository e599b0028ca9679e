# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder for a user's own data, where each system wants it."""

import os
import sys
from pathlib import Path


def user_data_folder() -> Path:
    """Soliloquy's folder below XDG_DATA_HOME, Library/Application Support or LOCALAPPDATA; it may not exist yet."""
    if sys.platform == "win32":
        base, usual = os.environ.get("LOCALAPPDATA"), "~/AppData/Local"
    elif sys.platform == "darwin":
        base, usual = None, "~/Library/Application Support"
    else:
        base, usual = os.environ.get("XDG_DATA_HOME"), "~/.local/share"
    return Path(base or usual).expanduser() / "soliloquy"
