# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores of a face against a recorded one, and against the phones that were said."""
