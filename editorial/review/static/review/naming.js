// After an “@” in a remark, the people who may be named. Without this, names and addresses are typed in full.
const section = document.querySelector("[data-people]");
const TOKEN = /(?:^|[\s(])@([^@\n]{0,60})$/;
const MOST = 6;

let people;

function known() {
  people ??= fetch(section.dataset.people, { headers: { "X-Requested-With": "XMLHttpRequest" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then((answer) => answer.people)
    .catch(() => {
      people = undefined; // asked for anew with the next letter
      return [];
    });
  return people;
}

const list = document.createElement("ul");
list.className = "review__people";
const told = document.createElement("p");
told.className = "w-sr-only";
told.setAttribute("role", "status");

let field;
let isChosen = false;

function hide() {
  list.replaceChildren();
  list.hidden = true;
  told.textContent = "";
}

function fits(person, typed) {
  const name = person.name.toLowerCase();
  return name.startsWith(typed) || name.split(/\s+/).some((word) => word.startsWith(typed));
}

function write(person) {
  const before = field.value.slice(0, field.selectionStart).replace(/@[^@\n]*$/, `@${person.write} `);
  const after = field.value.slice(field.selectionStart);
  field.value = before + after;
  field.setSelectionRange(before.length, before.length);
  isChosen = true; // the beginning of a longer name, as often as not
  field.dispatchEvent(new Event("input", { bubbles: true })); // for whatever keeps or counts what is typed
  isChosen = false;
  hide();
  field.focus();
}

function row(person) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary";
  button.textContent = person.name === person.write ? person.name : `${person.name} (${person.write})`;
  button.addEventListener("click", () => write(person));
  item.append(button);
  return item;
}

const typedIn = (box) => TOKEN.exec(box.value.slice(0, box.selectionStart))?.[1].toLowerCase();

async function offer(event) {
  if (isChosen) return;
  field = event.target;
  if (typedIn(field) === undefined) return hide();
  const all = await known();
  if (field !== event.target) return; // somebody went on in another field meanwhile
  const typed = typedIn(field);
  if (typed === undefined) return hide();
  const found = all.filter((person) => fits(person, typed)).slice(0, MOST);
  if (!found.length) return hide();
  field.after(list);
  list.setAttribute("aria-label", section.dataset.whom);
  list.replaceChildren(...found.map(row));
  list.hidden = false;
  told.textContent = section.dataset.found.replace("{n}", found.length);
}

function move(event) {
  if (list.hidden) return;
  if (event.key === "Escape") {
    hide();
    field.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const buttons = [...list.querySelectorAll("button")];
    const next = buttons.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (buttons[next] ?? (next < 0 ? field : buttons[0])).focus();
  } else {
    return;
  }
  event.preventDefault();
}

if (section) {
  section.append(told); // there from the beginning, so that what comes into it is read out
  hide();
  for (const place of section.querySelectorAll("[data-names]")) {
    place.addEventListener("input", offer);
    place.closest("form").addEventListener("keydown", move);
  }
}
