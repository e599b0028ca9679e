# SPDX-License-Identifier: GPL-3.0-or-later
"""Phonemes become sound: the voices, how a line is said, and sound in pieces."""
