# SPDX-License-Identifier: GPL-3.0-or-later
"""A face on film becomes motion of our heads: points of the face mesh become ARKit weights and a pose."""
