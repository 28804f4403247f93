// While a title is typed, shows discussions that may be about the same. Says so once, politely, and moves nothing that has the focus.
const field = document.querySelector("input[name=Title][data-similar]");
const box = document.getElementById("similar");
const status = document.getElementById("similar-status");

if (field && box) {
  let timer = 0;
  let asked = box.dataset.for ?? "";
  let request = null;

  const ask = async () => {
    const title = field.value.trim();
    // Nothing moves under someone who writes on.
    if (title === asked || document.activeElement !== field) return;
    asked = title;
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch(`/threads/similar?title=${encodeURIComponent(title)}`, { credentials: "same-origin", redirect: "error", signal: request.signal });
      if (!answer.ok || document.activeElement !== field) return;
      box.innerHTML = (await answer.text()).trim();
      status.textContent = box.childElementCount ? status.dataset.found : "";
    } catch { /* a newer title, or no line: what is shown stays */ }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 500);
  });
}
