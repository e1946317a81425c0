// The passage that somebody marks in the text goes into the form for a remark. To a remark that is half written it comes
// only when its button is pressed: whoever reads on marks other words.
import { wordsOf } from "../articles/marked_words.js";

const frame = document.querySelector(".review__frame");
const form = document.querySelector("#new-remark");

let marked;

const put = () => {
  form.elements["remark-quote"].value = marked.words;
  form.elements["remark-section"].value = marked.section;
};
const isBegun = () => ["remark-comment", "remark-suggestion"].some((name) => form.elements[name].value.trim());

const lead = document.createElement("button");
lead.type = "button";
lead.className = "button review__lead";
lead.hidden = true;
lead.addEventListener("click", () => {
  put();
  lead.hidden = true;
  form.scrollIntoView();
  form.elements["remark-comment"].focus();
});

function take() {
  const selection = frame.contentDocument?.getSelection();
  const words = selection ? wordsOf(selection) : "";
  lead.hidden = !words || words.length > 1000;
  if (lead.hidden) return;
  const node = selection.anchorNode;
  const around = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  marked = { words, section: around.closest("section[id]")?.id ?? "" };
  if (!isBegun()) put();
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
