/* Shows a source where its number stands, as a sheet that can be closed, so that nobody loses their place. Without this
   the number is a plain link into the list of references. */

const RANGE = /^(\d+)(?:–(\d+))?/;
const sheet = document.createElement("section");
const head = document.createElement("div");
const title = document.createElement("h2");
const closing = document.createElement("button");
const list = document.createElement("ol");
let opener = null;

/* The numbers behind a link: of a range all, since each is a source of what stands there. */
function numbers(link) {
  const [, first, last] = RANGE.exec(link.textContent) ?? [];
  return Array.from({ length: (last ?? first) - first + 1 }, (_, place) => Number(first) + place);
}

function copyOf(number) {
  const source = document.getElementById(`ref-${number}`)?.cloneNode(true);
  source?.removeAttribute("id");
  return source;
}

function show(link) {
  const sources = numbers(link).map(copyOf).filter(Boolean);
  if (!sources.length) return false;
  opener = link;
  title.textContent = link.getAttribute("aria-label");
  list.replaceChildren(...sources);
  sheet.showPopover();
  closing.focus();
  return true;
}

function close() {
  sheet.hidePopover();
}

const references = document.getElementById("references");

if (references && "popover" in sheet) {
  sheet.className = "citation-sheet";
  sheet.popover = "auto"; // Escape, and a press beside it, close it
  sheet.setAttribute("role", "dialog");
  title.className = "citation-sheet__title";
  title.id = "citation-sheet-title";
  sheet.setAttribute("aria-labelledby", title.id);
  head.className = "citation-sheet__head";
  closing.className = "citation-sheet__close";
  closing.type = "button";
  closing.textContent = "×";
  closing.ariaLabel = references.dataset.close;
  closing.addEventListener("click", close);
  head.append(title, closing);
  sheet.append(head, list);
  document.querySelector(".page").append(sheet);
  sheet.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && (document.activeElement === document.body || sheet.contains(document.activeElement)))
      opener?.focus({ preventScroll: true });
  });
  for (const link of document.querySelectorAll(".cite a")) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      const asked = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
      if (!asked && show(link)) event.preventDefault();
    });
  }
}
