/* The words that somebody marked, with powers and indices as the characters for them. */

/* As articles/characters/superscripts.py has them: 10 to the power of 6 is 10⁶, where a browser's selection says 106. */
const RAISED = ["0123456789+-−–=()abcdefghijklmnoprstuvwxyz*,", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ*,", "^"];
const LOWERED = ["0123456789+-−–=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "_"];
const ALREADY = /^[®™©°ªº†‡*\s]*$/;
const SHIFTED = "sup:not(.cite), sub";
const BLOCKS = "p, li, h2, h3, tr, td, th, caption, figcaption, blockquote, footer, div, br";

function shifted(text, [from, to, sign]) {
  if (ALREADY.test(text)) return text;
  const [on, off] = [[...from], [...to]];
  const characters = [...text].map((one) => (/\s/.test(one) ? one : off[on.indexOf(one)]));
  if (characters.includes(undefined)) return [...text].length === 1 ? sign + text : `${sign}(${text})`;
  return characters.join("");
}

function wordsIn(range) {
  const part = document.createElement("div");
  part.append(range.cloneContents());
  const around = range.commonAncestorContainer;
  const within = (around.nodeType === Node.ELEMENT_NODE ? around : around.parentElement).closest(SHIFTED);
  if (within) return shifted(part.textContent, within.localName === "sup" ? RAISED : LOWERED);
  const found = part.querySelectorAll(SHIFTED);
  if (!found.length) return null;
  for (const one of found) one.textContent = shifted(one.textContent, one.localName === "sup" ? RAISED : LOWERED);
  for (const block of part.querySelectorAll(BLOCKS)) block.after(" ");
  return part.textContent;
}

/* Nothing but powers and indices is taken from the marked elements: of all else the browser knows best how it reads. */
export function wordsOf(selection) {
  const words = selection.rangeCount === 1 ? wordsIn(selection.getRangeAt(0)) : null;
  return (words ?? selection.toString()).trim();
}
