// What a thread's page does beside its replies: words of reaction without a new page, and the first words of what an
// answer answers, which change and go with it.

/** What the reader has said is known to this page alone: a post that is rendered anew for all keeps it. */
export function keepSaid(old, fresh) {
  for (const was of old.querySelectorAll("button.word")) {
    const now = fresh.querySelector(`button.word[formaction="${was.getAttribute("formaction")}"]`);
    if (now) press(now, was.getAttribute("aria-pressed") === "true");
  }
}

/** Puts right what others show of a post: its first words, or nothing once it is gone. */
export function requote(root, id, fresh) {
  for (const link of root.querySelectorAll(`.answered [data-post="p-${id}"]`)) {
    const words = link.querySelector(".answered-words");
    if (fresh.dataset.words === undefined) {
      link.closest(".post")?.classList.remove("post--answer");
      link.closest(".answered").remove();
    } else if (words) {
      words.textContent = fresh.dataset.words;
      words.lang = fresh.querySelector(".prose")?.lang ?? words.lang;
    }
  }
}

function press(button, said) {
  button.setAttribute("aria-pressed", String(said));
  button.value = said ? "DELETE" : "POST";
}

document.addEventListener("click", async event => {
  const button = event.target.closest("button.word");
  if (!button || button.disabled) return;
  event.preventDefault();
  if (button.dataset.busy) return;
  button.dataset.busy = "true";
  try {
    const token = button.form.elements.__RequestVerificationToken.value;
    const body = new URLSearchParams({ _method: button.value, __RequestVerificationToken: token });
    const response = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!response.ok || response.redirected) throw new Error(response.statusText);
    const answer = await response.json();
    press(button, answer.said);
    button.textContent = answer.words;
  } catch {
    // Signed out, gone, or the line is down: the form says which.
    button.dataset.busy = "";
    button.form.requestSubmit(button);
    return;
  }
  button.dataset.busy = "";
});
