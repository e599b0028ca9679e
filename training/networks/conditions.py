# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes of what conditions a whole clip: the emotion and the style."""

EMOTION = 8
"""In the order of ``runtime.requests.EMOTIONS``, each 0 to 1."""
STYLE = 16
"""A learned vector for each data set or face."""
STYLES = ("plain", "capture")
"""plain: the rules engine as teacher. capture: the real faces."""
