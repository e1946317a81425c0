/* Shows a source where its number stands, and what a word means where it is used, as a sheet that can be closed, so that
   nobody loses their place. Without this both are plain links: into the list of references, and to the word's page. */

const RANGE = /^(\d+)(?:–(\d+))?/;
const sheet = document.createElement("section");
const head = document.createElement("div");
const title = document.createElement("h2");
const closing = document.createElement("button");
const content = document.createElement("div");
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

function sources(link) {
  const found = numbers(link).map(copyOf).filter(Boolean);
  if (!found.length) return null;
  const list = document.createElement("ol");
  list.append(...found);
  return { name: link.getAttribute("aria-label"), shown: [list] };
}

function meaning(link) {
  const words = document.createElement("p");
  const way = document.createElement("a");
  words.textContent = link.dataset.meaning;
  if (link.hreflang) words.lang = way.lang = link.hreflang;
  way.href = link.href;
  way.textContent = link.dataset.page;
  return { name: way.textContent, shown: [words, way] };
}

function show(link, { name, shown }) {
  opener = link;
  title.textContent = name;
  content.replaceChildren(...shown);
  sheet.showPopover();
  closing.focus();
}

function build(words) {
  sheet.className = "sheet";
  sheet.popover = "auto"; // Escape, and a press beside it, close it
  sheet.setAttribute("role", "dialog");
  title.className = "sheet__title";
  title.id = "sheet-title";
  sheet.setAttribute("aria-labelledby", title.id);
  head.className = "sheet__head";
  closing.className = "sheet__close";
  closing.type = "button";
  closing.textContent = "×";
  closing.ariaLabel = words;
  closing.addEventListener("click", () => sheet.hidePopover());
  head.append(title, closing);
  sheet.append(head, content);
  document.querySelector(".page").append(sheet);
  sheet.addEventListener("toggle", (event) => {
    const lost = document.activeElement === document.body || sheet.contains(document.activeElement);
    if (event.newState === "closed" && lost) opener?.focus({ preventScroll: true });
  });
}

const text = document.querySelector("[data-close]");

if (text && "popover" in sheet) {
  build(text.dataset.close);
  for (const link of document.querySelectorAll(".cite a, a[data-meaning]")) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      const told = "meaning" in link.dataset ? meaning(link) : sources(link);
      if (!told) return;
      event.preventDefault();
      show(link, told);
    });
  }
}
