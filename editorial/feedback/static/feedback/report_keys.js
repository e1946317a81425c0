/* Keys for the list of reports and the triage screen: feedback/admin/components/shortcuts.html lists them. */

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=combobox], dialog, [role=dialog]";
const PLACE = "report-note";

const isOn = () => JSON.parse(document.getElementById("wagtail-config")?.textContent ?? "{}").KEYBOARD_SHORTCUTS_ENABLED !== false;
const rows = () => [...document.querySelectorAll("#listing-results .title-wrapper a")];
const checkbox = (link) => link.closest("tr").querySelector("input[name=report]");
const here = () => rows().find((link) => link.closest("tr").contains(document.activeElement));

function step(by) {
  const links = rows();
  const at = links.indexOf(here());
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1);
  links[next]?.focus();
}

function assignChosenToMe(link) {
  const form = document.getElementById("report-bulk");
  const assignee = form.elements["bulk-assignee"];
  for (const box of document.querySelectorAll("input[name=report]")) box.checked = box === checkbox(link);
  form.elements["bulk-about"].value = "chosen";
  form.elements["bulk-state"].value = "";
  form.elements["bulk-add_tags"].value = "";
  assignee.value = assignee.dataset.me;
  form.requestSubmit();
}

const onList = {
  j: () => step(1),
  k: () => step(-1),
  x: () => here() && checkbox(here()).click(),
  a: () => here() && assignChosenToMe(here()),
  n: () => here() && window.location.assign(`${here().href}#${PLACE}`),
};

function assignToMe() {
  const assignee = document.getElementById("id_assignee");
  assignee.value = document.querySelector("[data-report-me]").dataset.reportMe;
  assignee.form.requestSubmit();
}

const onScreen = {
  j: () => document.querySelector("a[rel=next]")?.click(),
  k: () => document.querySelector("a[rel=prev]")?.click(),
  a: assignToMe,
  n: () => document.getElementById("id_note").focus(),
};

const isList = document.getElementById("listing-results") !== null;
const roles = isList ? onList : onScreen;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
  const role = Object.hasOwn(roles, event.key) ? roles[event.key] : null;
  if (!role || !isOn()) return;
  event.preventDefault();
  role();
});

/* Wagtail shows all of its own shortcuts at “?”; ours stand with them. */
function addToWagtailsDialog() {
  const ours = document.querySelector("[data-report-shortcuts]");
  document.querySelector("#keyboard-shortcuts-dialog table")?.append(ours.cloneNode(true));
}

/* Back from a change of one report, or on the way to a note: go on where one was, after the browser has jumped there. */
function focusWhereOneWas() {
  const name = window.location.hash.slice(1);
  if (name === PLACE) document.getElementById("id_note")?.focus();
  else if (isList && name) document.getElementById(name)?.closest("a")?.focus();
}

window.addEventListener("load", () => {
  addToWagtailsDialog();
  setTimeout(focusWhereOneWas, 100);
});
