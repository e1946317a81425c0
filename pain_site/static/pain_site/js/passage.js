/* Takes the words that a reader has marked along to the report form. Without this they can be copied into it. */

import { wordsOf } from "../../articles/marked_words.js";

const MOST_CHARACTERS = 500;

const markedWords = () => wordsOf(getSelection()).replace(/\s+/g, " ");

/* On a telephone only the section whose words are marked shows its link. */
document.addEventListener("selectionchange", () => {
  const { anchorNode, isCollapsed } = getSelection();
  const marked = isCollapsed ? null : anchorNode.parentElement?.closest(".section");
  if (!marked) return; // the press on the link unmarks them, too
  for (const section of document.querySelectorAll(".section--marked")) section.classList.remove("section--marked");
  marked.classList.add("section--marked");
});

for (const link of document.querySelectorAll(".section__report a, .helpful__report a")) {
  const plain = link.href;

  const carry = () => {
    const words = markedWords();
    const url = new URL(plain);
    if (words) url.searchParams.set("passage", [...words].slice(0, MOST_CHARACTERS).join(""));
    link.href = url.href;
  };

  // When the pointer goes down, because some browsers unmark the words before the click; or with the keyboard.
  link.addEventListener("pointerdown", carry);
  link.addEventListener("keydown", carry);
}
