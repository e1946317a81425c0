/* Enlarges a picture of the text. Without this it is as wide as the text. */

const pictures = document.querySelectorAll(".prose .figure img:not([alt=''])");
const dialog = document.createElement("dialog");

function widest(image) {
  const found = image.srcset.split(",").map((one) => one.trim().split(" "));
  found.sort(([, one], [, other]) => parseInt(other) - parseInt(one));
  return found[0]?.[0] || image.src;
}

function enlarge(image) {
  const large = new Image();
  large.alt = image.alt;
  large.src = widest(image);
  dialog.querySelector("img")?.remove();
  dialog.prepend(large);
  dialog.ariaLabel = image.alt;
  dialog.showModal();
}

if (pictures.length) {
  const words = document.querySelector("[data-enlarge]").dataset;
  dialog.className = "enlarged";
  const close = document.createElement("button");
  close.className = "button";
  close.textContent = words.close;
  close.addEventListener("click", () => dialog.close());
  dialog.append(close);
  dialog.addEventListener("click", (event) => event.target !== close && dialog.close());
  document.body.append(dialog);
  for (const image of pictures) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "figure__enlarge";
    button.ariaLabel = `${words.enlarge}: ${image.alt}`;
    button.addEventListener("click", () => enlarge(image));
    image.after(button);
  }
}
