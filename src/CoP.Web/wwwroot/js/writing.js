// What makes writing easier where there is a script: names after an @, quotations of what is selected, and keys. All of it
// can be typed by hand, or has a link of its own.

import "../vendor/text-expander/2.9.4/text-expander.js";

// Not an event that the browser makes: says that it is the writer's own change all the same.
const changed = area => area.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { draft: true } }));

function insert(area, text) {
  area.focus();
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    changed(area);
  }
}

// --- Names ---

function mentions(area) {
  const expander = document.createElement("text-expander");
  expander.setAttribute("keys", "@");
  expander.setAttribute("multiword", "@");
  const place = document.createComment("");
  area.replaceWith(place);
  // It looks for its textarea when it comes into the page, so it comes with it.
  expander.append(area);
  place.replaceWith(expander);

  let asking = null;
  async function people(letters) {
    asking?.abort();
    asking = new AbortController();
    const address = new URL(area.dataset.people, location.href);
    address.searchParams.set("q", letters);
    // A discussion that is being begun: who will see it is chosen in the same form.
    const audience = new FormData(area.form).get("Audience");
    if (audience) address.searchParams.set("audience", audience);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: asking.signal, redirect: "error" });
      return answer.ok ? await answer.json() : [];
    } catch {
      return [];
    }
  }

  async function suggest(letters) {
    const found = letters.length > 40 || /^\[/.test(letters) ? [] : await people(letters);
    if (found.length === 0) return { matched: false };
    const list = document.createElement("ul");
    list.className = "people";
    list.setAttribute("role", "listbox");
    found.forEach((person, place) => {
      const option = document.createElement("li");
      option.id = `person-${place}`;
      option.setAttribute("role", "option");
      option.dataset.value = person.text;
      option.append(person.name, " ");
      const role = document.createElement("span");
      role.className = "hint";
      role.textContent = person.role;
      option.append(role);
      list.append(option);
    });
    return { matched: true, fragment: list };
  }

  expander.addEventListener("text-expander-change", event => event.detail.provide(suggest(event.detail.text)));
  expander.addEventListener("text-expander-value", event => { event.detail.value = event.detail.item.dataset.value; });
  expander.addEventListener("text-expander-committed", () => changed(area));
  document.addEventListener("scroll", () => expander.dismiss(), { passive: true });
}

// --- Keys ---

const styles = { b: "bold", i: "italic", k: "link" };

function keys(area) {
  const editor = area.closest(".editor");
  const preview = editor?.querySelector(".preview-button");
  editor?.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.isComposing) return;
    const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const style = control && event.target === area && styles[event.key.toLowerCase()];
    if (style) editor.querySelector(`[data-md-button="${style}"]`)?.click();
    else if (control && event.key === "Enter" && event.target === area) area.form.requestSubmit(area.form.querySelector(".actions > .button:not([formaction], [type=button])"));
    else if (event.key === "Escape" && preview?.getAttribute("aria-pressed") === "true") preview.click();
    else if (event.key === "Escape" && event.target === area) leave(area);
    else return;
    event.preventDefault();
  });
}

function leave(area) {
  const around = area.closest(".composer") ?? area.form;
  around.tabIndex = -1;
  around.focus();
}

// --- Quotations ---

const composer = document.querySelector("#reply-form textarea");
let selected = null;
let forgetting = 0;

// The words that are selected in one post; kept for a moment longer, since a touch on the button ends the selection.
document.addEventListener("selectionchange", () => {
  if (!composer) return;
  const selection = document.getSelection();
  const within = node => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest("#posts .post .prose");
  const post = selection && !selection.isCollapsed && within(selection.anchorNode) === within(selection.focusNode) ? within(selection.anchorNode)?.closest(".post") : null;
  clearTimeout(forgetting);
  if (post && selection.toString().trim()) {
    if (selected && selected.post !== post) label(null);
    selected = { post, text: selection.toString() };
    label(post);
  } else {
    forgetting = setTimeout(() => {
      selected = null;
      label(null);
    }, 700);
  }
});

function label(post) {
  for (const button of document.querySelectorAll("[data-quote]")) button.classList.toggle("quotes-selection", post?.contains(button) ?? false);
}

// Pressing the button must not end the selection that it is about.
document.addEventListener("mousedown", event => { if (composer && event.target.closest("[data-quote]")) event.preventDefault(); });

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-quote]");
  if (!button || !composer || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const post = button.closest(".post");
  const words = selected?.post === post ? selected.text : null;
  let text = "";
  if (words) {
    const name = button.dataset.author.replace(/[[\]\\#]/g, "");
    text = `> [${name}](${button.dataset.quote}):\n>\n${words.trim().split(/\r?\n/).map(line => line.trim() ? `> ${line}` : ">").join("\n")}\n\n`;
  } else {
    try {
      const answer = await fetch(`${button.dataset.quote}/quote`, { redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      text = await answer.text();
    } catch {
      // As without script.
      location.href = button.href;
      return;
    }
  }
  document.getSelection()?.removeAllRanges();
  post.querySelector("[data-answer]")?.click();
  composer.focus();
  composer.setSelectionRange(composer.value.length, composer.value.length);
  insert(composer, (composer.value.trim() ? (composer.value.endsWith("\n\n") ? "" : composer.value.endsWith("\n") ? "\n" : "\n\n") : "") + text);
});

for (const area of document.querySelectorAll(".editor textarea[data-people]")) {
  mentions(area);
  keys(area);
}
