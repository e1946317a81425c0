/* Wagtail's windows, in which one chooses a picture, a page or a link. Where the server refuses them something, they tell
   nobody, and the button that should have opened one stays off. */

/* Does something with {trigger, isOpen, isRefused} when the server does not give a window what it asked for: the button
   that opens it, or where one is in it; whether it is open; whether the server answered at all. */
export function whenWindowFails(act) {
  const jQuery = window.jQuery;
  if (!jQuery) return;
  jQuery(document).on("ajaxError", (_event, { status, statusText }) => {
    const frame = document.querySelector("body > .modal");
    if (!frame || statusText === "abort") return;
    const isOpen = frame.classList.contains("in");
    const trigger = isOpen ? document.activeElement : turnedOn(() => jQuery(frame).modal("hide"));
    act({ trigger, isOpen, isRefused: status > 0 });
  });
}

/* The button that is off before something happens, and on after it. */
function turnedOn(happen) {
  const off = [...document.querySelectorAll("[disabled]")];
  happen();
  return off.find((button) => !button.hasAttribute("disabled"));
}
