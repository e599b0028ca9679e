# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -I -m soliloquy.shell ...``: the command where PYTHONPATH and the working folder are not to be trusted."""

from .entry import main

raise SystemExit(main())
