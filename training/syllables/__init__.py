# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tokens of ``runtime/syllables`` are made from: counts of syllables."""
