# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's own FLAME file: read without trusting it, and made into a head like the embedded ones. None is shipped."""
