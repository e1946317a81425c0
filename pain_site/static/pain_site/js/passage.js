/* Takes the words that a reader has marked along to the report form. Without this they can be copied into it. */

const MOST_CHARACTERS = 500;

for (const link of document.querySelectorAll(".section__report a, .helpful__report a")) {
  const plain = link.href;

  const carry = () => {
    const words = getSelection().toString().trim().replace(/\s+/g, " ");
    const url = new URL(plain);
    if (words) url.searchParams.set("passage", [...words].slice(0, MOST_CHARACTERS).join(""));
    link.href = url.href;
  };

  // When the pointer goes down, because some browsers unmark the words before the click; or with the keyboard.
  link.addEventListener("pointerdown", carry);
  link.addEventListener("keydown", carry);
}
