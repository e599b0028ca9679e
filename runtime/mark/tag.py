# SPDX-License-Identifier: GPL-3.0-or-later
"""What the metadata of a file with synthetic speech say, for those who read no marks."""

TAG = "Synthetic speech, made with Soliloquy"
"""A comment: ICMT in a WAV, COMMENT in Ogg and MP4."""
