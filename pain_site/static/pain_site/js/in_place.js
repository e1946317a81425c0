/* Answers what readers send where they sent it, and opens the form for a report where it is asked for.

   There is one set of pages, which are shown as they are to whoever has no scripts. Of the page that the server answers
   with, this puts the part that is marked `data-answer` in place. Whatever fails is said beside the button, with whom to
   call where somebody may be in danger, and the form stays as it is, with all that was typed. */

const PATIENCE = 20_000; // milliseconds

const question = document.querySelector("[data-in-place]");
let placed = 0;

class Refusal extends Error {
  constructor(sentence, help) {
    super(sentence);
    this.help = help;
  }
}

async function ask(address, options) {
  const answer = await fetch(address, { ...options, signal: AbortSignal.timeout?.(PATIENCE) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.querySelector("[data-answer]");
  if (part) return { page, part, address: answer.url };
  const sentences = Array.from(page.querySelectorAll("[data-refusal]"), ({ textContent }) => textContent);
  const help = page.querySelector("[data-refusal-help]");
  if (help) await bring(page);
  throw new Refusal(sentences.join(" ") || question.dataset.failed, help);
}

/* Names that are on the page once must stay so when two forms are open. */
function nameAnew(part, suffix) {
  const anew = (names) => names.split(" ").map((name) => name + suffix).join(" ");
  for (const attribute of ["id", "for", "aria-labelledby", "aria-describedby", "data-character-count"])
    for (const element of part.querySelectorAll(`[${attribute}]`))
      element.setAttribute(attribute, anew(element.getAttribute(attribute)));
  for (const link of part.querySelectorAll("a[href^='#']")) link.setAttribute("href", anew(link.getAttribute("href")));
}

/* The page's styles, waited for; and its scripts, which look at what is there, and later at what is `placed`. */
async function bring(page) {
  const has = (name, address) => Array.from(document.querySelectorAll(name)).some((one) => (one.href || one.src) === address);
  const styles = Array.from(page.querySelectorAll("link[rel=stylesheet]")).filter(({ href }) => !has("link", href));
  const loading = styles.map((style) => new Promise((done) => (style.onload = style.onerror = done)));
  document.head.append(...styles);
  await Promise.all(loading);
  for (const { src } of page.querySelectorAll("script[type=module][src]"))
    if (!has("script", src)) document.head.append(Object.assign(document.createElement("script"), { type: "module", src }));
}

function headOf(page) {
  const heading = document.createElement("h2");
  heading.tabIndex = -1;
  heading.textContent = page.querySelector("h1").textContent;
  const below = page.querySelector(".masthead .standfirst")?.textContent;
  return below ? [heading, Object.assign(document.createElement("p"), { textContent: below })] : [heading];
}

async function place(here, { page, part, address }) {
  nameAnew(part, `-${++placed}`);
  for (const back of part.querySelectorAll("[data-leads-back]")) back.remove();
  for (const form of part.querySelectorAll("form")) {
    form.setAttribute("action", form.getAttribute("action") || address);
    answerInPlace(form, here);
  }
  await bring(page);
  here.replaceChildren(...headOf(page), ...part.childNodes);
  here.dispatchEvent(new CustomEvent("placed", { bubbles: true }));
  const first = here.querySelector(".error-summary") ?? here.firstElementChild;
  first.focus({ preventScroll: true });
  first.scrollIntoView({ block: "nearest" });
}

function statusAfter(element) {
  const status = document.createElement("p");
  status.className = "in-place__status";
  status.role = "status";
  const below = document.createElement("div");
  element.append(status, below);
  return (text, isWrong = false, help = null) => {
    status.textContent = text;
    status.classList.toggle("in-place__status--wrong", isWrong);
    below.replaceChildren();
    // redaction_preview.js may have said whom to call already
    if (!help || element.querySelector(".help-now")?.getClientRects().length) return;
    nameAnew(help, `-${++placed}`);
    below.append(help);
  };
}

/* Whether it was done. Nothing is asked for twice at a time. */
async function once(element, tell, doing) {
  if (element.hasAttribute("aria-busy")) return;
  element.setAttribute("aria-busy", "true");
  tell(question.dataset.waiting);
  try {
    await doing();
    tell("");
  } catch (error) {
    tell(error instanceof Refusal ? error.message : question.dataset.unreachable, true, error.help);
  } finally {
    element.removeAttribute("aria-busy");
  }
}

function answerInPlace(form, here) {
  const tell = statusAfter(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
    const address = form.getAttribute("action");
    once(form, tell, async () => place(here, await ask(address, { method: "POST", body })));
  });
}

function openInPlace(link) {
  const around = document.createElement("div");
  const here = document.createElement("div");
  around.append(here);
  const tell = statusAfter(around);
  link.parentElement.after(around);

  const show = (isShown) => {
    here.hidden = !isShown;
    link.setAttribute("aria-expanded", isShown);
    link.parentElement.classList.toggle("section__report--open", isShown);
  };

  const open = async () => {
    const passage = new URL(link.href).searchParams.get("passage");
    const box = here.querySelector("textarea[name=passage]");
    if (here.querySelector("form")) {
      show(here.hidden || Boolean(passage));
      if (passage && box) box.value = passage;
      if (!here.hidden) here.firstElementChild.focus();
    } else {
      const answer = await ask(link.href);
      show(true);
      await place(here, answer);
    }
  };

  link.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    once(link, tell, open);
  });
  here.className = "in-place";
  show(false);
}

if (question) {
  answerInPlace(question.querySelector("form"), question.querySelector(".in-place"));
  for (const link of document.querySelectorAll(".section__report a, .helpful__report a")) openInPlace(link);
}
