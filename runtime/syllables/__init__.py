# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech as a few bytes a syllable, and back: the sound and the face of any voice and head (docs/syllables.md)."""
