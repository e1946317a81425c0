/* Brings out the two buttons that need a script: copy the page's address, and print. */

const share = document.querySelector("[data-share]");

async function copy(address, status) {
  try {
    await navigator.clipboard.writeText(address);
    status.textContent = status.dataset.copied;
  } catch {
    status.textContent = `${status.dataset.failed} ${address}`;
  }
}

if (share) {
  const copyButton = share.querySelector("[data-share-copy]");
  const printButton = share.querySelector("[data-share-print]");
  const status = share.querySelector("[role=status]");
  copyButton.addEventListener("click", () => copy(copyButton.dataset.shareCopy, status));
  printButton.addEventListener("click", () => window.print());
  copyButton.hidden = false;
  printButton.hidden = false;
}
