# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user changes in a performance, placed in its words and phones, so that it holds for other performances too."""
