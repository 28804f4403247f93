// The toolbar, and the preview that the server renders: the same Markdown, the same rules as in the thread.
function enhance(editor) {
  const bar = editor.querySelector(".editor-bar");
  const button = editor.querySelector(".preview-button");
  const area = editor.querySelector("textarea");
  const preview = editor.querySelector(".preview");
  const label = button.textContent;
  bar.hidden = false;

  const show = on => {
    preview.hidden = !on;
    area.hidden = on;
    bar.toggleAttribute("data-previewing", on);
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? editor.dataset.write : label;
    (on ? preview : area).focus();
  };

  button.addEventListener("click", async () => {
    if (!preview.hidden) return show(false);
    if (!area.value.trim()) preview.textContent = editor.dataset.empty;
    else {
      button.setAttribute("aria-busy", "true");
      try {
        const body = new FormData();
        body.set("body", area.value);
        body.set("language", area.form.elements.namedItem("Language")?.value ?? "");
        body.set("__RequestVerificationToken", area.form.elements.namedItem("__RequestVerificationToken").value);
        const answer = await fetch("/preview", { method: "POST", body, credentials: "same-origin", redirect: "error" });
        if (!answer.ok) throw new Error(String(answer.status));
        preview.innerHTML = await answer.text();
      } catch {
        preview.textContent = editor.dataset.previewError;
      }
      button.removeAttribute("aria-busy");
    }
    show(true);
  });
}

document.querySelectorAll(".editor").forEach(enhance);
