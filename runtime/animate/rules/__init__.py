# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules engine: targets for each phone, dominance functions, lips solved in millimetres, a living upper face."""
