// The agenda's page. Others' changes are told and not put in: who puts the items in order is not to have them moved under
// their hands. Up and down keep the focus where it is, and items can be dragged by a handle; both only spare a new page.

import { watch } from "./live.js";

const note = document.getElementById("agenda-changed");
const status = () => document.getElementById("agenda-status");
const agenda = () => document.getElementById("agenda");
let newest = 0;

const tell = () => { note.hidden = newest <= Number(agenda().dataset.version); };

watch(agenda().dataset.topic, {
  changed: version => {
    newest = Math.max(newest, version);
    setTimeout(tell, 300);
  },
  catchUp: () => {},
  lost: () => {},
  back: () => {},
});

// --- Sending an order without a new page ---

let sending = false;
async function send(form, key, name, button) {
  if (sending) return;
  sending = true;
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    // Read and never shown: the styles in its head would ask the content policy for leave.
    const html = (await response.text()).replace(/<style[\s\S]*?<\/style>/g, "");
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.getElementById("agenda");
    // Somebody was faster, or the sign-in ended: the page says so itself.
    if (!response.ok || !fresh) return form.submit();
    agenda().replaceWith(document.adoptNode(fresh));
    handles();
    tell();
    const items = [...list().children];
    const place = items.findIndex(item => item.dataset.key === key);
    const say = agenda().dataset.moved.replace("{0}", name).replace("{1}", place + 1).replace("{2}", items.length);
    button(items[place])?.focus();
    status().textContent = say;
  } catch {
    form.submit();
  } finally {
    sending = false;
  }
}

const list = () => document.querySelector("[data-list=accepted]");
const nameOf = item => item.querySelector("h3").textContent.trim();

document.addEventListener("submit", event => {
  const form = event.target;
  if (!form.action.endsWith("/place")) return;
  event.preventDefault();
  const item = form.closest("[data-key]");
  const at = [...item.querySelectorAll("form")].indexOf(form);
  send(form, item.dataset.key, nameOf(item), moved => moved?.querySelectorAll("form")[at]?.querySelector("button"));
});

// --- Dragging ---

function handles() {
  if (!document.getElementById("agenda-order")) return;
  for (const item of list().children) {
    const handle = document.createElement("button");
    Object.assign(handle, { type: "button", className: "drag-handle no-print", textContent: "⠿" });
    handle.setAttribute("aria-label", agenda().dataset.handle.replace("{0}", nameOf(item)));
    handle.addEventListener("pointerdown", event => drag(event, item, handle));
    handle.addEventListener("keydown", event => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      const other = event.key === "ArrowUp" ? item.previousElementSibling : item.nextElementSibling;
      if (!other) return;
      if (event.key === "ArrowUp") other.before(item);
      else other.after(item);
      drop(item);
    });
    item.prepend(handle);
  }
}

function drag(event, item, handle) {
  if (event.button !== 0) return;
  event.preventDefault();
  handle.focus();
  item.classList.add("dragged");
  const before = order();
  const move = at => {
    const under = [...list().children].filter(other => other !== item);
    const next = under.find(other => at.clientY < other.getBoundingClientRect().top + other.offsetHeight / 2);
    if (next) next.before(item);
    else list().append(item);
  };
  // The document listens: what is moved about in it loses what it has captured.
  const over = new AbortController();
  const end = () => {
    over.abort();
    item.classList.remove("dragged");
    if (order() !== before) drop(item);
  };
  document.addEventListener("pointermove", move, { signal: over.signal });
  document.addEventListener("pointerup", end, { signal: over.signal });
  document.addEventListener("pointercancel", end, { signal: over.signal });
}

const order = () => [...list().children].map(item => item.dataset.key).join(" ");

function drop(item) {
  const form = document.getElementById("agenda-order");
  form.elements.order.value = order();
  send(form, item.dataset.key, nameOf(item), moved => moved?.querySelector(".drag-handle"));
}

handles();
