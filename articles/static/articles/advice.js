// Asks for advice on what the form of the edit screen holds now, without saving it.
document.addEventListener("DOMContentLoaded", () => {
  for (const panel of document.querySelectorAll("[data-advice]")) {
    const button = panel.querySelector("[data-advice-ask]");
    const status = panel.querySelector("[data-advice-status]");
    const list = panel.querySelector("[data-advice-list]");
    const of = panel.querySelector("[data-advice-of]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (button.ariaDisabled === "true") return;
      button.ariaDisabled = "true"; // a button that is off loses the focus
      status.textContent = "";
      try {
        const answer = await fetch(panel.dataset.adviceUrl, {
          method: "POST",
          body: new FormData(button.form),
          redirect: "error",
        });
        if (!answer.ok) throw new Error(answer.status);
        list.innerHTML = await answer.text();
        of.textContent = panel.dataset.adviceFresh;
      } catch {
        of.textContent = panel.dataset.adviceFailed;
      }
      status.textContent = of.textContent;
      button.ariaDisabled = null;
    });
  }
});
