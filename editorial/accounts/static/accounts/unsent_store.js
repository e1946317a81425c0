/* The browser's own store of what was typed and not sent. Each text is encrypted with a key that only a session of its
   account is given, and forgotten after a week. */

const NAME = "unsent";
const LONGEST = 7 * 24 * 3600 * 1000;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function texts(mode = "readwrite") {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("texts", { keyPath: "mark" });
  return (await done(opening)).transaction("texts", mode).objectStore("texts");
}

async function key(encoded) {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export class Store {
  /** `accounts` and `keys`: the account's present name and key, and those before them, as the session gives them. */
  constructor(accounts, keys) {
    this.accounts = accounts;
    this.keys = Promise.all(keys.map(key));
  }

  /** Keep `fields` of the form at `place` under `mark`, which the server names when it has taken them; whether it did. */
  async keep(mark, place, fields) {
    const [newest] = await this.keys;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(fields));
    const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, newest, text);
    if (this.isClosed) return false;
    await done((await texts()).put({ mark, place, account: this.accounts[0], at: Date.now(), iv, box }));
    return true;
  }

  /** What is kept of the form at `place`, newest first, as {mark, at, fields}. What no key opens is left out. */
  async kept(place) {
    const all = await done((await texts("readonly")).getAll());
    const here = all.filter((one) => this.accounts.includes(one.account) && one.place === place);
    const opened = await Promise.all(here.map((one) => this.open(one)));
    return opened.filter(Boolean).sort((one, other) => other.at - one.at);
  }

  async open({ mark, at, iv, box }) {
    for (const one of await this.keys) {
      try {
        const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, one, box);
        return { mark, at, fields: JSON.parse(new TextDecoder().decode(text)) };
      } catch {
        continue;
      }
    }
    return undefined;
  }

  async forget(mark) {
    await done((await texts()).delete(mark));
  }

  /** Forget all of this account, and keep nothing more: at its log-out. */
  async clear() {
    this.isClosed = true;
    await forgetWhere((one) => this.accounts.includes(one.account));
  }
}

/** Forget what the server has taken, and what is too old, whoever's it is. */
export async function tidy(taken) {
  await forgetWhere((one) => taken.includes(one.mark) || one.at < Date.now() - LONGEST);
}

async function forgetWhere(test) {
  const all = await texts();
  for (const one of await done(all.getAll())) if (test(one)) all.delete(one.mark);
}
