# SPDX-License-Identifier: GPL-3.0-or-later
"""Text becomes phonemes: nine languages, numbers and dates, lexicons, the user's own pronunciations."""
