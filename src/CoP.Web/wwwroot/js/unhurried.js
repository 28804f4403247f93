// Changes a part of the page once nobody is at a button in it: they are not to lose their place.
export function unhurried(element, change) {
  if (element.contains(document.activeElement)) element.addEventListener("focusout", () => setTimeout(() => unhurried(element, change)), { once: true });
  else change();
}
