/* Who is logged in, as the server says, and whose screen this is. */

import { Store } from "./unsent_store.js";

const words = document.querySelector("script[data-unsent]").dataset;
const channel = new BroadcastChannel("unsent");

export const LONGEST_WAIT = 10_000;

/* Whose screen this is, as the server said when it gave it: somebody else may log in before anything is asked. */
const served = document.querySelector("meta[name=desk-account]")?.content;

export let account; // the same account, when it is known to be logged in: {accounts, name, keys, token, store}

/* {state: "here", …}, or the state is "out", "other" or "away". */
export async function ask() {
  let answer;
  try {
    answer = await fetch(words.session, { cache: "no-store", signal: AbortSignal.timeout(LONGEST_WAIT) });
    if (answer.status === 401) return { state: "out" };
    if (!answer.ok) return { state: "away" };
    answer = await answer.json();
  } catch {
    return { state: "away" };
  }
  // Its name follows from the server's secret, which may have been changed since.
  const isSame = answer.accounts.includes(served ?? account?.accounts[0] ?? answer.accounts[0]);
  if (!isSame) return { state: "other", name: answer.name };
  account ??= { ...answer, store: new Store(answer.accounts, window.isSecureContext ? answer.keys : []) };
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = answer.token;
  if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = answer.token;
  return { state: "here" };
}

/* A screen of the desk that opens says so to the others: whoever logged in in another tab goes on in this one. */
channel.postMessage("here");

/* Does something when the account is logged in again, and only once. What is given back ends the waiting. */
export function whenLoggedIn(act) {
  const watch = new AbortController();
  const look = async () => {
    if (watch.signal.aborted || (await ask()).state !== "here" || watch.signal.aborted) return;
    watch.abort();
    act();
  };
  channel.addEventListener("message", look, { signal: watch.signal });
  window.addEventListener("focus", look, { signal: watch.signal });
  return () => watch.abort();
}

window.unsent = { ask }; // for scripts of the desk that are no modules, and send something themselves
