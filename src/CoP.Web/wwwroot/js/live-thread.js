// Keeps a thread's page up to date. What came in waits behind a button; edits and take-backs are put right where they
// stand; nothing moves that the reader did not ask for, and the draft is never touched.

import { asker } from "./asking.js";
import { watch } from "./live.js";
import { keepSaid, requote } from "./helping.js";
import { unhurried } from "./unhurried.js";

const thread = document.getElementById("thread");
const list = document.getElementById("posts");
const button = document.querySelector("#new-replies button");
const status = document.getElementById("live-status");
const form = document.getElementById("reply-form");
const texts = thread.dataset;

const id = texts.thread;
const isTail = texts.tail === "true";
let version = Number(texts.version);
let known = Number(texts.total);
let beyond = 0;
const waiting = new Map();
const posted = new Set();
let sending = false;

let ended = false;
const ask = asker(
  () => fetch(`/threads/${id}/changes?since=${version}`, { headers: { Accept: "application/json" }, cache: "no-store" }),
  async response => apply(await response.json()),
  () => {
    ended = true;
    document.getElementById("new-replies").hidden = true;
    status.textContent = texts.gone;
  });

function apply(changes) {
  if (changes.version < version) return;
  version = changes.version;
  if (changes.reload) return offerReload(changes);
  if (changes.head) renewHead(changes.head);
  if (changes.sides) askSides();
  const gone = new Set(changes.gone);
  for (const reply of changes.replies) {
    quoteAnew(reply);
    const shown = document.getElementById(`p-${reply.id}`);
    if (shown) replace(shown, reply);
    else if (isTail && (posted.has(reply.id) || (sending && reply.mine))) insert(reply);
    else if (isTail && reply.seq > 0 && (reply.seq > known || waiting.has(reply.id))) waiting.set(reply.id, { ...reply, gone: gone.has(reply.id) });
  }
  if (!isTail) beyond = Math.max(0, changes.last - known);
  if (isTail) known = Math.max(known, changes.last);
  offer();
}

// --- Putting right ---

function renewHead(html) {
  const head = document.getElementById("thread-head");
  const open = head.querySelector("details")?.open;
  head.innerHTML = html;
  if (open !== undefined && head.querySelector("details")) head.querySelector("details").open = open;
}

// What stands beside it, each reads as they may: it is asked for apart.
const askSides = asker(
  () => fetch(`/threads/${id}/sides`, { cache: "no-store" }),
  async response => {
    const html = await response.text();
    const sides = document.getElementById("sides");
    unhurried(sides, () => { sides.innerHTML = html; });
  },
  () => {});

// Also in what waits to be shown: what was taken back is not to come up again there.
function quoteAnew(reply) {
  const fresh = element(reply.html);
  requote(list, reply.id, fresh);
  for (const other of waiting.values()) {
    const held = element(other.html);
    requote(held, reply.id, fresh);
    other.html = held.outerHTML;
  }
}

function element(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

function replace(shown, reply) {
  if (Number(shown.dataset.version) >= reply.version) return;
  unhurried(shown, () => {
    const now = document.getElementById(shown.id);
    if (!now || Number(now.dataset.version) >= reply.version) return;
    const fresh = element(reply.html);
    keepSaid(now, fresh);
    if (now.classList.contains("post--new")) fresh.classList.add("post--new");
    now.replaceWith(fresh);
  });
}

function insert(reply) {
  const fresh = element(reply.html);
  const after = [...list.querySelectorAll(":scope > [data-seq]")].findLast(post => Number(post.dataset.seq) < reply.seq);
  if (after) after.after(fresh);
  else list.append(fresh);
  return fresh;
}

// --- What is new waits to be asked for ---

// What was taken back before it was seen is nothing new; "taken back" stands in its place among the others.
const count = () => isTail ? [...waiting.values()].filter(reply => !reply.gone).length : beyond;

function words(kind, number) {
  return texts[kind + (number === 1 ? "One" : "Other")].replace("{0}", number.toLocaleString(document.documentElement.lang));
}

function offer() {
  const number = count();
  document.getElementById("new-replies").hidden = number === 0;
  if (number === 0) return;
  button.textContent = words("show", number);
  say();
}

function offerReload(changes) {
  known = changes.last;
  document.getElementById("new-replies").hidden = false;
  button.textContent = texts.reload;
  button.onclick = () => { location.href = texts.newest; };
}

button.addEventListener("click", () => {
  if (!isTail) {
    location.href = texts.newest;
    return;
  }
  const fresh = [...waiting.values()].sort((a, b) => a.seq - b.seq).map(insert);
  waiting.clear();
  offer();
  for (const post of fresh) post.classList.add("post--new");
  focus(fresh[0]);
  markRead();
});

function focus(post) {
  if (!post) return;
  post.tabIndex = -1;
  post.focus();
}

let saidAt = -Infinity;
let saying = 0;
function say() {
  clearTimeout(saying);
  const wait = Math.max(0, saidAt + 15_000 - performance.now());
  saying = setTimeout(() => {
    if (count() === 0) return;
    saidAt = performance.now();
    status.textContent = words("new", count());
  }, wait);
}

function markRead() {
  if (count() > 0) return;
  const last = Math.max(...[...list.querySelectorAll(":scope > [data-seq]")].map(post => Number(post.dataset.seq)));
  fetch(`/threads/${id}/read`, { method: "POST", body: new URLSearchParams({ sequence: last, __RequestVerificationToken: token() }) }).catch(() => {});
}

function token() {
  return document.querySelector("#post-acts [name=__RequestVerificationToken]").value;
}

// --- Writing: one's own reply appears at once ---

if (form && isTail) form.addEventListener("submit", async event => {
  // "Keep as draft" goes elsewhere, and by itself.
  if (event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  const error = document.getElementById("reply-error");
  const send = form.querySelector("button:not([type=button])");
  const question = document.getElementById("reply-ask");
  if (send.disabled) return;
  send.disabled = sending = true;
  error.hidden = true;
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)), headers: { Accept: "application/json" } });
    const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
    if (!answer) {
      // Signed out, or something that only a page can explain; the draft stays in the browser.
      form.submit();
    } else if (answer.ask) {
      question.innerHTML = answer.ask;
      question.firstElementChild?.focus();
    } else if (answer.error) {
      error.textContent = answer.error;
      error.hidden = false;
      form.elements.Body.focus();
    } else {
      await sent(answer);
    }
  } catch {
    error.textContent = texts.failed;
    error.hidden = false;
  } finally {
    send.disabled = sending = false;
  }
});

async function sent(answer) {
  posted.add(answer.id);
  form.elements.Body.value = "";
  form.elements.FormKey.value = answer.formKey;
  document.getElementById("reply-ask").replaceChildren();
  answering(null);
  document.dispatchEvent(new CustomEvent("draft:sent", { detail: `thread:${id}` }));
  if (waiting.has(answer.id)) {
    insert(waiting.get(answer.id));
    waiting.delete(answer.id);
    offer();
  }
  if (!document.getElementById(`p-${answer.id}`)) await ask();
  focus(document.getElementById(`p-${answer.id}`));
  markRead();
}

// --- Answering one post in particular ---

function answering(post) {
  if (!form) return;
  const line = document.getElementById("answering");
  form.elements.InReplyTo.value = post ? post.dataset.answer : "";
  line.hidden = !post;
  if (post) line.querySelector("span").textContent = texts.answering.replace("{0}", post.dataset.author);
}

document.addEventListener("click", event => {
  const answer = event.target.closest("[data-answer]");
  const cancel = event.target.closest("#answering a");
  const parent = event.target.closest("[data-post]");
  if (form && answer) {
    answering(answer);
    form.elements.Body.focus();
  } else if (cancel) {
    answering(null);
    form.elements.Body.focus();
  } else if (parent && document.getElementById(parent.dataset.post)) {
    focus(document.getElementById(parent.dataset.post));
  } else {
    return;
  }
  event.preventDefault();
});

// A link to one post leads there for the keyboard and the screen reader too.
if (location.hash.startsWith("#p-")) focus(document.getElementById(location.hash.slice(1)));

// --- The line ---

let lostSince = 0;
watch(`thread:${id}`, {
  changed: now => {
    // Not all readers in the same moment.
    if (now > version) setTimeout(ask, Math.random() * 200);
  },
  catchUp: () => setTimeout(ask, Math.random() * 500),
  lost: () => {
    if (lostSince || ended) return;
    lostSince = setTimeout(() => { status.textContent = texts.lost; }, 10_000);
  },
  back: () => {
    clearTimeout(lostSince);
    lostSince = 0;
    if (status.textContent === texts.lost) status.textContent = "";
  },
});
