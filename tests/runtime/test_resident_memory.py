# SPDX-License-Identifier: GPL-3.0-or-later
"""What a long line took is not kept."""

import platform
import subprocess
import sys

import pytest

FREED = """
import numpy as np
from soliloquy.runtime.resident_memory import give_back_freed_memory, resident_megabytes
give_back_freed_memory()
before, kept = resident_megabytes(), []
for _ in range(5):
    large = [np.ones(500_000) for _ in range(8)]
    kept.append(np.ones(12_000))
    del large
print(resident_megabytes() - before)
"""
"""Small arrays between large ones: they hold 32 MB of a heap from which the large ones come."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library has rules of its own")
def test_large_blocks_go_back_to_the_system() -> None:
    run = subprocess.run([sys.executable, "-c", FREED], capture_output=True, text=True, check=True)
    assert float(run.stdout) < 5.0
