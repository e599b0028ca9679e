// SPDX-License-Identifier: GPL-3.0-or-later
// Khronos' validator on one GLB: its report as JSON. Arguments: the folder of the npm packages, the file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [packages, file] = process.argv.slice(2);
const validator = createRequire(packages + "/")("gltf-validator");
const report = await validator.validateBytes(new Uint8Array(readFileSync(file)), { maxIssues: 0, writeTimestamp: false });
console.log(JSON.stringify(report));
