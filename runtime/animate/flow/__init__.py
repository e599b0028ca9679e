# SPDX-License-Identifier: GPL-3.0-or-later
"""The learned motion engine: conditional flow matching over FLAME latents, run with numpy and ONNX Runtime."""
