// The count beside the bell stays right while the page is open. It waits until the page has what it needs for itself.

import { asker } from "./asking.js";
import { watch } from "./live.js";

const bell = document.getElementById("bell");
const status = document.getElementById("bell-status");
let known = Number(bell.dataset.count);

const words = number => bell.dataset[number === 1 ? "one" : "other"].replace("{0}", shown(number));
const shown = number => number >= Number(bell.dataset.most) ? `${bell.dataset.most - 1}+` : String(number);

const ask = asker(
  () => fetch("/notices/count", { headers: { Accept: "application/json" }, cache: "no-store" }),
  async response => show(await response.json()),
  () => {});

function show(number) {
  if (number === known) return;
  const more = number > known;
  known = number;
  const count = bell.querySelector(".count");
  count.hidden = number === 0;
  count.textContent = shown(number);
  bell.querySelector(".visually-hidden").textContent = words(number);
  if (more) say();
}

let saidAt = -Infinity;
let saying = 0;
function say() {
  clearTimeout(saying);
  saying = setTimeout(() => {
    saidAt = performance.now();
    status.textContent = words(known);
  }, Math.max(0, saidAt + 15_000 - performance.now()));
}

async function begin() {
  if (!globalThis.signalR) await import(bell.dataset.line);
  watch("notices", {
    // First comes the count as it is, and then that it changed.
    changed: number => { if (number !== known) ask(); },
    catchUp: ask,
    lost: () => { bell.dataset.live = "false"; },
    back: () => { bell.dataset.live = "true"; },
  });
}

const idle = globalThis.requestIdleCallback ?? (work => setTimeout(work, 200));
if (document.readyState === "complete") idle(begin);
else addEventListener("load", () => idle(begin), { once: true });

// Out of the browser's memory comes the count of then.
addEventListener("pageshow", event => { if (event.persisted) ask(); });
