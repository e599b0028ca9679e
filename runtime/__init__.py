# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech, motion and the take: everything that needs neither Blender nor torch."""
