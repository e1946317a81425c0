/* Checks the trust record that a page shows, in the reader's browser: by hashes and signatures alone, without a library.
   verify_record.py checks it on any machine, with what little a browser leaves out, such as the note about the change,
   and does not come from the site at the moment of checking. */

const FIELDS = {
  legacy_decision: ["sequence", "statement", "authenticated_at", "authenticated_by", "assertion", "decided_at"],
  edition: ["sequence", "number", "digest", "change_class", "change_note", "created_at", "ends_at", "override"],
  sign_off: ["sequence", "kind", "digest", "shown", "statement", "checklist", "interest_answer", "interests", "waiver",
    "signed_at", "authenticated_at", "authenticated_by", "assertion"],
};

const bytes = (text) => new TextEncoder().encode(text);
const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const fromBase64Url = (text) => fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (...parts) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));

/* The same text for equal values, whatever the order of their keys. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)}}`;
}

/* What people signed: the text, or, of one that was moved in and that nobody signed, that readers get it all the same. */
const signedOf = (record) => [...record.sign_offs, ...(record.moved_in?.decisions ?? [])];
const linksOf = (record) => [...signedOf(record), record.edition];
const keysOf = (record) => signedOf(record).map((one) => one.signing_key).filter(Boolean);

const verdictsOf = (record) => record.verdicts ?? [];

async function textFits({ edition }) {
  return hex(await sha256(bytes(edition.document))) === edition.digest;
}

async function signaturesFit(record) {
  for (const link of linksOf(record)) {
    const isDecision = record.moved_in?.decisions.includes(link);
    const row = link === record.edition ? "edition" : isDecision ? "legacy_decision" : "sign_off";
    const chained = JSON.parse(link.chained_text);
    const same = FIELDS[row].every((field) => canonical(chained[field]) === canonical(link[field]));
    const hash = hex(await sha256(bytes(`${link.previous_hash}\n${link.chained_text}`)));
    const isAbout = isDecision ? chained.root === record.moved_in.root : chained.digest === record.edition.digest;
    if (chained.row !== row || !isAbout || !same || hash !== link.hash) return false;
  }
  return (await verdictsFit(record)) && movedInFits(record);
}

/* What fact checkers found of each claim, as it was chained. */
async function verdictsFit(record) {
  const { page } = JSON.parse(record.edition.document);
  for (const one of verdictsOf(record)) {
    const chained = JSON.parse(one.chained_text);
    const said = [chained.row, chained.page, chained.sequence, chained.text, chained.verdict, chained.passage];
    const hash = hex(await sha256(bytes(`${one.previous_hash}\n${one.chained_text}`)));
    const same = canonical(said) === canonical(["claim_check", page, one.sequence, one.claim, one.verdict, one.passage]);
    if (!same || hash !== one.hash) return false;
  }
  return true;
}

/* Whether all signed that such a text needs, each somebody else, and nobody who is said to have written it. */
function allSigned({ edition, sign_offs, moved_in }) {
  if (moved_in) return true;
  const { kind, risk_tier, bylines = [] } = JSON.parse(edition.document);
  const article = { fact_check: 1, medical_review: risk_tier === "high" ? 2 : 1 };
  const ordinary = ["article", "topic", "term"].includes(kind) ? article : { editorial: 1 };
  const needed = Object.entries(edition.override ? { emergency: 2 } : ordinary);
  const wrote = new Set(bylines.map(({ person }) => person));
  return (
    needed.every(([kind, number]) => sign_offs.filter((one) => one.kind === kind).length >= number) &&
    new Set(sign_offs.map(signerOf)).size === sign_offs.length &&
    !sign_offs.some(({ shown }) => wrote.has(shown.person))
  );
}

/* Of a text that was moved in: two people decided about a tree in which it stands, and nobody signed the text. */
async function movedInFits(record) {
  const chained = JSON.parse(record.edition.chained_text);
  const movedIn = record.moved_in;
  if (!movedIn && !chained.legacy) return true;
  if (!movedIn || !chained.legacy || record.sign_offs.length || record.edition.override) return false;
  const said = movedIn.decisions.map((one) => JSON.parse(one.chained_text));
  const { batch, texts, root, place, proof } = movedIn;
  const areAbout = said.every((one) => one.batch === batch && one.texts === texts && one.root === root);
  const areTwo = new Set(said.map((one) => one.decided_by)).size > 1;
  const hashes = movedIn.decisions.map((one) => one.hash);
  const isNamed = canonical(chained.legacy) === canonical({ batch, place, decisions: hashes });
  const leaf = hex(await sha256(bytes(`${chained.page} ${record.edition.digest}`)));
  const found = await rootFrom({ hash: leaf, inclusion: { index: place, proof } }, texts);
  return areAbout && areTwo && isNamed && found === root;
}

function signerOf(signOff) {
  const { signer, decided_by } = JSON.parse(signOff.chained_text);
  return signer ?? decided_by;
}

/* Whether a key is in the record as the signer's, from before the signature. */
async function keyFits(key, signOff) {
  const chained = JSON.parse(key.chained_text);
  const { credential_id, public_key, algorithm, rp_id } = key;
  const hash = hex(await sha256(bytes(`${key.previous_hash}\n${key.chained_text}`)));
  return (
    chained.row === "authority_event" && chained.kind === "key_added" && hash === key.hash &&
    canonical(chained.details) === canonical({ credential_id, public_key, algorithm, rp_id }) &&
    chained.sequence === key.sequence && key.sequence < signOff.sequence &&
    chained.user === signerOf(signOff) && signOff.assertion.id === credential_id
  );
}

/* r and s of an ECDSA signature, side by side: WebAuthn has them in DER, WebCrypto wants them so. */
function rawSignature(der) {
  const r = der.slice(4, 4 + der[3]);
  const s = der.slice(6 + der[3], 6 + der[3] + der[5 + der[3]]);
  const raw = new Uint8Array(64);
  for (const [end, number] of [[32, r], [64, s]]) {
    const digits = number.slice(-32);
    raw.set(digits, end - digits.length);
  }
  return raw;
}

const ALGORITHMS = {
  "-7": { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  "-8": { name: "Ed25519" },
  "-257": { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
};

/* What a passkey signed: the same as the form said, from what was chained. */
function saidBy(signOff) {
  const { row, page, batch, texts, root } = JSON.parse(signOff.chained_text);
  const { digest, kind, statement, checklist, interest_answer, interests } = signOff;
  if (row === "legacy_decision") return { row, batch, texts, root, statement };
  return { row, page, digest, kind, statement, checklist, interest_answer, interests };
}

/* The key, or null in a browser that does not know keys of this kind. One that is damaged throws. */
async function publicKeyFrom(format, data, algorithm) {
  try {
    return await crypto.subtle.importKey(format, data, algorithm, false, ["verify"]);
  } catch (error) {
    if (error.name === "NotSupportedError") return null;
    throw error;
  }
}

async function passkeysFit(record) {
  for (const signOff of signedOf(record).filter(({ assertion }) => assertion)) {
    const { assertion, signing_key: key } = signOff;
    if (!key || !(await keyFits(key, signOff))) return false;
    const said = canonical(saidBy(signOff));
    const device = fromBase64Url(assertion.authenticatorData);
    const seen = fromBase64Url(assertion.clientDataJSON);
    const { type, challenge } = JSON.parse(new TextDecoder().decode(seen));
    const isFor = hex(device.slice(0, 32)) === hex(await sha256(bytes(key.rp_id)));
    const isOverThis = hex(fromBase64Url(challenge)) === hex(await sha256(bytes(said)));
    if (type !== "webauthn.get" || !isFor || !isOverThis || (device[32] & 5) !== 5) return false;
    const algorithm = ALGORITHMS[key.algorithm];
    const given = fromBase64Url(assertion.signature);
    const signature = algorithm.name === "ECDSA" ? rawSignature(given) : given;
    const signed = await new Blob([device, await sha256(seen)]).arrayBuffer();
    const publicKey = await publicKeyFrom("spki", fromBase64Url(key.public_key), algorithm);
    if (!publicKey) return null;
    if (!(await crypto.subtle.verify(algorithm, publicKey, signature, signed))) return false;
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
  const isWhole = canonical(named ?? []) === canonical(record.sign_offs.map((link) => link.hash));
  return follow && isWhole && allSigned(record);
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
  for (const link of [...linksOf(record), ...keysOf(record), ...verdictsOf(record)]) {
    const isPlaced = link.inclusion && link.inclusion.index === link.sequence - 1 && link.sequence <= head.size;
    if (!isPlaced || (await rootFrom(link, head.size)) !== hex(head.root)) return false;
  }
  return true;
}

async function headIsSigned(record, key) {
  const [name, id, ...rest] = key.trim().split("+");
  const encoded = rest.join("+"); // base64 has plus signs of its own
  const head = headOf(record);
  const lines = head.lines.split("\n").map((line) => line.split(" "));
  const made = lines.filter((line) => line[0] === "—" && line[1] === name).map((line) => fromBase64(line[2]));
  const signature = made.find((one) => hex(one.slice(0, 4)) === id)?.slice(4);
  if (!signature || head.origin !== name) return false;
  const publicKey = await publicKeyFrom("raw", fromBase64(encoded).slice(1), "Ed25519");
  return publicKey && crypto.subtle.verify("Ed25519", publicKey, signature, bytes(head.text));
}

async function scriptIsNamed(record) {
  const own = await fetch(import.meta.url).then((answer) => (answer.ok ? answer.arrayBuffer() : null)).catch(console.info);
  if (!own) return null; // the network is away, or broke off on the way: that is no forgery
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
  const got = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  };
  const { record: itself, key: ofLog } = section.dataset;
  // Without the log's key all but the log's signature is checked.
  const [text, key] = await Promise.all([got(itself).catch(console.info), ofLog && got(ofLog).catch(console.info)]);
  if (!text) return say("unable");
  let record;
  try {
    record = JSON.parse(text);
  } catch {
    return say("unable");
  }
  const inLog = record.log.checkpoint && [...linksOf(record), ...verdictsOf(record)].every((link) => link.inclusion);
  const cannot = async () => null;
  const checks = {
    text: textFits,
    signatures: signaturesFit,
    passkeys: passkeysFit,
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
