// Pictures and PDFs go to the site as soon as they are chosen, dropped or pasted, and stand in the text as Markdown. The list
// below the text shows what stands in it; without this script the files go with the form.
const mark = /(!?)\[((?:\\.|[^\]\\])*)\]\(\/uploads\/([\w-]{22})(#\d+x\d+)?\)/g;

function enhance(box) {
  const form = box.closest("form");
  const area = form.querySelector(".editor textarea");
  const editor = area.closest(".editor");
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector(".file-list");
  const row = box.querySelector("template").content;
  const error = box.querySelector("[role=alert]");
  const status = box.querySelector("[role=status]");
  const texts = box.dataset;
  const names = new Map();
  let sending = 0;

  // Each picture has a line of its own for this.
  box.querySelector("[name=FilesShow]").closest(".field").hidden = true;

  // --- What stands in the text ---

  const unescaped = text => text.replace(/\\(.)/g, "$1");
  const escaped = text => text.replace(/\s+/g, " ").replace(/[[\]\\*`<>&!]/g, "\\$&");

  function put(from, to, text) {
    area.setRangeText(text, from, to, "preserve");
    // What was not typed is a change to the draft all the same.
    area.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { draft: true } }));
  }

  function find(id) {
    return [...area.value.matchAll(mark)].find(m => m[3] === id);
  }

  function show() {
    const found = new Map([...area.value.matchAll(mark)].map(m => [m[3], m]));
    for (const item of [...list.children]) if (!found.has(item.dataset.id)) item.remove();
    for (const [id, m] of found) {
      const shown = [...list.children].find(item => item.dataset.id === id);
      if (!shown) list.append(line(id, m));
      else if (m[1] && shown.querySelector("input") !== document.activeElement) shown.querySelector("input").value = unescaped(m[2]);
    }
    list.hidden = list.children.length === 0;
    if (!list.hidden) box.open = true;
  }

  function line(id, m) {
    const item = row.cloneNode(true).firstElementChild;
    const name = m[1] ? names.get(id) ?? "" : unescaped(m[2]);
    item.dataset.id = id;
    item.querySelector(".file-name").textContent = name;
    item.querySelector(".visually-hidden").textContent = ` ${name}`;
    if (m[1]) {
      const picture = new Image(72, 72);
      picture.alt = "";
      picture.src = `/uploads/${id}`;
      item.prepend(picture);
      const says = item.querySelector("input");
      says.value = unescaped(m[2]);
      says.addEventListener("input", () => {
        const now = find(id);
        if (now) put(now.index, now.index + now[0].length, `![${escaped(says.value)}](/uploads/${id}${now[4] ?? ""})`);
      });
    } else {
      item.querySelector(".file-show").remove();
    }
    item.querySelector("button").addEventListener("click", () => {
      const now = find(id);
      if (now) put(now.index, now.index + now[0].length, "");
      status.textContent = texts.removed;
      input.focus();
    });
    return item;
  }

  // --- Sending ---

  async function take(files) {
    error.hidden = true;
    box.open = true;
    for (const file of files) await send(file);
  }

  async function send(file) {
    if (file.size > Number(texts.limit)) return fail(texts.large.replace("{0}", file.name));
    sending++;
    status.textContent = texts.sending.replace("{0}", file.name);
    try {
      const body = new FormData();
      body.set("file", file);
      body.set("__RequestVerificationToken", form.elements.namedItem("__RequestVerificationToken").value);
      const response = await fetch("/uploads", { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
      const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
      if (!answer.markdown) return fail(answer.error ?? texts.failed);
      names.set(answer.id, file.name);
      insert(answer.markdown);
      status.textContent = texts.sent;
      [...list.children].find(item => item.dataset.id === answer.id)?.querySelector("input")?.focus();
    } catch {
      fail(texts.failed);
    } finally {
      sending--;
    }
  }

  function fail(text) {
    status.textContent = "";
    error.textContent = text;
    error.hidden = false;
  }

  // A paragraph of its own, where the writer was.
  function insert(markdown) {
    const at = area.selectionEnd ?? area.value.length;
    const before = area.value.slice(0, at);
    const after = area.value.slice(at);
    const text = (before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "") + markdown + (after.startsWith("\n") ? "\n" : "\n\n");
    put(at, at, text);
    area.setSelectionRange(at + text.length, at + text.length);
  }

  input.addEventListener("change", async () => {
    const files = [...input.files];
    // They are not to go a second time with the form.
    input.value = "";
    await take(files);
  });
  editor.addEventListener("dragover", event => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    editor.classList.add("editor--over");
  });
  editor.addEventListener("dragleave", () => editor.classList.remove("editor--over"));
  editor.addEventListener("drop", event => {
    editor.classList.remove("editor--over");
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  area.addEventListener("paste", event => {
    // Programs for texts put a picture of the text beside it.
    if (event.clipboardData.files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    take([...event.clipboardData.files]);
  });
  form.addEventListener("submit", event => {
    if (sending === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    status.textContent = texts.wait;
  }, { capture: true });
  area.addEventListener("input", show);
  document.addEventListener("draft:sent", () => setTimeout(() => {
    show();
    if (list.hidden) box.open = false;
    status.textContent = "";
  }));
  // What a draft brought back is there already, or comes with an event.
  show();
}

document.querySelectorAll("details.files").forEach(enhance);
