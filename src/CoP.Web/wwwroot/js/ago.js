// "3 hours ago" in place of a short date, by the site's clock; the whole date stays in the title, and without script on the page.
// Pages that are kept for many readers carry dates alone: how long ago something was is worked out here.
const page = document.querySelector("[data-now]");
const ahead = Number(page?.dataset.now) - Date.now();
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
const minute = 60_000, hour = 60 * minute, day = 24 * hour;

function tell(time) {
  time.dataset.date ??= time.textContent;
  const age = Date.now() + ahead - Date.parse(time.dateTime);
  const text = age < 0 || age >= 7 * day ? time.dataset.date
    : age < minute ? page.dataset.justNow
    : age < hour ? words.format(-Math.floor(age / minute), "minute")
    : age < day ? words.format(-Math.floor(age / hour), "hour")
    : words.format(-Math.floor(age / day), "day");
  if (time.textContent !== text) time.textContent = text;
}

const tellAll = within => within.querySelectorAll("time[data-ago]").forEach(tell);

if (page && Number.isFinite(ahead)) {
  tellAll(page);
  setInterval(() => { if (!document.hidden) tellAll(page); }, minute);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tellAll(page); });
  // Replies that arrive later bring dates as well.
  new MutationObserver(changes => {
    for (const change of changes) for (const node of change.addedNodes) if (node instanceof Element) tellAll(node);
  }).observe(page, { childList: true, subtree: true });
}
