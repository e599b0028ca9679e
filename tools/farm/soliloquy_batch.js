/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job type for Flamenco 3, Blender's own farm manager: put this file into the folder `scripts` beside
 * flamenco-manager. A job is so many shards of one script, each a task, and at the end one that joins what they wrote.
 * Where the command `soliloquy` lies on each platform is Flamenco's variable {soliloquy} (flamenco-manager.yaml).
 */

const JOB_TYPE = {
    label: "Soliloquy: speech animation of a script",
    description: "Make every line of a script, in shards, into one shared folder",
    settings: [
        { key: "script", type: "string", subtype: "file_path", required: true,
          description: "Script with the lines: .csv, .tsv, .xlsx, .json, .jsonl, .fountain or .txt" },
        { key: "out", type: "string", subtype: "dir_path", required: true,
          description: "Shared folder for the outputs: LANGUAGE/ID.*" },
        { key: "cast", type: "string", subtype: "file_path", default: "",
          description: "CAST.toml; empty for none" },
        { key: "shards", type: "int32", default: 8, propargs: { min: 1, max: 1000 },
          description: "Parts that workers make side by side" },
        { key: "jobs", type: "int32", default: 0, propargs: { min: 0, max: 512 },
          description: "Processes on each worker; 0 for one a core" },
        { key: "formats", type: "string", default: "",
          description: "Formats with commas; empty for the usual ones" },
        { key: "engine", type: "string", default: "", choices: ["", "unreal", "metahuman", "unity", "godot", "maya", "web"],
          description: "Engine that the files are for; empty for none" },
        { key: "languages", type: "string", default: "",
          description: "Languages with commas; empty for all" },
    ],
};

function compileJob(job) {
    const settings = job.settings;
    const shards = Math.max(1, settings.shards);
    const merge = author.Task("merge", "misc");
    merge.addCommand(command(["batch", "--merge", settings.out]));
    for (let shard = 1; shard <= shards; shard++) {
        const task = author.Task(`lines ${shard} of ${shards}`, "misc");
        task.addCommand(command(batchArguments(settings, shard, shards)));
        job.addTask(task);
        merge.addDependency(task);
    }
    job.addTask(merge);
}

function command(args) {
    return author.Command("exec", { exe: "{soliloquy}", args: args });
}

function batchArguments(settings, shard, shards) {
    const args = ["batch", settings.script, "--out", settings.out, "--shard", `${shard}/${shards}`];
    const given = [
        ["--cast", settings.cast], ["--formats", settings.formats], ["--for", settings.engine],
        ["--languages", settings.languages], ["--jobs", settings.jobs > 0 ? String(settings.jobs) : ""],
    ];
    for (const [flag, value] of given) {
        if (value) {
            args.push(flag, value);
        }
    }
    return args;
}
