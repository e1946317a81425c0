/* Has the signer's passkey sign what a form says, before the form is sent. The server and PostgreSQL write the same text
   from what arrives: whatever moved on the way does not fit. */

const fromBase64Url = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const base64Url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/* The same text for equal values: keys in order, nothing between the tokens. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)}}`;
}

/* What is signed: what the page said, and of a signature on a text what its signer filled in. */
function saidBy(form, says) {
  const filledIn = new FormData(form);
  if (!filledIn.has("digest")) return says;
  const declared = filledIn.get("interests") === "declared";
  return {
    ...says,
    digest: filledIn.get("digest"),
    interest_answer: filledIn.get("interests"),
    interests: declared ? filledIn.get("which_interests").trim() : "None",
  };
}

async function signed(form, { host, keys, says }) {
  const text = new TextEncoder().encode(canonical(saidBy(form, says)));
  const { rawId, response } = await navigator.credentials.get({
    publicKey: {
      challenge: await crypto.subtle.digest("SHA-256", text),
      rpId: host,
      allowCredentials: keys.map((id) => ({ type: "public-key", id: fromBase64Url(id) })),
      userVerification: "required",
    },
  });
  return JSON.stringify({
    id: base64Url(rawId),
    authenticatorData: base64Url(response.authenticatorData),
    clientDataJSON: base64Url(response.clientDataJSON),
    signature: base64Url(response.signature),
  });
}

const request = document.getElementById("passkey-request");
if (request) {
  const asked = JSON.parse(request.textContent);
  const form = request.closest("form");
  const place = form.querySelector("[data-passkey-error]");
  let isSigned = false;
  form.addEventListener("submit", async (event) => {
    // What is not filled in is said by the server, before anything is signed.
    if (isSigned || !event.submitter?.hasAttribute("data-signs") || !form.checkValidity()) return;
    event.preventDefault();
    place.textContent = "";
    if (!window.PublicKeyCredential) return (place.textContent = place.dataset.none);
    try {
      form.elements.assertion.value = await signed(form, asked);
    } catch (error) {
      console.info(error);
      return (place.textContent = place.dataset.failed);
    }
    isSigned = true;
    form.requestSubmit(event.submitter);
    isSigned = false;
  });
}
