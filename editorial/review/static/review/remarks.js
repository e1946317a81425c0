// The passage that somebody marks in the text goes into the form for a remark.
const frame = document.querySelector(".review__frame");
const form = document.querySelector("#new-remark");

const lead = document.createElement("button");
lead.type = "button";
lead.className = "button review__lead";
lead.hidden = true;
lead.addEventListener("click", () => {
  lead.hidden = true;
  form.scrollIntoView();
  form.elements["remark-comment"].focus();
});

function take() {
  const text = frame.contentDocument;
  const selection = text?.getSelection();
  const words = selection?.toString().trim() ?? "";
  lead.hidden = !words || words.length > 1000;
  if (lead.hidden) return;
  const node = selection.anchorNode;
  const around = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  form.elements["remark-quote"].value = words;
  form.elements["remark-section"].value = around.closest("section[id]")?.id ?? "";
}

function listen() {
  const text = frame.contentDocument;
  text?.addEventListener("mouseup", take);
  text?.addEventListener("keyup", take);
}

if (frame && form) {
  lead.textContent = form.querySelector("h3").textContent;
  document.body.append(lead);
  frame.addEventListener("load", listen);
  if (frame.contentDocument?.readyState === "complete") listen();
}
