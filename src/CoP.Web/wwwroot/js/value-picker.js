// Puts a core value into the text where it is being written; without script the list says what to type.
document.querySelectorAll(".value-picker").forEach(picker => {
  const area = document.getElementById(picker.dataset.for);
  if (!area) return;
  picker.querySelectorAll("[data-without]").forEach(line => { line.hidden = true; });
  picker.querySelectorAll("[data-insert]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const before = area.value.slice(0, area.selectionStart);
      const text = (before && !/\s$/.test(before) ? " " : "") + button.dataset.insert + (/^[\s.,;:!?)]/.test(area.value.slice(area.selectionEnd)) ? "" : " ");
      area.focus();
      // The way that can be undone; the other where it is not known.
      if (!document.execCommand("insertText", false, text)) {
        area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
      picker.open = false;
    });
  });
});
