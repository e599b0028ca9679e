# SPDX-License-Identifier: GPL-3.0-or-later
"""An inaudible mark in synthetic speech that leaves as a sound file, and its finding again (docs/watermark.md)."""
