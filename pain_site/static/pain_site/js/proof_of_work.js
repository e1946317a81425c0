/* Opens boxes that are shut (feedback/components/shut.html) once the device has found the number that, behind the
   challenge's salt, has the challenge as its SHA-256; and works by itself for a report that was sent
   (feedback/components/device_at_work.html). Without this, or without https, both stay as they are. */

const BATCH = 1000; // some 20 milliseconds' work, 50 on a telephone; between two of them the page answers
const STEPS = 4; // so often progress is told: each time is read out

const encoder = new TextEncoder();

async function solve({ challenge, salt, maxNumber }, tell) {
  const wanted = Uint8Array.from(challenge.match(/../g), (pair) => parseInt(pair, 16));
  const digest = (number) => crypto.subtle.digest("SHA-256", encoder.encode(salt + number));
  const fits = (found) => new Uint8Array(found).every((byte, at) => byte === wanted[at]);

  for (let first = 0; first <= maxNumber; first += BATCH) {
    tell(1 - first / maxNumber);
    const found = await Promise.all(Array.from({ length: BATCH }, (_, at) => digest(first + at)));
    const at = found.findIndex(fits);
    if (at >= 0) return first + at;
    await new Promise((rest) => setTimeout(rest)); // Chromium hashes so short a text at once, and never rests by itself
  }
  throw new Error("No number fits the challenge.");
}

function proofOf({ algorithm, challenge, salt, signature }, number) {
  return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
}

function offer(shut, button) {
  const form = button.form;
  const status = shut.querySelector("[role=status]");
  const challenge = JSON.parse(shut.dataset.challenge);
  let isAtWork = false;

  const tell = (left) => {
    const percent = (Math.ceil(left * STEPS) / STEPS) * 100;
    const text = percent === 100 ? shut.dataset.begun : shut.dataset.working.replace("%n", percent);
    if (status.textContent !== text) status.textContent = text;
  };

  const open = (number) => {
    form.elements.proof.value = proofOf(challenge, number);
    const boxes = form.querySelector(".shut__boxes");
    const hadFocus = document.activeElement === button;
    for (const stale of shut.querySelectorAll(".panel__heading, .shut__notice, .unsent, .button")) stale.remove();
    shut.removeAttribute("aria-labelledby");
    boxes.disabled = boxes.hidden = false;
    status.textContent = shut.dataset.done;
    if (hadFocus) boxes.querySelector("textarea").focus();
  };

  button.addEventListener("click", async () => {
    if (isAtWork) return;
    isAtWork = true;
    button.setAttribute("aria-disabled", "true");
    try {
      open(await solve(challenge, tell));
    } catch {
      status.textContent = shut.dataset.failed;
      button.removeAttribute("aria-disabled");
      isAtWork = false;
    }
  });
  button.hidden = false;
}

async function workFor(report) {
  const status = report.querySelector("[role=status]");
  const challenge = JSON.parse(report.dataset.challenge);
  report.classList.add("panel");
  status.textContent = report.dataset.begun;
  try {
    const body = new URLSearchParams({ proof: proofOf(challenge, await solve(challenge, () => {})) });
    const answer = await fetch(report.dataset.worksFor, { method: "POST", body });
    if (!answer.redirected) throw new Error("The work was not taken.");
    status.textContent = report.dataset.done;
  } catch {
    status.textContent = report.dataset.failed;
  }
}

function offerIn(within) {
  if (!globalThis.crypto?.subtle) return;
  for (const shut of within.querySelectorAll(".shut")) offer(shut, shut.querySelector("button"));
  for (const report of within.querySelectorAll("[data-works-for]")) workFor(report);
}

offerIn(document);
document.addEventListener("placed", ({ target }) => offerIn(target)); // by in_place.js
