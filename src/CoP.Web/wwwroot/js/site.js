// The theme without a reload: the form works on its own, this only spares the wait.
const form = document.querySelector(".theme-switch");
form?.addEventListener("submit", event => {
  const theme = event.submitter?.value;
  if (!theme) return;
  event.preventDefault();
  const secure = location.protocol === "https:" ? "; secure" : "";
  if (theme === "auto") {
    document.cookie = "theme=; path=/; max-age=0; samesite=lax" + secure;
    delete document.documentElement.dataset.theme;
  } else {
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax${secure}`;
    document.documentElement.dataset.theme = theme;
  }
  for (const button of form.querySelectorAll("button[name=theme]")) button.setAttribute("aria-pressed", String(button.value === theme));
});

// A page that comes back out of the browser's memory may show the colours of before.
addEventListener("pageshow", event => {
  if (!event.persisted) return;
  const theme = document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1];
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
});

// Drafts end when the site has the text, and when someone signs out of a device that may be shared.
const prefix = `draft:${document.documentElement.dataset.me ?? ""}:`;
const forget = key => { try { localStorage.removeItem(prefix + key); } catch { /* storage is off: nothing was kept */ } };
if (document.body.dataset.draftSent) forget(document.body.dataset.draftSent);
document.addEventListener("draft:sent", event => forget(event.detail));
document.addEventListener("submit", event => {
  if (!(event.target instanceof HTMLFormElement) || new URL(event.target.action).pathname !== "/sign-out") return;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
  } catch { /* as above */ }
});

// Copying an address: the button shows only where it works.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    if (button.dataset.done) button.textContent = button.dataset.done;
  });
}
