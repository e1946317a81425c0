/* Asking the server about what somebody pastes, and the dialogue in which they see and decide it. */
window.exchange ??= (() => {
  const gettext = window.gettext || ((words) => words);

  /* What was refused, in a sentence for whoever pasted. */
  class Refusal extends Error {}

  const token = () => ({ "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value });

  const ask = async (url, options = { headers: { "X-Requested-With": "XMLHttpRequest" } }) => {
    const answer = await fetch(url, { ...options, headers: { Accept: "application/json", ...options.headers } });
    if (answer.ok || [410, 422].includes(answer.status)) return answer.json();
    if (![400, 401, 403].includes(answer.status)) throw new Error(String(answer.status));
    const { error_code: code, error_message: sentence } = await answer.json().catch(() => ({}));
    if (answer.status === 400) return { error: sentence }; // as what is too large for Django
    throw Object.assign(new Refusal(sentence || gettext("You are logged out, or may not do this any more. Log in in another tab, then try it again here.")), { code });
  };

  /* Whoever logged in again in another tab goes on here, as with autosave (accounts/unsent.js, which renews the token). */
  const send = async (url, body, signal) => {
    try {
      return await ask(url, { method: "POST", body, signal, headers: token() });
    } catch (error) {
      if (error.code !== "logged_in_again" || (await window.unsent.ask()).state !== "here") throw error;
      return ask(url, { method: "POST", body, signal, headers: token() });
    }
  };

  const whyNot = (error, otherwise) => (error instanceof Refusal ? error.message : otherwise);

  /* Over the page; when it is closed the focus is where it was, and `signal` ends what was asked. `words` are those of the
     button that closes it. */
  function open(html, label, words) {
    const dialogue = document.createElement("dialog");
    dialogue.className = "exchange-dialogue";
    dialogue.setAttribute("aria-label", label);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button button-secondary";
    close.textContent = words;
    close.addEventListener("click", () => dialogue.close());
    const body = document.createElement("div");
    body.innerHTML = html;
    dialogue.append(close, body);
    const before = document.activeElement;
    const asked = new AbortController();
    dialogue.addEventListener("close", () => {
      asked.abort();
      dialogue.remove();
      if (before && before.isConnected) before.focus();
    });
    document.body.append(dialogue);
    dialogue.showModal();
    return { dialogue, body, signal: asked.signal };
  }

  /* What stood in the dialogue stays there. */
  function away(body, error) {
    const words = body.querySelector(":scope > [data-away]") ?? document.createElement("p");
    words.dataset.away = "";
    words.setAttribute("role", "alert");
    words.textContent = whyNot(error, gettext("The server does not answer. Nothing was inserted; press again in a moment."));
    body.prepend(words);
  }

  return { ask, away, gettext, open, send, whyNot };
})();
