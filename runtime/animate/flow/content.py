# SPDX-License-Identifier: GPL-3.0-or-later
"""The content that the networks were trained on: what the listening room hears at three depths."""

from ...listen.content import DEPTHS, content_frames

__all__ = ["DEPTHS", "content_frames"]
