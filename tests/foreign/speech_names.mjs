// SPDX-License-Identifier: GPL-3.0-or-later
// What the module for the web makes of names and of files, as JSON: arguments the module, and {"names", "files"}.
import { pathToFileURL } from "node:url";

const [module, asked] = process.argv.slice(2);
const { arkitOf, visemeOf, readLine, matched, SHAPES, VISEMES } = await import(pathToFileURL(module));
const { names, files, heads } = JSON.parse(asked);
const why = (text) => {
  try {
    readLine(JSON.parse(text));
    return "";
  } catch (error) {
    return error.message;
  }
};
console.log(JSON.stringify({
  arkit: names.map(arkitOf),
  visemes: names.map(visemeOf),
  why: files.map(why),
  heads: heads.map((dictionary) => matched([{ mesh: "face", dictionary }]).map((row) => row.shape)),
  SHAPES, VISEMES,
}));
