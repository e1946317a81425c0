/* Suggests titles while one types in a search form: an editable combobox with a list, after the ARIA practices
   (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Without this, or when it fails, the form searches as ever. */

const PAUSE = 150;
const PAUSE_BEFORE_SPEAKING = 900;
const FEWEST_CHARACTERS = 2;

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.list = Object.assign(document.createElement("ul"), { id: `${this.input.id}-suggestions`, hidden: true });
    this.list.className = "suggestions";
    this.list.role = "listbox";
    this.list.ariaLabel = form.dataset.label;
    this.spoken = document.createElement("p");
    this.spoken.className = "visually-hidden";
    this.spoken.role = "status";
    this.input.role = "combobox";
    this.input.ariaAutoComplete = "list";
    this.input.ariaExpanded = "false";
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.parentElement.append(this.list);
    form.append(this.spoken);
    this.active = -1;
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // Pressing on a suggestion must not take the focus from the box, which would close the list first.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.children];
  }

  later() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.input.value.trim().length < FEWEST_CHARACTERS) {
      this.list.replaceChildren();
      return this.close();
    }
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.request = new AbortController();
    try {
      const address = `${this.form.dataset.suggestions}?${new URLSearchParams({ q: this.input.value })}`;
      const answer = await fetch(address, { signal: this.request.signal });
      if (!answer.ok) throw new Error(answer.status);
      this.show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name === "AbortError") return; // one that was given up has a later one, which is waited for
      this.list.replaceChildren(); // of what was typed before
      this.close();
    }
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map(({ title, url }, place) => this.option(title, url, place)));
    this.choose(-1);
    this.expand(suggestions.length > 0 && document.activeElement === this.input);
    const { none, one, many } = this.form.dataset;
    this.say([none, one][suggestions.length] ?? many.replace("%n", suggestions.length));
  }

  option(title, url, place) {
    const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${place}`, textContent: title });
    option.className = "suggestions__option";
    option.role = "option";
    option.ariaSelected = "false";
    option.dataset.url = url;
    return option;
  }

  say(text) {
    clearTimeout(this.speech);
    this.speech = setTimeout(() => (this.spoken.textContent = text), PAUSE_BEFORE_SPEAKING);
  }

  expand(isOpen) {
    this.list.hidden = !isOpen;
    this.input.ariaExpanded = String(isOpen);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort(); // what comes late would open the list again
    clearTimeout(this.speech);
    this.spoken.textContent = "";
    this.choose(-1);
    this.expand(false);
  }

  choose(place) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const option = this.options[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  open(option) {
    if (option) window.location.assign(option.dataset.url);
  }

  /* Up and down go round, by way of the box itself. */
  step(by) {
    const places = this.options.length + 1;
    if (this.list.hidden) this.expand(places > 1);
    this.choose(((this.active + 1 + by + places) % places) - 1);
  }

  key(event) {
    const isOpen = !this.list.hidden;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape" && isOpen) this.close();
    else if (event.key === "Enter" && isOpen && this.active >= 0) this.open(this.options[this.active]);
    else return;
    event.preventDefault();
  }
}

for (const form of document.querySelectorAll("form[data-suggestions]")) new Suggestions(form);
