# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording becomes phones in time, words and frame features."""
