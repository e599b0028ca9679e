# SPDX-License-Identifier: GPL-3.0-or-later
"""Pack Kokoro's 54 voices into models/voices.npz. Run once, by hand; the result is committed.

    python -m soliloquy.tools.weights.pack_voices VOICES_FOLDER

VOICES_FOLDER is ``voices/`` of the npm package kokoro-js 1.2.1 (Apache-2.0): one ``NAME.bin`` a voice, float32 (510,
256), row = number of tokens - 1. Written: ``names`` (54,) and ``styles`` (54, 510, 256) as float16, whose rounding
moves no phone by a frame.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from .npz_files import write_arrays

PACKED = Path(__file__).resolve().parents[2] / "models" / "voices.npz"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("voices", type=Path, metavar="VOICES_FOLDER", help="one NAME.bin a voice")
    paths = sorted(parser.parse_args().voices.glob("*.bin"))
    styles = np.stack([np.fromfile(path, "<f4").reshape(510, 256) for path in paths])
    arrays = {"names": np.array([path.stem for path in paths]), "styles": styles.astype("<f2")}
    write_arrays(PACKED, arrays)
    print(f"{PACKED}: {len(paths)} voices, {PACKED.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
