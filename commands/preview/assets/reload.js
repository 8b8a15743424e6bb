// Reloads the page when it has changed. Only the preview serves this; it is never part of a built site.
(() => {
  const shown = document.currentScript.dataset.state;
  let events;
  const listen = () => {
    events = new EventSource(`/__preview__/events?page=${encodeURIComponent(location.pathname)}`);
    events.onmessage = (event) => {
      if (event.data !== shown) {
        events.close();
        location.reload();
      }
    };
  };
  // Browsers allow six connections to one address: a tab nobody looks at must not hold one, or a seventh tab hangs.
  document.addEventListener("visibilitychange", () => {
    events?.close();
    if (!document.hidden) listen();
  });
  addEventListener("pagehide", () => events?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
  if (!document.hidden) listen();
})();
