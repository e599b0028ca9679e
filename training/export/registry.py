# SPDX-License-Identifier: GPL-3.0-or-later
"""The learned motion's entries in models/models.toml."""

from pathlib import Path

from ...runtime.weights import file_sha256
from ...runtime.whole_file import whole_file

_LICENCE = "GPL-3.0-or-later"
_ORIGIN = (
    "trained by training/ on speech of our own voices (Kokoro-82M, Apache-2.0) with the rules engine as teacher, "
    "and on captured faces of FACEGOOD (MIT)"
)
CALIBRATED = (
    f"{_ORIGIN}, and on a man on film: speaker s1 of the GRID corpus (M. Cooke, J. Barker, S. Cunningham and X. Shao "
    "2006, An audio-visual corpus for speech perception and automatic speech recognition, JASA 120(5); CC BY 4.0)"
)
EXPORTED = "python -m soliloquy.training.export.to_onnx: float16 weights, float32 arithmetic"


def register(files: list[str], registry: Path, how: str = EXPORTED, origin: str = _ORIGIN) -> None:
    """Replace the files' entries of the registry by those of the files as they are now."""
    blocks = registry.read_text(encoding="utf-8").split("[[weights]]")
    kept = [block for block in blocks[1:] if not any(f'file = "{file}"' in block for file in files)]
    for file in files:
        path = registry.parent / file
        kept.append(
            f'\nname = "{path.stem}"\nfile = "{file}"\nkind = "committed"\nbytes = {path.stat().st_size}\n'
            f'sha256 = "{file_sha256(path)}"\nlicence = "{_LICENCE}"\norigin = "{origin}"\n'
            f'how = "{how}"\n'
        )
    text = "[[weights]]".join([blocks[0], *(block.rstrip("\n") + "\n\n" for block in kept)])
    with whole_file(registry) as part:
        part.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
