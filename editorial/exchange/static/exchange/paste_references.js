/* Beside the list of references of an article: paste a whole one. The form of the page is filled in, and not sent. */
(() => {
  const url = document.currentScript.dataset.exchangeReferences;
  const NAMES = ["text", "doi", "pmid", "url"];
  const { ask, away, gettext, open, send } = window.exchange;

  const field = (number, name) => document.querySelector(`[name="references-${number}-${name}"]`);
  const count = () => Number(document.querySelector("[name='references-TOTAL_FORMS']").value);

  function isThere(reference) {
    return Array.from({ length: count() }, (_nothing, number) => number).some((number) => {
      const removed = field(number, "DELETE");
      if (!field(number, "text") || (removed && removed.value)) return false;
      return ["doi", "pmid", "text"].some((name) => reference[name] && field(number, name).value.trim() === reference[name]);
    });
  }

  function add(reference) {
    const number = count();
    document.getElementById("id_references-ADD").click();
    for (const name of NAMES) {
      const input = field(number, name);
      input.value = reference[name];
      for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }

  function tell(said, added, known) {
    const words = [gettext("Put in the list of references: ") + added];
    if (known) words.push(gettext("There already: ") + known);
    said.textContent = words.join(". ") + ".";
  }

  function take(references, told) {
    for (const reference of references) {
      if (isThere(reference)) told.known += 1;
      else {
        add(reference);
        told.added += 1;
      }
    }
  }

  async function paste(said) {
    const { dialogue, body, signal } = open("", gettext("Paste a list of references"), gettext("Close"));
    const told = { added: 0, known: 0 };
    const show = (html) => {
      body.innerHTML = html;
      dialogue.scrollTop = 0;
      const first = body.querySelector("[aria-invalid=true], [role=alert], textarea:not([hidden]), input[type=radio]:checked, input[type=radio]");
      if (first && first.matches("textarea, input")) first.focus();
    };
    body.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (button.disabled) return;
      button.disabled = true;
      try {
        const answer = await send(url, new FormData(event.target), signal);
        if (signal.aborted) return;
        if (answer.error) throw new Error(answer.error);
        take(answer.references, told);
        tell(said, told.added, told.known);
        if (answer.html) show(answer.html);
        else dialogue.close();
      } catch (error) {
        away(body, error);
        button.disabled = false;
      }
    });
    try {
      show((await ask(url)).html);
    } catch (error) {
      away(body, error);
    }
  }

  function offer() {
    const adding = document.getElementById("id_references-ADD");
    if (!adding) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary exchange__beside";
    button.textContent = gettext("Paste a list of references");
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    button.addEventListener("click", () => paste(said));
    adding.after(button, said);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offer);
  else offer();
})();
