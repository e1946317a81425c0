/* Says how much more fits in a box while one writes. The limit itself is said by the page and held by the server. */

const PAUSE = 800;

function countIn(count) {
  const box = document.getElementById(count.dataset.characterCount);
  const limit = Number(count.dataset.limit);
  const spoken = document.createElement("p");
  let timer = 0;

  const update = () => {
    const left = limit - [...box.value].length; // characters, as the server counts them
    const text = (left < 0 ? count.dataset.over : count.dataset.left).replace("%n", Math.abs(left).toLocaleString());
    count.textContent = text;
    count.classList.toggle("field__limit--over", left < 0);
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = text), PAUSE);
  };

  // Cutting what somebody pastes would lose words without a sign; the server says it kindly instead.
  box.removeAttribute("maxlength");
  spoken.className = "visually-hidden";
  spoken.role = "status";
  count.after(spoken);
  box.addEventListener("input", update);
  if (box.value) update();
}

function countAll(within) {
  for (const count of within.querySelectorAll("[data-character-count]")) countIn(count);
}

countAll(document);
document.addEventListener("placed", ({ target }) => countAll(target)); // by in_place.js
