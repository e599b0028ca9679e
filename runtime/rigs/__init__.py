# SPDX-License-Identifier: GPL-3.0-or-later
"""How rigs name their shapes and bones: ours, FLAME's, and those of other people's characters. Knows no Blender."""
