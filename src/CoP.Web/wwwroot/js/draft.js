// Keeps what is being written in this browser until the site has it. A text that the server sent wins over a kept one.
const prefix = `draft:${document.documentElement.dataset.me ?? ""}:`;
const month = 30 * 24 * 60 * 60 * 1000;

function keep(area) {
  const key = prefix + area.dataset.draft;
  const line = area.closest(".field")?.querySelector(".draft-line");
  const say = text => { if (line && line.textContent !== text) line.textContent = text; };
  let timer = 0;

  const write = () => {
    timer = 0;
    try {
      if (area.value.trim()) {
        localStorage.setItem(key, JSON.stringify({ text: area.value, at: Date.now() }));
        say(line?.dataset.kept ?? "");
      } else {
        localStorage.removeItem(key);
        say("");
      }
    } catch { /* storage is full or off: the page itself still holds the text */ }
  };

  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    if (kept && Date.now() - kept.at > month) localStorage.removeItem(key);
    else if (kept?.text && !area.value) {
      area.value = kept.text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
      say(line?.dataset.found ?? "");
    }
  } catch { /* as above */ }

  area.addEventListener("input", event => {
    if (!event.isTrusted) return;
    clearTimeout(timer);
    timer = setTimeout(write, 600);
  });
  // Phones end a page without a word; being hidden is the last that it hears.
  document.addEventListener("visibilitychange", () => { if (document.hidden && timer) { clearTimeout(timer); write(); } });
  document.addEventListener("draft:sent", event => {
    if (event.detail !== area.dataset.draft) return;
    clearTimeout(timer);
    timer = 0;
    area.value = "";
    say("");
  });
}

document.querySelectorAll("textarea[data-draft]").forEach(keep);
