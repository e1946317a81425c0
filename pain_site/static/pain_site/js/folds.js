/* Opens what is folded away when an address leads into it, and all of it for print. Browsers that do so themselves are
   not disturbed. */

function open(element) {
  for (let fold = element?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

/* What an address leads to; of one that is broken, whatever is called so. */
function named(hash) {
  let name = hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {}
  return document.getElementById(name);
}

function arrive() {
  const target = named(location.hash);
  if (!target?.closest("details")) return;
  open(target);
  target.scrollIntoView();
}

/* A press on a link to where one is already changes no hash. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && !event.defaultPrevented) open(named(link.hash));
});
addEventListener("hashchange", arrive);
if (location.hash) arrive();

const opened = new Set();
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details:is(.part, .trust, .red-flags *, .help-line):not([open])")) {
    opened.add(fold);
    fold.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
  opened.clear();
});
