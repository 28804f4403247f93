// Keeps parts of a page as they are on the site: the notice board of a meeting, and the notes of a breakout group. What
// changed is fetched as this reader may see it; a list takes in what is new in its place, and nothing is swapped under the
// hands of who is at it.

import { asker } from "./asking.js";
import { watch } from "./live.js";
import { unhurried } from "./unhurried.js";

const pause = 15_000;

for (const region of document.querySelectorAll("[data-live]")) keep(region);

function keep(region) {
  const { live: topic, src, lost, gone } = region.dataset;
  const status = region.querySelector(":scope > .live");
  let version = Number(region.dataset.version);
  let ended = false;

  const ask = asker(() => fetch(src, { cache: "no-store" }), async response => apply(await response.text()), () => {
    ended = true;
    say(gone, true);
  });

  function apply(html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const head = fresh.content.querySelector("[data-version]");
    const now = Number(head?.dataset.version ?? version);
    if (now < version) return;
    version = now;
    for (const part of fresh.content.querySelectorAll("[data-part]")) swap(part.dataset.part, part);
    for (const list of fresh.content.querySelectorAll("[data-list]")) sync(document.querySelector(`[data-list="${list.dataset.list}"]`), list);
    // What waited for the door to open.
    if (head?.dataset.open) for (const form of region.querySelectorAll("form[data-note]")) form.hidden = false;
    say(head?.dataset.say);
  }

  // --- Saying: one line, at most every 15 seconds, and only what is new ---

  let said = null, saidAt = -Infinity, saying = 0;
  function say(text, atOnce) {
    if (!text || !status || text === said) return;
    clearTimeout(saying);
    saying = setTimeout(() => {
      if (said !== null || atOnce || version !== Number(region.dataset.version)) status.textContent = text;
      [said, saidAt] = [text, performance.now()];
    }, atOnce ? 0 : Math.max(0, saidAt + pause - performance.now()));
  }

  // --- The line ---

  let lostSince = 0;
  watch(topic, {
    changed: at => { if (at > version) setTimeout(ask, Math.random() * 200); },
    catchUp: () => setTimeout(ask, Math.random() * 500),
    lost: () => { if (!lostSince && !ended) lostSince = setTimeout(() => say(lost, true), 10_000); },
    back: () => {
      clearTimeout(lostSince);
      lostSince = 0;
      if (status?.textContent === lost) status.textContent = "";
    },
  });

  // The door opens by the clock, which is no change of anything: not all pages in the same moment.
  if (region.dataset.in) setTimeout(ask, Number(region.dataset.in) + 300 + Math.random() * 3000);

  // --- A note, sent without a new page ---

  for (const form of region.querySelectorAll("form[data-note]")) form.addEventListener("submit", async event => {
    event.preventDefault();
    const area = form.querySelector("textarea"), error = form.querySelector(".field-error"), button = form.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    fail(null);
    try {
      const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
      const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
      if (!answer) {
        // Signed out, or something that only a page can explain; the draft stays in the browser.
        form.submit();
      } else if (answer.error) {
        fail(answer.error);
      } else {
        area.value = "";
        document.dispatchEvent(new CustomEvent("draft:sent", { detail: area.dataset.draft }));
        await ask();
        area.focus();
      }
    } catch {
      fail(region.dataset.failed);
    } finally {
      button.disabled = false;
    }

    function fail(text) {
      error.hidden = !text;
      error.querySelector("span").textContent = text ?? "";
      if (text) area.setAttribute("aria-invalid", "true");
      else area.removeAttribute("aria-invalid");
      if (text) area.focus();
    }
  });
}

// --- Putting right ---

// Each page that is fetched has tokens of its own, which are no change.
function look(element) {
  const copy = element.cloneNode(true);
  for (const token of copy.querySelectorAll("[name=__RequestVerificationToken]")) token.remove();
  return copy.innerHTML.replace(/\s+/g, " ").trim();
}

function swap(name, fresh) {
  const shown = document.querySelector(`[data-part="${name}"]`);
  if (!shown || look(shown) === look(fresh)) return;
  const put = () => {
    // What somebody chose and has not sent yet stays chosen.
    const chosen = [...shown.querySelectorAll("select")].filter(select => !select.selectedOptions[0]?.defaultSelected).map(select => [select.name, select.value]);
    shown.replaceChildren(...fresh.childNodes);
    for (const select of shown.querySelectorAll("select")) {
      const value = chosen.find(([name]) => name === select.name)?.[1];
      if ([...select.options].some(option => option.value === value)) select.value = value;
    }
  };
  unhurried(shown, put);
}

function sync(shown, fresh) {
  if (!shown) return;
  const wanted = new Map([...fresh.children].map(child => [child.dataset.key, child]));
  for (const child of [...shown.children]) if (!wanted.has(child.dataset.key)) unhurried(child, () => child.remove());
  let after = null;
  for (const [key, child] of wanted) {
    const there = shown.querySelector(`:scope > [data-key="${key}"]`);
    if (!there) {
      if (after) after.after(child);
      else shown.prepend(child);
      after = child;
    } else {
      if (look(there) !== look(child)) unhurried(there, () => there.replaceWith(child));
      after = there;
    }
  }
}
