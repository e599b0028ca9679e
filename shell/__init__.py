# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell's door: the command ``soliloquy``, what its subcommands do, many files at once, what a terminal shows."""
