// Keeps what is being written: in this browser at once, and, where the field is of a discussion or one's own record, on the site soon after, for the
// other devices. Neither ever writes over a text that the writer has not seen: where there are two, the writer chooses.
const prefix = `draft:${document.documentElement.dataset.me ?? ""}:`;
const month = 30 * 24 * 60 * 60 * 1000;
const shared = /^(thread|post|record):/;

function keep(area) {
  const name = area.dataset.draft;
  const key = prefix + name;
  const form = area.form;
  const field = area.closest(".field");
  const line = field?.querySelector(".draft-line");
  const choice = field?.querySelector(".draft-choice");
  const say = text => { if (line && line.textContent !== text) line.textContent = text; };
  const sent = area.value;
  let version = Number(area.dataset.draftVersion ?? 0);
  let timer = 0, later = 0, saving = null, ended = false;

  // --- This browser ---

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? "null");
      if (kept && Date.now() - kept.at <= month) return kept;
      localStorage.removeItem(key);
    } catch { /* storage is full or off: the page itself still holds the text */ }
    return null;
  };
  const write = synced => {
    timer = 0;
    try {
      if (area.value.trim()) localStorage.setItem(key, JSON.stringify({ text: area.value, at: Date.now(), version, synced }));
      else localStorage.removeItem(key);
    } catch { /* as above */ }
    // Where the site keeps it too, that is what is said, and only once.
    if (!synced && !shared.test(name)) say(area.value.trim() ? line?.dataset.kept ?? "" : "");
  };

  // --- The site ---

  const save = async () => {
    later = 0;
    if (ended || !shared.test(name)) return;
    if (!version && !area.value.trim() && !form.elements.namedItem("Title")?.value.trim()) return;
    saving?.abort();
    const request = saving = new AbortController();
    const text = area.value;
    const body = new URLSearchParams();
    for (const [field, value] of new FormData(form)) if (typeof value === "string" && field !== "_method" && field !== "FormKey") body.append(field, value);
    body.set("version", version);
    try {
      const answer = await fetch(`/drafts/${name}`, { method: "PUT", body, headers: { Accept: "application/json" }, signal: request.signal });
      if (ended || !answer.headers.get("Content-Type")?.includes("json")) return;
      const kept = await answer.json();
      if (answer.ok) {
        version = kept.version;
        if (area.value === text) write(true);
        say(text.trim() ? choice?.dataset.saved ?? "" : "");
      } else if (answer.status === 409) {
        offer(kept);
      } else if (answer.status === 410) {
        // Posted or thrown away elsewhere; what goes on here begins a new one.
        version = 0;
        if (area.value !== sent) later = setTimeout(save, 2500);
      } else {
        say(kept.error ?? choice?.dataset.full ?? "");
      }
    } catch {
      // No line: the browser keeps it, and the next change tries again.
      if (!request.signal.aborted) say(choice?.dataset.full ?? "");
    }
  };

  const put = text => {
    area.focus();
    area.select();
    // So that it can be undone like any other change.
    if (!document.execCommand("insertText", false, text)) area.value = text;
  };

  function offer(other) {
    if (!choice) return;
    if (other.body === area.value) {
      version = other.version;
      return;
    }
    const words = document.createElement("p");
    words.textContent = choice.dataset.title;
    const text = document.createElement("p");
    text.className = "source";
    text.textContent = other.body;
    const act = (label, work) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button button--quiet", textContent: label });
      button.addEventListener("click", () => {
        version = other.version;
        choice.hidden = true;
        work();
      });
      return button;
    };
    const actions = document.createElement("p");
    actions.className = "actions";
    actions.append(act(choice.dataset.use, () => put(other.body)), act(choice.dataset.mine, () => { area.focus(); write(false); save(); }));
    choice.replaceChildren(words, text, actions);
    choice.hidden = false;
    say(choice.dataset.title);
  }

  // --- What was there when the page came ---

  const kept = read();
  if (kept?.synced && kept.text !== area.value) {
    try { localStorage.removeItem(key); } catch { /* as above */ }
  } else if (kept?.text && kept.text !== area.value) {
    const mine = () => {
      area.value = kept.text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
      say(line?.dataset.found ?? "");
    };
    // In step with the site when it was kept: what the site has now is the newer, also when that is nothing. Here, it was not in step.
    if (version && kept.version !== version) {
      const there = area.value;
      mine();
      offer({ body: there, version });
    } else if (version || !area.value) {
      mine();
      if (shared.test(name)) later = setTimeout(save, 500);
    } else {
      offer({ body: kept.text, version });
    }
  }

  area.addEventListener("input", event => {
    if (!event.isTrusted && !event.detail?.draft) return;
    clearTimeout(timer);
    clearTimeout(later);
    timer = setTimeout(write, 600, false);
    if (shared.test(name)) later = setTimeout(save, 2500);
  });
  // A title is lost as easily.
  form?.addEventListener("input", event => {
    if (event.target === area || !shared.test(name)) return;
    clearTimeout(later);
    later = setTimeout(save, 2500);
  });
  // Phones end a page without a word; being hidden is the last that it hears.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return;
    if (timer) { clearTimeout(timer); write(false); }
    if (later) { clearTimeout(later); save(); }
  });
  // What is under way must not come after the text itself.
  const stop = () => {
    ended = true;
    clearTimeout(timer);
    clearTimeout(later);
    timer = later = 0;
    saving?.abort();
  };
  form?.addEventListener("submit", event => {
    if (!ended && area.value.trim()) write(false);
    stop();
    // The page is still there when the site said no, or asked.
    setTimeout(() => { ended = false; }, 3000);
  });
  document.addEventListener("draft:sent", event => {
    if (event.detail !== name) return;
    stop();
    ended = false;
    version = 0;
    area.value = "";
    if (choice) choice.hidden = true;
    try { localStorage.removeItem(key); } catch { /* as above */ }
    say("");
  });
}

document.querySelectorAll("textarea[data-draft]").forEach(keep);
