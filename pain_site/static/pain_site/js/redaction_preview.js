/* Shows what one writes as it would be stored: what could identify somebody is taken out by the server, which keeps
   nothing of it; and whom to call, where it speaks of danger. Without this, or when it fails, the page that follows
   shows the same. */

const PAUSE = 700;
let told = 0;

/* Names that are on the page once must stay so when more than one form says whom to call. */
function numbered(part, number) {
  for (const attribute of ["id", "aria-labelledby"])
    for (const element of part.querySelectorAll(`[${attribute}]`))
      element.setAttribute(attribute, `${element.getAttribute(attribute)}-written-${number}`);
  return part;
}

function preview(section) {
  const form = section.closest("form");
  const boxes = ["passage", "comment"].map((name) => form.elements[name]).filter((box) => box?.matches("textarea"));
  const heading = section.querySelector(".panel__heading");
  const said = section.querySelector(".preview__said");
  const words = section.querySelector(".preview__words");
  const help = section.querySelector(".preview__help");
  const numbers = section.querySelector("template").content;
  let timer = 0;
  let asked = 0;

  /* Words of the article that stand in the form from the beginning are no reader's. */
  const isWritten = (box) => box.value.trim() && (box.name === "comment" || box.value !== box.defaultValue);

  const paragraph = (parts) => {
    const shown = document.createElement("p");
    shown.className = "stored-words";
    shown.append(
      ...parts.map(([text, isMark]) => (isMark ? Object.assign(document.createElement("mark"), { textContent: text }) : text)),
    );
    return shown;
  };

  /* The places in which something is told are there from the beginning: what comes into them is read out. */
  const showStored = (isShown) => {
    heading.hidden = !isShown;
    section.classList.toggle("panel", isShown || help.hasChildNodes());
  };

  /* Once shown, whom to call stays: nobody should lose it by going on writing. */
  const hide = () => {
    said.textContent = "";
    words.replaceChildren();
    showStored(false);
  };

  /* An answer that refuses the form says it above the form. */
  const tellWhomToCall = () => {
    const around = form.closest(".in-place, [data-answer]") ?? form;
    const shown = [...around.querySelectorAll(".help-now")].some((one) => one.getClientRects().length);
    if (!shown) help.append(numbered(numbers.cloneNode(true), ++told));
  };

  const show = async () => {
    const turn = ++asked;
    const written = boxes.filter(isWritten);
    if (!written.length) return hide();
    try {
      const body = new URLSearchParams(written.map((box) => [box.name, box.value]));
      const answer = await fetch(section.dataset.preview, { method: "POST", body, credentials: "omit" });
      const stored = await answer.json();
      if (turn !== asked) return;
      if (stored.is_danger) tellWhomToCall();
      if (!answer.ok) return hide();
      const parts = written.map((box) => stored[box.name] ?? []);
      const isTaken = parts.some((part) => part.some(([, isMark]) => isMark));
      const text = isTaken ? section.dataset.something : section.dataset.nothing;
      if (said.textContent !== text) said.textContent = text;
      words.replaceChildren(...(isTaken ? parts.map(paragraph) : []));
      showStored(true);
    } catch {
      if (turn === asked) hide();
    }
  };

  for (const box of boxes) {
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE);
    });
  }
  if (boxes.some(isWritten)) show();
}

function previewAll(within) {
  for (const section of within.querySelectorAll("[data-preview]")) preview(section);
}

previewAll(document);
document.addEventListener("placed", ({ target }) => previewAll(target)); // by in_place.js
