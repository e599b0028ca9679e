# SPDX-License-Identifier: GPL-3.0-or-later
"""The throw-away environment's own program: ``python -I maker_main.py MODULE ARGUMENTS``, never imported.

It registers this folder's package as ``soliloquy``, whatever the checkout is called, and runs one maker of weights.
Nothing else of the user's packages is on the path, so that the pinned ones alone decide what is made.
"""

import importlib.util
import runpy
import sys
from pathlib import Path


def main() -> None:
    root = Path(__file__).resolve().parents[2]
    folders = [str(root)]
    spec = importlib.util.spec_from_file_location("soliloquy", root / "__init__.py", submodule_search_locations=folders)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["soliloquy"] = module
    spec.loader.exec_module(module)
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
