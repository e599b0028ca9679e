"use strict";
const table = document.getElementById("lines"), body = table.tBodies[0];
const audio = document.querySelector("#player audio"), now = document.getElementById("now");
const filter = document.getElementById("filter"), count = document.getElementById("count");
const rows = [...body.rows];

function key(row, column) {
  const cell = row.cells[column];
  return "v" in cell.dataset ? Number(cell.dataset.v) : cell.textContent.toLowerCase();
}

function sort(column) {
  const head = table.tHead.rows[0].cells[column];
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const keyed = rows.map((row, place) => [key(row, column), place, row]);
  keyed.sort(([a, i], [b, j]) => (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1) || i - j);
  body.append(...keyed.map((each) => each[2]));
}

function play(button) {
  for (const row of rows) row.classList.remove("playing");
  button.closest("tr").classList.add("playing");
  now.textContent = button.dataset.name;
  audio.src = button.dataset.sound;
  audio.play().catch((error) => { now.textContent = button.dataset.name + ": " + error.message; });
}

function show() {
  const wanted = filter.value.trim().toLowerCase();
  let shown = 0;
  for (const row of rows) {
    row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
    shown += !row.hidden;
  }
  count.textContent = shown + " of " + rows.length + " lines";
}

table.tHead.addEventListener("click", (event) => {
  const head = event.target.closest("th");
  if (head) sort(head.cellIndex);
});
body.addEventListener("click", (event) => {
  const button = event.target.closest("button.play");
  if (button) play(button);
});
filter.addEventListener("input", show);
show();
