/* A box that takes what is pasted with its structure, as HTML, where the clipboard has it. An element around it says
   that it is HTML: of words without any, the server takes each “<” for what it is. */
(() => {
  for (const box of document.querySelectorAll("[data-takes-html]")) {
    box.addEventListener("paste", (event) => {
      const html = event.clipboardData && event.clipboardData.getData("text/html");
      if (!html) return;
      event.preventDefault();
      box.setRangeText(`<div>${html}</div>`, box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input", { bubbles: true })); // for whatever keeps what is typed
    });
  }
})();
