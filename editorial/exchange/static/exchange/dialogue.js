/* Asking the server about what somebody pastes, and the dialogue in which they see and decide it. */
window.exchange = (() => {
  const gettext = window.gettext || ((words) => words);

  const send = async (url, body) => {
    const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const headers = { Accept: "application/json", "X-CSRFToken": csrf, "X-Requested-With": "XMLHttpRequest" };
    const answer = await fetch(url, { method: "POST", body, headers });
    if (answer.status === 400) return { error: (await answer.json()).error_message }; // as what is too large for Django
    if (!answer.ok && ![410, 422].includes(answer.status)) throw new Error(String(answer.status));
    return answer.json();
  };

  /* Over the page; when it is closed the focus is where it was. `words` are those of the button that closes it. */
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
    dialogue.addEventListener("close", () => {
      dialogue.remove();
      if (before && before.isConnected) before.focus();
    });
    document.body.append(dialogue);
    dialogue.showModal();
    return { dialogue, body };
  }

  /* What stood in the dialogue stays there. */
  function away(body) {
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.textContent = gettext("The server does not answer. Nothing was inserted; press again in a moment.");
    body.prepend(words);
  }

  return { away, gettext, open, send };
})();
