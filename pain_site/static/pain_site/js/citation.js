/* Shows a reference beside its number when that is pointed at or focused. Without this the number is a plain link.
   It can be dismissed (Escape), pointed at, and stays until the reader moves away: WCAG 2.2, 1.4.13. */

const DELAY = 250;
const preview = document.createElement("div");
let shown = null;
let timer = 0;

function show(link) {
  const source = document.getElementById(link.hash.slice(1))?.querySelector(".references__text");
  clearTimeout(timer);
  if (!source || link === shown) return;
  hide();
  shown = link;
  preview.textContent = source.textContent;
  link.classList.add("citation-shown");
  link.setAttribute("aria-describedby", preview.id);
  preview.showPopover();
}

function hide() {
  clearTimeout(timer);
  if (!shown) return;
  shown.classList.remove("citation-shown");
  shown.removeAttribute("aria-describedby");
  shown = null;
  preview.hidePopover();
}

function later(action) {
  clearTimeout(timer);
  timer = setTimeout(action, DELAY);
}

if ("popover" in preview) {
  preview.id = "citation-preview";
  preview.className = "citation-preview";
  preview.role = "tooltip";
  preview.popover = "manual";
  preview.addEventListener("pointerenter", () => clearTimeout(timer));
  preview.addEventListener("pointerleave", () => later(hide));
  document.body.append(preview);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  for (const link of document.querySelectorAll(".cite a")) {
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && later(() => show(link)));
    link.addEventListener("pointerleave", () => later(hide));
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", hide);
    link.addEventListener("click", hide);
  }
}
