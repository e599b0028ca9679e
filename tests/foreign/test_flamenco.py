# SPDX-License-Identifier: GPL-3.0-or-later
"""The job type for Flamenco, compiled by a JavaScript engine as Flamenco compiles it: its tasks are our command's."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from soliloquy.shell import cli
from soliloquy.tests.foreign.programs import program

JOB_TYPE = Path(__file__).parents[2] / "tools" / "farm" / "soliloquy_batch.js"
SETTINGS = {"script": "/farm/lines.csv", "out": "/farm/takes", "shards": 3}
# Flamenco's own author API: https://flamenco.blender.org/usage/job-types/
_AUTHOR = """
const made = [];
const author = {
    Task: (name, type) => ({ name, type, commands: [], needs: [],
        addCommand(command) { this.commands.push(command); }, addDependency(task) { this.needs.push(task.name); } }),
    Command: (name, parameters) => ({ name, parameters }),
};
"""
_COMPILE = """
const settings = JSON.parse(process.argv[1]);
for (const setting of JOB_TYPE.settings) {
    if (!(setting.key in settings)) { settings[setting.key] = setting.default; }
}
compileJob({ settings, addTask(task) { made.push(task); } });
console.log(JSON.stringify({ keys: JOB_TYPE.settings.map((each) => each.key), tasks: made }));
"""

pytestmark = pytest.mark.check


def _compiled(**settings: Any) -> dict[str, Any]:
    script = _AUTHOR + JOB_TYPE.read_text(encoding="utf-8") + _COMPILE
    command = [str(program("node")), "-e", script, json.dumps({**SETTINGS, **settings})]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return found


def _arguments(task: dict[str, Any]) -> list[str]:
    (command,) = task["commands"]
    assert command["name"] == "exec" and command["parameters"]["exe"] == "{soliloquy}"
    arguments: list[str] = command["parameters"]["args"]
    return arguments


def test_a_job_is_so_many_shards_and_what_joins_them() -> None:
    *shards, merge = _compiled()["tasks"]
    assert [_arguments(task)[-1] for task in shards] == ["1/3", "2/3", "3/3"]
    assert _arguments(merge) == ["batch", "--merge", "/farm/takes"]
    assert merge["needs"] == [task["name"] for task in shards]
    assert not any(task["needs"] for task in shards)


def test_its_arguments_are_those_of_our_command() -> None:
    given = {"cast": "/farm/CAST.toml", "formats": "wav,csv", "engine": "unreal", "languages": "en-us,fr", "jobs": 4}
    shard = _compiled(**given)["tasks"][0]
    parsed = cli._parser().parse_args(_arguments(shard))
    assert parsed.command == "batch" and str(parsed.script) == "/farm/lines.csv" and str(parsed.out) == "/farm/takes"
    assert (parsed.cast, parsed.formats, parsed.languages) == ("/farm/CAST.toml", "wav,csv", "en-us,fr")
    assert (parsed.preset, parsed.jobs, parsed.shard) == ("unreal", 4, "1/3")
