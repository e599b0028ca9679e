# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell command as a user meets it: what it writes, what it says, how it refuses."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import soundfile
from soliloquy.exporters import FORMATS
from soliloquy.runtime.output_folder import LOCK_NAME
from soliloquy.runtime.take import load_take

COMMAND = [sys.executable, "-c", "from soliloquy.shell.cli import main; raise SystemExit(main())"]


def run(*arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess:
    return subprocess.run([*before, *COMMAND, *arguments], capture_output=True, text=True, timeout=300, check=False)


def visible(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != LOCK_NAME} if folder.exists() else set()


def test_speak_writes_the_default_formats_and_reports_one_json_object(tmp_path: Path) -> None:
    result = run("speak", "Hello there.", "--out", str(tmp_path), "--name", "hello", "--json")
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    assert {"hello.take", "hello.phones.json", "hello.wav", "hello.csv"} == visible(tmp_path)
    assert {Path(path).name for path in report["outputs"]} == visible(tmp_path)
    assert report["seconds"].keys() >= {"voice", "motion", "total"}
    assert report["real_time_factor"] > 0
    assert result.stderr == ""


def test_the_same_request_gives_the_same_take_and_the_seed_leaves_the_sound_alone(tmp_path: Path) -> None:
    for name, seed in (("a", "4"), ("b", "4"), ("c", "5")):
        assert run("speak", "Papa.", "--out", str(tmp_path), "--name", name, "--seed", seed).returncode == 0
    assert (tmp_path / "a.take").read_bytes() == (tmp_path / "b.take").read_bytes()
    assert (tmp_path / "a.take").read_bytes() != (tmp_path / "c.take").read_bytes()
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "c.wav").read_bytes()


def test_a_lexicon_changes_what_is_said_and_stands_in_the_take(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("sql = sequel\n", encoding="utf-8")
    options = ["--lexicon", str(tmp_path / "words.txt"), "--out", str(tmp_path / "out"), "--formats", "take"]
    assert run("speak", "SQL", *options, "--name", "a").returncode == 0
    take = load_take(tmp_path / "out" / "a.take")
    assert [phone.symbol for phone in take.speech.phones if phone.word == 0] == ["s", "i", "k", "w", "ə", "l"]
    assert take.request["spoken"]["lexicon"] == {":sql": "sequel"}
    (tmp_path / "words.txt").write_text("sql = sequel\nnothing\n", encoding="utf-8")
    refused = run("speak", "SQL", *options)
    assert refused.returncode == 3
    assert "line 2" in refused.stderr


def test_curves_and_emoji_stand_in_the_take(tmp_path: Path) -> None:
    options = ["--pitch-curve", "0:0 1:4", "--say-emoji", "--out", str(tmp_path), "--formats", "take"]
    assert run("speak", "Up 🚀", *options, "--name", "a").returncode == 0
    take = load_take(tmp_path / "a.take")
    assert [word.text for word in take.speech.words] == ["Up", "rocket"]
    assert take.request["spoken"]["say_emoji"] is True
    assert take.request["spoken"]["pitch_curve"] == [[0.0, 0.0], [1.0, 4.0]]
    refused = run("speak", "Up", *options, "--speed-curve", "0:9")
    assert refused.returncode == 2
    assert "speed 9" in refused.stderr


def test_export_of_a_take_gives_what_speak_gave(tmp_path: Path) -> None:
    assert run("speak", "Papa.", "--out", str(tmp_path), "--name", "a").returncode == 0
    assert run("export", str(tmp_path / "a.take"), "--formats", "csv", "--out", str(tmp_path / "again")).returncode == 0
    assert (tmp_path / "again" / "a.csv").read_bytes() == (tmp_path / "a.csv").read_bytes()


def test_voices_lists_all_54(tmp_path: Path) -> None:
    voices = json.loads(run("voices", "--json").stdout)
    assert len(voices) == 54
    assert {"name": "af_heart", "language": "en-us", "gender": "female"} in voices


def test_a_picture_of_a_face_gives_options_that_speak_takes(tmp_path: Path) -> None:
    picture = str(Path(__file__).resolve().parents[2] / "docs" / "images" / "heads.jpg")
    found = run("voice-from-face", picture, "--json")
    assert found.returncode == 0 and found.stderr == "", found.stderr
    fitted = json.loads(found.stdout)
    assert fitted["options"].startswith(f"--voice={fitted['voice']}")
    spoken = run("speak", "Hi.", "--face", picture, "--out", str(tmp_path), "--formats", "take", "--json")
    assert spoken.returncode == 0, spoken.stderr
    take = load_take(tmp_path / "take.take")
    assert take.voice == fitted["voice"] and take.request["spoken"]["pitch"] == fitted["pitch"]
    assert any("6 faces" in warning for warning in json.loads(spoken.stdout)["warnings"])


@pytest.mark.parametrize(
    ("arguments", "exit_code", "reason"),
    [
        (["speak", ""], 3, "empty"),
        (["speak", " \n\t "], 3, "empty"),
        (["speak", "😀🎈"], 3, ""),
        (["speak", "Hi.", "--voice", "af_nobody"], 3, "af_nobody"),
        (["speak", "Hi.", "--face", "nobody.png"], 3, "nobody.png"),
        (["speak", "Hi.", "--face", "nobody.png", "--voice", "af_heart"], 2, "not allowed with"),
        (["speak", "Hi.", "--voice", "af_heart:0.5,nobody:0.5"], 3, "nobody"),
        (["speak", "Hi.", "--language", "tlh"], 3, "tlh"),
        (["speak", "Hi.", "--speed", "0"], 2, "speed"),
        (["speak", "Hi.", "--emotion", "bored=1"], 2, "bored"),
        (["speak", "Hi.", "--emotion", "happy=2"], 2, "between 0 and 1"),
        (["speak", "Hi.", "--seed", "-1"], 2, "seed"),
        (["speak", "Hi.", "--engine", "magic"], 2, "magic"),
        (["speak", "Hi.", "--head", "nobody"], 2, "nobody"),
        (["speak", "Hi.", "--formats", "doc"], 2, "doc"),
        (["speak", "Hi.", "--fps", "nan"], 2, "fps"),
        (["speak", "Hi.", "--name", "../x"], 2, "plain file name"),
        (["speak"], 2, "text"),
        (["speak", "--text-file", "no-such-file.txt"], 3, "cannot be read"),
        (["export", "no-such.take"], 3, "no such file"),
        (["speak", "Hi.", "--wrong"], 2, "--wrong"),
        (["animate", "no-such.wav"], 3, "no-such.wav"),
        (["animate", "no-such-list.txt"], 3, "cannot be read"),
    ],
)
def test_bad_input_is_refused_with_its_reason_and_writes_nothing(
    arguments: list[str], exit_code: int, reason: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = run(*arguments, "--out", str(out))
    assert result.returncode == exit_code, result.stderr
    assert reason in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert visible(out) == set()
    as_json = run(*arguments, "--out", str(out), "--json")
    assert json.loads(as_json.stdout)["error"].keys() == {"code", "input", "reason", "hint"}


def test_bytes_that_are_no_text_are_left_out_and_named(tmp_path: Path) -> None:
    text = b"Hi \xff\x07there.".decode(errors="surrogateescape")
    result = run("speak", text, "--out", str(tmp_path), "--formats", "take,wav,csv,textgrid", "--json")
    assert result.returncode == 0, result.stderr
    assert len(json.loads(result.stdout)["warnings"]) == 2
    assert [word.text for word in load_take(tmp_path / "take.take").speech.words] == ["Hi", "there"]


def test_a_text_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "line.txt").write_bytes("Café".encode("latin-1"))
    result = run("speak", "--text-file", str(tmp_path / "line.txt"), "--out", str(tmp_path / "out"))
    assert result.returncode == 3
    assert "is not UTF-8 text" in result.stderr


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupt_at_any_moment_leaves_nothing_half_written(ending: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "take.wav").write_bytes(b"from before")
    # A shell lets its background jobs ignore the interrupt, and they would pass that on.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen([*COMMAND, "speak", "One, two, three. " * 20, "--out", str(tmp_path)])
    signal.signal(signal.SIGINT, inherited)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".soliloquy-*/")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.0)
    process.send_signal(ending)
    exit_code = process.wait(timeout=60)
    assert exit_code == (-signal.SIGKILL if ending == signal.SIGKILL else 130)
    assert (tmp_path / "take.wav").read_bytes() == b"from before"
    assert {name for name in visible(tmp_path) if not name.startswith(".soliloquy-")} == {"take.wav"}
    assert run("speak", "Hi.", "--out", str(tmp_path)).returncode == 0
    assert not list(tmp_path.glob(".soliloquy-*/"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize(("options", "reason"), [("size=64k", "full"), ("ro", "read-only")])
def test_a_full_or_read_only_disk_is_said(options: str, reason: str, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], check=False)
    if mounted.returncode != 0:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        result = run("speak", "Hello there.", "--out", str(disk))
        assert result.returncode == 5, result.stderr
        assert reason in result.stderr
        assert visible(disk) == set()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_two_runs_into_the_same_folder(tmp_path: Path) -> None:
    first = subprocess.Popen([*COMMAND, "speak", "One, two, three. " * 20, "--out", str(tmp_path)])
    try:
        while not (tmp_path / LOCK_NAME).exists() and first.poll() is None:
            time.sleep(0.02)
        result = run("speak", "Hi.", "--out", str(tmp_path), "--json")
        assert result.returncode == 6
        assert json.loads(result.stdout)["error"]["code"] == "busy"
    finally:
        first.kill()
        first.wait()


@pytest.mark.skipif(shutil.which("unshare") is None or os.geteuid() != 0, reason="needs unshare, as root")
def test_a_machine_without_network_speaks(tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-n", "true"], check=False).returncode != 0:
        pytest.skip("this machine cannot make a network namespace")
    result = run("speak", "Hello.", "--out", str(tmp_path), "--name", "a", before=("unshare", "-n"))
    assert result.returncode == 0, result.stderr
    assert load_take(tmp_path / "a.take").speech.duration > 0.5


def test_every_format_that_the_help_names_is_there() -> None:
    help_text = run("speak", "--help").stdout
    assert all(name in help_text for name in FORMATS)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording of our own voice, with what it says beside it."""
    folder = tmp_path_factory.mktemp("recordings")
    assert run("speak", "Bob made a pie.", "--out", str(folder), "--name", "pie", "--formats", "wav").returncode == 0
    (folder / "pie.txt").write_text("Bob made a pie.")
    return folder / "pie.wav"


def test_animate_makes_of_a_recording_what_speak_makes_of_a_line(recording: Path, tmp_path: Path) -> None:
    result = run("animate", str(recording), "--transcript", "Bob made a pie.", "--out", str(tmp_path), "--json")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["seconds"].keys() >= {"listen", "motion", "take"}
    take = load_take(tmp_path / "pie.take")
    assert [word.text for word in take.speech.words] == ["Bob", "made", "a", "pie"]
    assert visible(tmp_path) == {"pie.take", "pie.phones.json", "pie.wav", "pie.csv"}


def test_what_is_heard_is_the_recording_itself(recording: Path, tmp_path: Path) -> None:
    mp3 = tmp_path / "memo.mp3"
    samples, rate = soundfile.read(recording)
    soundfile.write(mp3, samples, rate)
    out = tmp_path / "out"
    arguments = ("--transcript", "Bob made a pie.", "--formats", "wav,blend", "--json")
    outputs = json.loads(run("animate", str(recording), *arguments, "--out", str(out)).stdout)["outputs"]
    assert [Path(path).suffix for path in outputs] == [".wav", ".blend"]
    assert Path(outputs[0]).read_bytes() == recording.read_bytes()
    outputs = json.loads(run("animate", str(mp3), *arguments, "--out", str(out)).stdout)["outputs"]
    assert [Path(path).suffix for path in outputs] == [".wav", ".mp3", ".blend"]
    assert Path(outputs[1]).read_bytes() == mp3.read_bytes()


def test_animate_takes_a_folder_and_a_bad_file_stops_no_other(recording: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(recording, folder / "Größe 1.wav")
    shutil.copy(recording.with_suffix(".txt"), folder / "Größe 1.txt")
    (folder / "broken.wav").write_bytes(b"RIFF nothing")
    result = run("animate", str(folder), "--out", str(tmp_path / "out"), "--formats", "take", "--json")
    report = json.loads(result.stdout)
    assert result.returncode == 3
    assert [Path(failed["source"]).name for failed in report["failed"]] == ["broken.wav"]
    assert visible(tmp_path / "out") == {"Größe 1.take", "Größe 1.phones.json"}
    assert len(load_take(tmp_path / "out" / "Größe 1.take").speech.words) == 4


def test_evaluate_scores_a_take_against_its_own_phones(recording: Path, tmp_path: Path) -> None:
    assert run("speak", "Bob made a pie.", "--out", str(tmp_path), "--name", "pie").returncode == 0
    card = json.loads(run("evaluate", str(tmp_path / "pie.take"), "--json").stdout)
    assert card["closures"]["bilabials"] == 1.0
    assert card["closures"]["bilabial_count"] == 4
    assert "bilabials 1" in run("evaluate", str(tmp_path / "pie.take")).stdout
