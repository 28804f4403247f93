// The line to the site's live channel: it says that something changed, never what. It is never given up. However much
// a page watches, it has one.

const quiet = 30_000;
const watched = new Map();
let hub = null;
let open = false;
let asleep = false;
let wake = () => {};
let closed = () => {};

/**
 * Watches a topic for as long as the page lives.
 * @param {string} topic
 * @param {{ changed: (version: number) => void, catchUp: () => void, lost: () => void, back: () => void }} page
 *   changed: the topic is at this version; catchUp: something may have been missed; lost, back: the line fell, and holds again.
 */
export function watch(topic, page) {
  watched.set(topic, page);
  if (open) begin(topic, page).catch(() => hub.stop());
  if (!hub) start();
}

const each = what => { for (const page of watched.values()) page[what](); };

async function begin(topic, page) {
  const version = await hub.invoke("Watch", topic);
  page.back();
  // Nothing to watch: asking tells whether the page is still this reader's to see.
  if (version === null) page.catchUp();
  else page.changed(version);
}

const rest = ms => new Promise(resolve => {
  wake = resolve;
  setTimeout(resolve, ms);
});

async function start() {
  hub = new globalThis.signalR.HubConnectionBuilder()
    .withUrl("/live", { skipNegotiation: true, transport: globalThis.signalR.HttpTransportType.WebSockets })
    .configureLogging(globalThis.signalR.LogLevel.None)
    .build();
  hub.on("changed", (what, version) => watched.get(what)?.changed(version));
  hub.on("catchUp", () => each("catchUp"));
  hub.onclose(() => closed());

  for (let attempt = 0; ; attempt++) {
    const fell = new Promise(resolve => { closed = resolve; });
    try {
      await hub.start();
      open = true;
      for (const [topic, page] of [...watched]) await begin(topic, page);
      attempt = 0;
      await fell;
    } catch {
      // Not reached, or not answered: tried again below, like a line that fell.
      await hub.stop().catch(() => {});
    }
    open = false;
    each("lost");
    if (asleep) await new Promise(resolve => { wake = resolve; });
    // Apart, so that a site that comes back is not met by every page at once.
    await rest(Math.min(30_000, 400 * 2 ** Math.min(attempt, 7)) * (0.5 + Math.random()));
  }
}

let hiddenAt = 0;
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") hiddenAt = Date.now();
  else if (hiddenAt && Date.now() - hiddenAt >= quiet) again();
});
addEventListener("online", again);
// A page that the browser puts aside cannot keep a socket; one that it brings back has been away.
addEventListener("pagehide", event => {
  asleep = event.persisted;
  if (asleep) hub?.stop();
});
addEventListener("pageshow", event => {
  asleep = false;
  if (event.persisted) again();
});

function again() {
  wake();
  each("catchUp");
}
