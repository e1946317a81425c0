/* Marks, in the contents, the section that is being read; folds the contents away once a section is chosen. */

const contents = document.querySelector(".contents");
const links = new Map();

function mark(entries) {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) links.get(target).setAttribute("aria-current", "true");
    else links.get(target).removeAttribute("aria-current");
  }
}

if (contents) {
  const watch = new IntersectionObserver(mark, { rootMargin: "-20% 0px -80% 0px" });
  for (const link of contents.querySelectorAll("a")) {
    const section = document.getElementById(link.hash.slice(1));
    if (!section) continue;
    links.set(section, link);
    watch.observe(section);
  }
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a")) contents.querySelector("details").open = false;
  });
}
