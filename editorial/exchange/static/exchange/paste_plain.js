/* Pasting into a field without markup, as a title: what is raised or lowered comes as the characters for it,
   and what is struck out or tracked does not come at all: nothing could show which words those are. */
(() => {
  const url = document.currentScript.dataset.exchangePaste;
  const PLAIN = "input[type='text'], input:not([type]), textarea:not([data-takes-html])";
  const MEANS = /<(?:su[pb]|del|ins|s|strike)\b|vertical-align:\s*(?:su[pb]|-?\.?\d)|mso-text-raise|line-through/i;

  function put(field, text) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function say(field, words) {
    field.setCustomValidity(words);
    field.reportValidity();
    field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
  }

  document.addEventListener("paste", async (event) => {
    const field = event.target;
    const html = event.clipboardData && event.clipboardData.getData("text/html");
    if (!html || !MEANS.test(html) || !(field instanceof HTMLElement) || !field.matches(PLAIN)) return;
    event.preventDefault();
    const form = new FormData();
    form.set("html", html);
    form.set("into", "plain");
    const { gettext, send, whyNot } = window.exchange;
    try {
      const { error, plain } = await send(url, form);
      if (error) say(field, error);
      else put(field, plain);
    } catch (error) {
      say(field, whyNot(error, gettext("The server does not answer, so nothing was pasted. Paste it again in a moment.")));
    }
  });
})();
