# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech and its features become a face: the engines, and what they share."""
