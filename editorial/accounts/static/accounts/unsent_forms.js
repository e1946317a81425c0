/* The forms of the desk, and what somebody typed in them. */

/* The name under which a form's mark travels with it. */
export const MARK = "kept-as";

const TYPES = ["text", "search", "url", "email", "tel", "number", "date", "time", "datetime-local", "radio"];
const TYPED = `textarea, select, input:not([type]), ${TYPES.map((type) => `input[type=${type}]`)}`;
const SECRET =
  "[type=password], [type=file], [autocomplete=one-time-code], [autocomplete*=password], [name=csrfmiddlewaretoken], [name=assertion]";

const touched = new WeakMap(); // the names of the fields that somebody touched, of each form

export function touch(form, names) {
  touched.set(form, new Set([...(touched.get(form) ?? []), ...names]));
}

export const addressOf = (form) => new URL(form.getAttribute("action") || "", window.location.href).pathname;
export const isPost = (form) => form.getAttribute("method")?.toLowerCase() === "post";
export const isPageEditor = (form) => form.getAttribute("id") === "page-edit-form";

/* The same at each visit: where the form is sent, and the first field of it, which tells it from others that are sent
   there. Not its number among them: a colleague may settle the one before it. Nor all of its fields: some forms grow. */
export function placeOf(form) {
  const first = isPageEditor(form) ? null : typedFields(form)[0];
  return `${addressOf(form)} ${first?.id || first?.name || ""}`;
}

export function typedFields(form) {
  const fields = [...form.elements].filter((field) => field.matches(TYPED) && !field.matches(SECRET));
  return fields.filter((field) => field.name && !field.disabled && !field.readOnly);
}

/* What somebody filled in, as [name, value]: only what they touched, so that what a colleague decides meanwhile stands.
   Of a page's editor that is all of its form: sections and references have their order in hidden fields. Ticks are not
   kept: what somebody declares, they declare anew. */
export function filledIn(form) {
  if (!isPageEditor(form)) {
    touch(form, typedFields(form).filter((field) => !isAsItCame(field)).map((field) => field.name));
    return valuesIn(form, touched.get(form));
  }
  const secret = new Set([...form.querySelectorAll(SECRET)].map((field) => field.name));
  const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const kept = texts.filter(([name]) => !secret.has(name) && name !== MARK);
  const autosaved = form.dataset.wAutosaveRevisionIdValue; // which version this was typed on top of
  return autosaved > 0 ? [...kept, ["overwrite_revision_id", autosaved]] : kept;
}

function isAsItCame(field) {
  if (field.type === "radio") return field.checked === field.defaultChecked;
  if (!field.options) return field.value === field.defaultValue;
  const options = [...field.options];
  const isNoneChosen = !options.some((option) => option.defaultSelected);
  return isNoneChosen ? field.selectedIndex < 1 : options.every((option) => option.selected === option.defaultSelected);
}

function valuesIn(form, names) {
  const fields = typedFields(form).filter((field) => names.has(field.name));
  return fields.filter((field) => field.type !== "radio" || field.checked).flatMap(valuesOf);
}

function valuesOf(field) {
  if (field.type !== "select-multiple") return [[field.name, field.value]];
  return [...field.selectedOptions].map((option) => [field.name, option.value]);
}

/* The words of a value: rich text is kept as the editor's own data, which names its paragraphs anew at each visit. */
function wordsIn(value) {
  try {
    return JSON.parse(value).blocks.map((block) => block.text).join("\n");
  } catch {
    return value;
  }
}

const isWords = ([name]) => !/^(next|loaded_revision_.*|overwrite_revision_id|comments-.*|.*-id)$/.test(name);
const allWords = (fields) => JSON.stringify(fields.filter(isWords).map(([name, value]) => [name, wordsIn(value)]));

/* Whether a form shows what was kept of it. */
export function isShown(fields, form) {
  const names = new Set(fields.map(([name]) => name));
  return allWords(fields) === allWords(isPageEditor(form) ? filledIn(form) : valuesIn(form, names));
}
