# SPDX-License-Identifier: GPL-3.0-or-later
"""What software that nobody here wrote finds in our exported files: one module a reader, from a path to its findings.

``python -m soliloquy.tests.foreign.set_up`` installs the readers, as ``make check`` does, and
``python -m soliloquy.tests.foreign FILE...`` prints what they find, as JSON.
"""
