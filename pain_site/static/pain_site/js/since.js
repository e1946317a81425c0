/* Says what changed since this browser last showed the article. The number of the edition stays in the browser. */

const box = document.querySelector("[data-since-page]");
const key = box && `read-${box.dataset.sincePage}`;

/* Storage can be switched off, or full: then nothing is said. */
function stored(action) {
  try {
    return action(localStorage);
  } catch {
    return null;
  }
}

if (box) {
  const now = Number(box.dataset.sinceEdition);
  const before = Number(stored((storage) => storage.getItem(key)));
  if (before > 0 && before < now) {
    for (const change of box.querySelectorAll("[data-since-number]"))
      change.hidden = Number(change.dataset.sinceNumber) <= before || Number(change.dataset.sinceNumber) > now;
    if (box.querySelector(`[data-since-number="${before}"][data-since-open]`))
      box.querySelector("[data-since-compare]").href = `${box.dataset.sinceAddress}${before}-${now}/`;
    box.hidden = false;
  }
  stored((storage) => storage.setItem(key, String(Math.max(before, now))));
  box.querySelector("[data-since-forget]").addEventListener("click", () => {
    stored((storage) => {
      for (const name of Object.keys(storage)) if (/^read-\d+$/.test(name)) storage.removeItem(name);
    });
    box.hidden = true;
  });
}
