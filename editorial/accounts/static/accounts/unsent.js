/* No form of the desk loses what was typed in it.

   Before a form is sent, the server is asked whether it is there and who is logged in. When that is not as it was, the
   form stays as it is, a dialog says why, and the same press sends it later. What is typed is kept in the browser's
   store meanwhile, until the server says that it was taken: by a cookie, or by the answer to Wagtail's autosave. */

import { MARK, addressOf, filledIn, isPageEditor, isPost, isShown, placeOf, touch, typedFields } from "./unsent_forms.js";
import { LONGEST_WAIT, account, ask, whenLoggedIn } from "./unsent_session.js";
import { tidy } from "./unsent_store.js";
import { whenWindowFails } from "./unsent_windows.js";

const script = document.querySelector("script[data-unsent]");
const words = script.dataset;
const parts = document.getElementById("unsent-dialogs")?.content;

const PAUSE = 400;

const marks = new WeakMap(); // of forms in which somebody typed
const versions = new WeakMap(); // how often a form was changed, and how often when autosave took it
const letGo = new WeakSet(); // forms that may be sent: the server was asked
const asking = new WeakSet();
let underWay = new WeakMap(); // forms that the browser is sending, and since when
const safe = new WeakSet(); // forms whose words lie in the store, as far as is known
const waiting = new WeakMap(); // forms that are saved again after a log-in, with what ends the waiting

const isLogOut = (form) => addressOf(form) === words.logOut;
const hasTexts = (form) => isPageEditor(form) || typedFields(form).length > 0;
const isKept = (form) => isPost(form) && !isLogOut(form) && !form.closest(".modal") && hasTexts(form);

/* --- keeping --- */

const pauses = new WeakMap();

function changed(form, name) {
  if (!isKept(form)) return;
  if (name) touch(form, [name]);
  const version = versions.get(form) ?? { now: 0, saving: -1 };
  versions.set(form, { ...version, now: version.now + 1 });
  clearTimeout(pauses.get(form));
  pauses.set(form, setTimeout(() => {
    keep(form);
    if (isUnwatched(form)) save(form);
  }, PAUSE));
}

/* Whether what is typed lies in the store now. */
async function keep(form) {
  clearTimeout(pauses.get(form));
  const isSafe = await store(form).catch(console.info);
  if (isSafe) safe.add(form);
  else safe.delete(form);
  return safe.has(form);
}

async function store(form) {
  if (!window.isSecureContext) return false; // browsers encrypt nothing for http:// but on one's own machine
  if (!account && (await ask()).state !== "here") return false;
  if (!marks.has(form)) marks.set(form, crypto.randomUUID());
  return account.store.keep(marks.get(form), placeOf(form), filledIn(form));
}

for (const kind of ["input", "change", "w-unsaved:add"]) {
  document.addEventListener(kind, ({ target, detail }) => {
    const form = target.closest?.("form");
    if (form && detail !== OURS) changed(form, target === form ? "" : target.name);
  }, true);
}

/* --- a press that sends a form --- */

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!isPost(form) || (letGo.has(form) && !underWay.has(form))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (asking.has(form)) return;
  if (underWay.has(form)) return askToSendAgain(form, event.submitter);
  asking.add(form);
  (isLogOut(form) ? logOut(form) : send(form, event.submitter)).finally(() => asking.delete(form));
}, true);

/* What the browser is sending is not sent once more by a second press; a script's request is that script's matter. */
window.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && isPost(event.target)) underWay.set(event.target, Date.now());
});

/* After a while a press may be meant: the network lost it, or somebody stopped it. Nobody here knows, so they are asked. */
function askToSendAgain(form, submitter) {
  if (Date.now() - underWay.get(form) < LONGEST_WAIT) return;
  const again = () => {
    underWay.delete(form);
    form.requestSubmit(submitter);
  };
  tell({ state: "slow" }, { form, again, focused: submitter });
}

window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) underWay = new WeakMap(); // somebody came back to the screen
});

/* Whoever is asked whether to leave, and stays, sends nothing: the answer comes before anything else runs here. */
window.addEventListener("beforeunload", (event) => {
  setTimeout(() => {
    if (event.defaultPrevented || event.returnValue) underWay = new WeakMap();
  });
});

/* A form that a script of its own sends, after a passkey say, is not asked about twice; a new press is. */
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button, input[type=submit]");
  if (button?.form) letGo.delete(button.form);
}, true);

async function send(form, submitter) {
  const isKeptNow = isKept(form) && versions.has(form) && (await keep(form));
  const { state, name } = isTooLarge(form) ? { state: "large" } : await ask();
  // Wagtail turns a button off when it is pressed, and a button that is off does not say which one it was.
  const isOff = submitter?.dataset.wProgressLoadingValue === "true";
  if (isOff) submitter.dataset.wProgressLoadingValue = "false";
  if (submitter) submitter.disabled = false;
  const again = () => form.requestSubmit(submitter);
  if (state !== "here") return tell({ state, name, isKeptNow }, { form, again, focused: submitter });
  if (marks.has(form)) mark(form);
  letGo.add(form);
  form.requestSubmit(submitter);
  if (isOff) submitter.dataset.wProgressLoadingValue = "true";
}

/* The server would answer with a page of its own. It counts fields, and the bytes of all but files. */
function isTooLarge(form) {
  const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const characters = texts.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  // In UTF-8 a character has three bytes at most for each unit of its length here.
  const bytes = 3 * characters > words.mostBytes ? new Blob(texts.flat()).size : 0;
  return texts.length > words.mostFields || bytes > words.mostBytes;
}

function mark(form) {
  const field = form.querySelector(`input[name=${MARK}]`) ?? document.createElement("input");
  form.append(Object.assign(field, { type: "hidden", name: MARK, value: marks.get(form) }));
}

async function logOut(form) {
  if (!account) await ask();
  await account?.store.clear().catch(console.info);
  letGo.add(form);
  form.requestSubmit();
}

/* --- saying why it was not sent --- */

const part = (selector) => document.importNode(parts.querySelector(selector), true);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

/* `form` is where it is said that one is logged in again, `focused` where one goes on, `again` does the same once more. */
function tell({ state, name, isKeptNow }, { form, focused, again }) {
  const dialog = part("dialog");
  const isAway = ["away", "slow"].includes(state);
  const isOnly = !["out", "other"].includes(state); // nothing that happens in another tab helps
  dialog.querySelector("#unsent-title").textContent = words[`${state}Title`];
  dialog.querySelector("#unsent-text").textContent = filled(words[state], { name });
  dialog.querySelector("[data-kept]").hidden = !isKeptNow;
  dialog.querySelector("[data-log-in]").hidden = state !== "out";
  dialog.querySelector("[data-again]").hidden = !isAway || !again;
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    endWaiting();
    (focused ?? (form && typedFields(form)[0]))?.focus();
    if (dialog.returnValue === "again") again();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.querySelector("[data-again]").addEventListener("click", () => dialog.close("again"));
  const endWaiting = isOnly ? () => {} : whenLoggedIn(() => {
    dialog.close();
    if (form) say(form, words.back);
  });
  dialog.showModal();
}

whenWindowFails(async ({ trigger, isOpen, isRefused }) => {
  const { state, name } = await ask();
  if (document.querySelector("dialog.unsent-dialog") || (state === "here" && isOpen)) return;
  const again = isOpen || !trigger ? null : () => trigger.click();
  const what = state === "here" ? { state: isRefused ? "broken" : "away" } : { state, name };
  tell(what, { form: trigger?.closest("form"), focused: trigger, again });
});

/* --- what a person is told above a form --- */

const notices = new WeakMap();

function noticeOf(form) {
  if (!notices.has(form)) {
    const notice = document.createElement("div");
    notice.setAttribute("role", "status");
    form.before(notice);
    notices.set(form, notice);
  }
  return notices.get(form);
}

function say(form, sentence, ...more) {
  const told = Object.assign(document.createElement("div"), { className: "unsent-told" });
  const paragraph = document.createElement("p");
  paragraph.textContent = sentence;
  told.append(paragraph, ...more);
  noticeOf(form).querySelector(".unsent-told")?.remove();
  if (sentence) noticeOf(form).prepend(told);
}

/* --- giving back what was typed before --- */

async function offerAll(form) {
  for (const kept of await account.store.kept(placeOf(form))) {
    if (!isShown(kept.fields, form)) offer(form, kept);
    else if (marks.has(form)) await account.store.forget(kept.mark);
    else adopt(form, kept);
  }
}

function offer(form, kept) {
  const section = part("section");
  const when = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  section.querySelector("[data-sentence]").textContent = filled(words.notSent, { when });
  section.querySelector("[data-put-back]").addEventListener("click", () => {
    section.remove();
    putBack(form, kept);
  });
  section.querySelector("[data-forget]").addEventListener("click", async () => {
    await account.store.forget(kept.mark);
    section.remove();
    say(form, words.forgotten);
    typedFields(form)[0]?.focus();
  });
  noticeOf(form).append(section);
}

/* After a mistake the form shows what was sent: it goes on being kept as what it is. */
function adopt(form, { mark: keptMark, fields }) {
  marks.set(form, keptMark);
  touch(form, fields.map(([name]) => name));
  if (!versions.has(form)) versions.set(form, { now: 0, saving: -1 });
}

function putBack(form, kept) {
  const { fields } = kept;
  if (isPageEditor(form)) return putBackByServer(form, fields);
  const own = marks.get(form); // of what was typed here before the other was put back: both are one from now on
  adopt(form, kept);
  if (own) account.store.forget(own).catch(console.info);
  const left = new Map();
  for (const [name, value] of fields) left.set(name, [...(left.get(name) ?? []), value]);
  const restored = typedFields(form).filter((field) => left.has(field.name));
  for (const field of restored) fill(field, left.get(field.name));
  for (const field of restored) left.delete(field.name);
  const homeless = [...left.values()].flat().filter((value) => value.trim());
  const more = homeless.length ? [rest(homeless)] : [];
  say(form, words.putBack, ...more);
  changed(form);
  const place = restored.find((field) => field.type !== "radio") ?? more[0]?.querySelector("textarea");
  (place ?? restored.find((field) => field.checked) ?? typedFields(form)[0])?.focus(); // the button is gone
}

function fill(field, values) {
  if (field.type === "radio") field.checked = values.includes(field.value);
  else if (field.type === "select-multiple") choose(field.options, values);
  else field.value = values.length > 1 ? values.shift() : values[0];
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}

function choose(options, values) {
  for (const option of options) option.selected = values.includes(option.value);
}

function rest(values) {
  const place = part(".unsent-rest");
  place.querySelector("textarea").value = values.join("\n\n");
  return place;
}

/* The server fills in the editor's screen, as it does for a form with mistakes, and saves nothing. */
function putBackByServer(form, fields) {
  const sent = document.createElement("form");
  Object.assign(sent, { method: "post", action: `${addressOf(form)}put-back/`, hidden: true });
  for (const [name, value] of [["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value], ...fields]) {
    sent.append(Object.assign(document.createElement("textarea"), { name, value }));
  }
  document.body.append(sent);
  window.addEventListener("w-unsaved:confirm", (event) => event.preventDefault(), { once: true });
  sent.requestSubmit();
}

/* --- Wagtail's autosave: what is wrong in words, and going on when it is put right --- */

const OURS = { type: "edits" };
let retried = false;

/* What came with changes, after a mistake or put back, Wagtail saves once and watches no more. */
const isUnwatched = (form) => form.dataset.wUnsavedForceValue === "true";
const watch = (form) => setTimeout(() => (form.dataset.wUnsavedCheckIntervalValue = "500"));

function save(form) {
  form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: OURS }));
}

document.addEventListener("w-autosave:save", (event) => {
  const version = versions.get(event.target) ?? { now: 0 };
  versions.set(event.target, { ...version, saving: version.now });
}, true);

document.addEventListener("w-autosave:success", async (event) => {
  const { now, saving } = versions.get(event.target) ?? {};
  if (isUnwatched(event.target)) watch(event.target);
  if (notices.has(event.target)) say(event.target, retried ? words.savedAgain : "");
  retried = false;
  if (now !== saving) return;
  clearTimeout(pauses.get(event.target));
  if (marks.has(event.target)) await account?.store.forget(marks.get(event.target));
}, true);

/* Before Wagtail's own listeners, which show `text` at once: whether it is kept is known there from the last time. */
document.addEventListener("w-autosave:error", async ({ target: form, detail }) => {
  const code = detail.response?.error_code;
  const wrong = wrongWith(detail);
  if (wrong) detail.text = orKept(form, wrong);
  await keep(form);
  if (code === "session_over") notLoggedIn(form, wrong);
  else if (code === "logged_in_again") logInWasRenewed(form);
  else sayNotSaved(form, wrong ? orKept(form, wrong) : detail.text);
}, true);

function wrongWith({ type, text, response }) {
  const code = response?.error_code;
  if (type === "network_error") return words.autosaveAway;
  if (code === "session_over") return words.autosaveOut;
  if (code === "refused") return response.error_message;
  if (code === "logged_in_again" || type === "server_error") return words.autosaveBroken;
  return type === "locked" ? text : "";
}

/* What is wrong, and that the words are kept, where they are. */
const orKept = (form, wrong) => (safe.has(form) ? `${wrong} ${words.autosaveKept}` : wrong);
const isTold = (form, sentence) => noticeOf(form).querySelector(".unsent-told p")?.textContent === sentence;

/* On a narrow screen Wagtail has it in a tooltip only. The same sentence is not told again with every letter. */
function sayNotSaved(form, sentence) {
  if (!sentence || isTold(form, sentence)) return;
  say(form, sentence);
  noticeOf(form).querySelector(".unsent-told").classList.add("unsent-told--autosave");
}

function notLoggedIn(form, wrong) {
  const sentence = orKept(form, wrong);
  if (!isTold(form, sentence)) say(form, sentence, part("[data-notice-link]"));
  if (waiting.has(form)) return;
  waiting.set(form, whenLoggedIn(() => {
    waiting.delete(form);
    saveAgain(form);
  }));
}

async function logInWasRenewed(form) {
  const { state } = await ask();
  if (state === "here" && !retried) return void saveAgain(form);
  if (state === "other") notLoggedIn(form, words.autosaveOther);
}

async function saveAgain(form) {
  if ((await ask()).state !== "here") return;
  retried = true;
  save(form);
}

window.addEventListener("online", () => {
  const form = document.getElementById("page-edit-form");
  if (form && versions.has(form)) saveAgain(form);
});

/* --- when the screen is there --- */

function takenMarks() {
  const found = [...document.cookie.matchAll(/(?:^|; )taken-([0-9a-f-]+)=/g)].map(([, one]) => one);
  for (const one of found) document.cookie = `taken-${one}=; Max-Age=0; Path=${words.desk}; SameSite=Strict`;
  return found;
}

async function begin() {
  if (!window.isSecureContext) return;
  await tidy(takenMarks()).catch(console.info);
  if (!parts) return;
  const editor = document.getElementById("page-edit-form");
  if (window.location.pathname.endsWith("/put-back/")) window.history.replaceState(null, "", addressOf(editor));
  const forms = [...document.forms].filter(isKept);
  for (const form of forms) noticeOf(form); // a screen reader tells only what comes into a place that was there
  if (forms.length && (await ask()).state === "here") for (const form of forms) await offerAll(form).catch(console.info);
}

begin();
