# SPDX-License-Identifier: GPL-3.0-or-later
"""How a take's file ends, where the take itself is not needed."""

TAKE_ENDING = ".take"
