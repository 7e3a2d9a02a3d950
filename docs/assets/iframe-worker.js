// Opened as a file, a page may start no Worker in most browsers, and the search is one.
// There a frame takes its place: it has the page's origin, loads the same script and passes the same messages.
if (location.protocol === "file:") {
  const loaded = (window, address) =>
    new Promise((resolve, reject) => {
      const script = window.document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(address));
      window.document.head.append(script);
    });

  window.IFrameWorker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.srcdoc = "<!doctype html><title>search</title>";
      this.ready = new Promise((resolve) => {
        frame.onload = () => resolve(this.started(frame.contentWindow, new URL(address, location.href).href));
      });
      document.body.append(frame);
    }

    async started(inner, address) {
      inner.importScripts = async (...addresses) => {
        for (const one of addresses) await loaded(inner, one);
      };
      inner.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      await loaded(inner, address);
      return inner;
    }

    async postMessage(data) {
      const inner = await this.ready;
      inner.dispatchEvent(new inner.MessageEvent("message", { data }));
    }

    terminate() {}
  };
  window.Worker = window.IFrameWorker;
}
