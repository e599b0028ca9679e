# SPDX-License-Identifier: GPL-3.0-or-later
"""A face encoder from scratch: faces of people by chance are drawn, photographed, looked at, and learnt from."""
