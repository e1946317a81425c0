/* Shows what needs passkeys where the browser has them, and says when none was used. allauth's scripts do the rest. */

for (const part of document.querySelectorAll("[data-passkeys]")) {
  part.hidden = !window.PublicKeyCredential;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.getElementById("passkey-error");
  place.textContent = place.dataset.text;
});
