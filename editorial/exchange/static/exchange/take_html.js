/* A box that takes what is pasted with its structure, as HTML, where the clipboard has it. */
(() => {
  for (const box of document.querySelectorAll("[data-takes-html]")) {
    box.addEventListener("paste", (event) => {
      const html = event.clipboardData && event.clipboardData.getData("text/html");
      if (!html) return;
      event.preventDefault();
      box.setRangeText(html, box.selectionStart, box.selectionEnd, "end");
    });
  }
})();
