# SPDX-License-Identifier: GPL-3.0-or-later
"""integrations/c/soliloquy_syl.h reads what Python writes, token by token, and refuses what Python refuses."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from soliloquy.runtime.syllables.syl_file import LANGUAGE_CODES, SylError, from_bytes, to_bytes
from soliloquy.runtime.syllables.token import MARKS, Pause, Token
from soliloquy.runtime.text.languages import LANGUAGES
from soliloquy.tests.runtime.syllables.test_syl_file import SAID, sealed

HEADER = Path(__file__).resolve().parents[3] / "integrations" / "c" / "soliloquy_syl.h"
PROGRAM = """
#include <stdio.h>
#include "soliloquy_syl.h"
int main(int count, char **names)
{
    static unsigned char bytes[1 << 16];
    struct soliloquy_syl syl;
    struct soliloquy_token token;
    int result, number, letter;
    const char *languages[] = SOLILOQUY_SYL_LANGUAGES, *marks[] = SOLILOQUY_SYL_MARKS;
    for (number = 1; number < count; number++) {
        FILE *file = fopen(names[number], "rb");
        size_t size = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        result = soliloquy_syl_open(&syl, bytes, size);
        if (result == SOLILOQUY_SYL_OK)
            printf("language %s %d\\n", languages[syl.language], syl.from_sound);
        while (result == SOLILOQUY_SYL_OK && (result = soliloquy_syl_next(&syl, &token)) == SOLILOQUY_SYL_OK) {
            if (token.is_pause) {
                printf("pause %d '%s' %d\\n", token.frames, marks[token.mark], token.ends_line);
                continue;
            }
            printf("syllable %d %d %d %d %d ", token.head, token.rhyme, token.frames, token.stress, token.starts_word);
            printf("%d %g %g %g %g", token.has_pitch, token.pitch, token.rise, token.loudness, token.swell);
            for (letter = 0; letter < token.spelled_count; letter++)
                printf(" %d", token.spelled[letter]);
            printf("\\n");
        }
        printf("%s\\n", result == SOLILOQUY_SYL_END ? "end" : "refused");
    }
    return 0;
}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler (cc) on this machine")
    folder = tmp_path_factory.mktemp("c")
    (folder / "read.c").write_text(PROGRAM, encoding="utf-8")
    flags = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", f"-I{HEADER.parent}"]
    subprocess.run([compiler, *flags, "read.c", "-o", "read"], cwd=folder, check=True)
    return folder / "read"


def said_of(token: Token) -> str:
    if isinstance(token, Pause):
        return f"pause {token.frames} '{token.mark}' {int(token.ends_line)}"
    numbers = (
        token.head,
        token.rhyme,
        token.frames,
        token.stress,
        int(token.starts_word),
        int(token.pitch is not None),
    )
    melody = (token.pitch or 0.0, token.rise, token.loudness, token.swell)
    shown = [*map(str, numbers), *(f"{value:g}" for value in melody), *map(str, token.spelled)]
    return "syllable " + " ".join(shown)


def read(program: Path, folder: Path, contents: list[bytes]) -> list[str]:
    for number, content in enumerate(contents):
        (folder / f"{number}.syl").write_bytes(content)
    names = [f"{number}.syl" for number in range(len(contents))]
    done = subprocess.run([str(program), *names], cwd=folder, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.splitlines()


def test_c_reads_every_token(program: Path, tmp_path: Path) -> None:
    lines = [f"language {SAID.language} 1", *map(said_of, SAID.tokens), "end"]
    assert read(program, tmp_path, [to_bytes(SAID)]) == lines


def test_c_refuses_what_python_refuses(program: Path, tmp_path: Path) -> None:
    good, chance = to_bytes(SAID), random.Random(3)
    contents = [good[:size] for size in range(len(good))]
    contents += [
        sealed(good[:8], b"T" + bytes([len(field)]) + field) for field in (chance.randbytes(20) for _ in range(50))
    ]
    found = [line for line in read(program, tmp_path, contents) if line in ("end", "refused")]
    assert found == ["refused" if refused(content) else "end" for content in contents]


def refused(content: bytes) -> bool:
    try:
        from_bytes(content)
    except SylError:
        return True
    return False


def test_languages_and_marks_are_those_of_the_header() -> None:
    text = HEADER.read_text(encoding="utf-8")
    assert set(LANGUAGE_CODES) == {language.code for language in LANGUAGES}
    assert all(f'"{code}"' in text for code in LANGUAGE_CODES)
    escaped = [
        '"' + "".join(c if c.isascii() else "".join(f"\\x{b:02x}" for b in c.encode()) for c in m) + '"' for m in MARKS
    ]
    assert "{" + ", ".join(escaped) + "}" in text
