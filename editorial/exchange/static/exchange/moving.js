/* Says how far a moving in is while it is looked at. Without it a link does the same. */
const shown = document.querySelector("[data-progress]");

async function look() {
  try {
    const answer = await fetch(shown.dataset.progress, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      const { piece, is_at_work: isAtWork } = await answer.json();
      shown.innerHTML = piece;
      if (!isAtWork) {
        window.location.reload(); // for the report
        return;
      }
    }
  } catch {
    // The site is away for a moment: ask again.
  }
  setTimeout(look, 2000);
}

if (shown) setTimeout(look, 2000);
