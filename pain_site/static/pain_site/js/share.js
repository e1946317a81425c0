/* Brings out the buttons that need a script: copy the page's address or its citation, and print. */

const share = document.querySelector("[data-share]");

async function copy(text, status) {
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = status.dataset.copied;
  } catch {
    status.textContent = `${status.dataset.failed} ${text}`;
  }
}

if (share) {
  const status = share.querySelector("[role=status]");
  for (const button of share.querySelectorAll("[data-share-copy]")) {
    button.addEventListener("click", () => copy(button.dataset.shareCopy, status));
    button.hidden = false;
  }
  const print = share.querySelector("[data-share-print]");
  print.addEventListener("click", () => window.print());
  print.hidden = false;
}
