# SPDX-License-Identifier: GPL-3.0-or-later
"""What was learned, measured: against the teacher, against captured faces, and part by part."""
