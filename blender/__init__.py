# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing into Blender's data: heads, keyframes, sound, takes, and finding an artist's rig. No interface here."""
