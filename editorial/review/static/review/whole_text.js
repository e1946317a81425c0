// The text on the review screen in all its length, so that nobody scrolls a frame inside a page.
const frame = document.querySelector(".review__frame");

function fit() {
  const text = frame.contentDocument?.documentElement;
  if (text) frame.style.blockSize = `${text.scrollHeight}px`;
}

function follow() {
  fit();
  const text = frame.contentDocument?.body;
  if (text) new ResizeObserver(fit).observe(text);
}

frame.addEventListener("load", follow);
if (frame.contentDocument?.readyState === "complete") follow();
