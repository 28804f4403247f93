// The line to the site's live channel: it says that something changed, never what. It is never given up.

const quiet = 30_000;

/**
 * Watches a topic for as long as the page lives.
 * @param {string} topic
 * @param {{ changed: (version: number) => void, catchUp: () => void, lost: () => void, back: () => void }} page
 *   changed: the topic is at this version; catchUp: something may have been missed; lost, back: the line fell, and holds again.
 */
export function watch(topic, page) {
  const hub = new globalThis.signalR.HubConnectionBuilder()
    .withUrl("/live", { skipNegotiation: true, transport: globalThis.signalR.HttpTransportType.WebSockets })
    .configureLogging(globalThis.signalR.LogLevel.None)
    .build();
  let asleep = false;
  let wake = () => {};
  let closed = () => {};

  hub.on("changed", (what, version) => what === topic && page.changed(version));
  hub.on("catchUp", page.catchUp);
  hub.onclose(() => closed());

  const rest = ms => new Promise(resolve => {
    wake = resolve;
    setTimeout(resolve, ms);
  });

  (async () => {
    for (let attempt = 0; ; attempt++) {
      const fell = new Promise(resolve => { closed = resolve; });
      try {
        await hub.start();
        const version = await hub.invoke("Watch", topic);
        attempt = 0;
        page.back();
        // Nothing to watch: asking tells whether the page is still this reader's to see.
        if (version === null) page.catchUp();
        else page.changed(version);
        await fell;
      } catch {
        // Not reached: tried again below, like a line that fell.
      }
      page.lost();
      if (asleep) await new Promise(resolve => { wake = resolve; });
      // Apart, so that a site that comes back is not met by every page at once.
      await rest(Math.min(30_000, 400 * 2 ** Math.min(attempt, 7)) * (0.5 + Math.random()));
    }
  })();

  let hiddenAt = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hiddenAt = Date.now();
    else if (hiddenAt && Date.now() - hiddenAt >= quiet) again();
  });
  addEventListener("online", again);
  // A page that the browser puts aside cannot keep a socket; one that it brings back has been away.
  addEventListener("pagehide", event => {
    asleep = event.persisted;
    if (asleep) hub.stop();
  });
  addEventListener("pageshow", event => {
    asleep = false;
    if (event.persisted) again();
  });

  function again() {
    wake();
    page.catchUp();
  }
}
