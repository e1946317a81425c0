/* Opens what is folded away when an address leads into it, and all of it for print. Browsers that do so themselves are
   not disturbed. */

function open(element) {
  for (let fold = element?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function arrive() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target?.closest("details")) return;
  open(target);
  target.scrollIntoView();
}

/* A press on a link to where one is already changes no hash. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && !event.defaultPrevented) open(document.getElementById(decodeURIComponent(link.hash.slice(1))));
});
addEventListener("hashchange", arrive);
if (location.hash) arrive();

const opened = new Set();
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details.part:not([open])")) {
    opened.add(fold);
    fold.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
  opened.clear();
});
