/* Checks the trust record that a page shows, in the reader's browser: by hashes and signatures alone, without a library.
   verify_record.py checks the same on any machine, and does not come from the site at the moment of checking. */

const FIELDS = {
  edition: ["sequence", "number", "digest", "change_class", "change_note", "created_at", "ends_at", "override"],
  sign_off: ["sequence", "kind", "digest", "shown", "statement", "checklist", "interest_answer", "interests", "waiver",
    "signed_at", "authenticated_at", "authenticated_by"],
};

const bytes = (text) => new TextEncoder().encode(text);
const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (...parts) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));

/* The same text for equal values, whatever the order of their keys. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)}}`;
}

const linksOf = (record) => [...record.sign_offs, record.edition];

async function textFits({ edition }) {
  return hex(await sha256(bytes(edition.document))) === edition.digest;
}

async function signaturesFit(record) {
  for (const link of linksOf(record)) {
    const row = link === record.edition ? "edition" : "sign_off";
    const chained = JSON.parse(link.chained_text);
    const same = FIELDS[row].every((field) => canonical(chained[field]) === canonical(link[field]));
    const hash = hex(await sha256(bytes(`${link.previous_hash}\n${link.chained_text}`)));
    if (chained.row !== row || chained.digest !== record.edition.digest || !same || hash !== link.hash) return false;
  }
  return true;
}

async function chainFits(record) {
  const links = linksOf(record);
  const named = JSON.parse(record.edition.chained_text).sign_offs;
  const follow = links.slice(1).every((link, number) => {
    const gap = link.sequence - links[number].sequence;
    return gap > 1 || (gap === 1 && link.previous_hash === links[number].hash);
  });
  return follow && canonical(named) === canonical(record.sign_offs.map((link) => link.hash));
}

/* The head of the log, from its signed note (https://c2sp.org/tlog-checkpoint). */
function headOf(record) {
  const end = record.log.checkpoint.lastIndexOf("\n\n");
  const text = record.log.checkpoint.slice(0, end + 1);
  const [origin, size, root, ...programs] = text.split("\n");
  return { text, lines: record.log.checkpoint.slice(end + 2), origin, size: Number(size), root: fromBase64(root), programs };
}

/* Where the proof leads from a leaf of the Merkle tree (RFC 9162, 2.1.3.2). */
async function rootFrom(link, size) {
  let { index } = link.inclusion;
  let last = size - 1;
  let root = await sha256(new Uint8Array([0]), fromHex(link.hash));
  for (const beside of link.inclusion.proof.map(fromBase64)) {
    const left = index % 2 === 1 || index === last;
    root = await sha256(new Uint8Array([1]), ...(left ? [beside, root] : [root, beside]));
    while (left && index % 2 === 0 && index > 0) [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
    [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hex(root) : "";
}

async function logHolds(record) {
  const head = headOf(record);
  for (const link of linksOf(record)) {
    const isPlaced = link.inclusion && link.inclusion.index === link.sequence - 1 && link.sequence <= head.size;
    if (!isPlaced || (await rootFrom(link, head.size)) !== hex(head.root)) return false;
  }
  return true;
}

async function headIsSigned(record, key) {
  const [name, id, encoded] = key.trim().split(/\+(.{8})\+/);
  const head = headOf(record);
  const lines = head.lines.split("\n").map((line) => line.split(" "));
  const made = lines.filter((line) => line[0] === "—" && line[1] === name).map((line) => fromBase64(line[2]));
  const signature = made.find((one) => hex(one.slice(0, 4)) === id)?.slice(4);
  if (!signature || head.origin !== name) return false;
  let publicKey;
  try {
    publicKey = await crypto.subtle.importKey("raw", fromBase64(encoded).slice(1), "Ed25519", false, ["verify"]);
  } catch {
    return null; // a browser that does not know this kind of key
  }
  return crypto.subtle.verify("Ed25519", publicKey, signature, bytes(head.text));
}

async function scriptIsNamed(record) {
  const own = await (await fetch(import.meta.url)).arrayBuffer();
  return headOf(record).programs.includes(`check_record.js sha256 ${hex(await sha256(own))}`);
}

/* What a check says: true, false, or null when it cannot be made here. */
async function outcome(check, record, key) {
  try {
    return await check(record, key);
  } catch (error) {
    console.info(error);
    return false;
  }
}

async function run(section) {
  const summary = section.querySelector("[role=status]");
  const say = (name) => (summary.textContent = section.dataset[name]);
  document.querySelector("[data-without-script]").hidden = true;
  section.hidden = false;
  if (!window.crypto?.subtle) return say("unable");
  let record, key;
  try {
    const answers = await Promise.all([section.dataset.record, section.dataset.key].map((address) => (address ? fetch(address) : { ok: false })));
    if (!answers[0].ok) throw new Error(answers[0].statusText);
    record = await answers[0].json();
    key = answers[1].ok ? await answers[1].text() : "";
  } catch {
    return say("unable");
  }
  const inLog = record.log.checkpoint && linksOf(record).every((link) => link.inclusion);
  const cannot = async () => null;
  const checks = {
    text: textFits,
    signatures: signaturesFit,
    chain: chainFits,
    log: inLog ? logHolds : cannot,
    head: inLog && key ? headIsSigned : cannot,
    script: inLog ? scriptIsNamed : cannot,
  };
  const outcomes = [];
  for (const item of section.querySelectorAll("[data-check]")) {
    const fits = await outcome(checks[item.dataset.check], record, key);
    const state = { true: "yes", false: "no", null: "unknown" }[fits];
    item.dataset.state = state;
    item.querySelector("[data-result]").textContent = section.dataset[state];
    outcomes.push(fits);
  }
  if (outcomes.includes(false)) return say("bad");
  if (!inLog) return say("young");
  return say(outcomes.includes(null) ? "partly" : "good");
}

const section = document.querySelector("[data-check-record]");
if (section) run(section);
