#!/usr/bin/env python3
"""Check a trust record: that the text, the sign-offs and the hashes of one edition of a page fit together, and that the
site's public log holds them.

    python3 verify_record.py https://site.example/page/editions/2/record.json site.example/log+1a2b3c4d+AY...

In place of the address: a file, or the address of the page itself. Behind it the log's public key. Get that from
somewhere else than the record: without it nobody can tell a record that was forged whole, with all its hashes.

The same for the site's list of recalls, https://site.example/api/v1/recalls/, of which all pages are read: that nothing
in it was changed or left out, and that its head is signed. Compare the first hash with the one that you kept before.
Needs Python 3.10 or newer, and nothing else. It ends with 0 when everything fits, with 1 when something does not, with
2 when there is no record to read, and with 3 when all fits together but could not be checked whole: the log's key was
not given, or the list goes on elsewhere or has nothing in it.
"""

import base64
import hashlib
import json
import re
import sys
from contextlib import suppress
from urllib.parse import urljoin
from urllib.request import urlopen

RECORD_LINK = re.compile(r'<link rel="alternate" type="application/json" href="([^"]+)"')
CHAINED = {
    "edition": "sequence number digest change_class change_note created_at ends_at override",
    "legacy_decision": "sequence statement authenticated_at authenticated_by assertion decided_at",
    "sign_off": "sequence kind digest shown statement checklist interest_answer interests waiver signed_at"
    " authenticated_at authenticated_by assertion",
}


def read(place):
    """The record at an address, behind the address of its page, or in a file."""
    if not place.startswith(("https://", "http://")):
        with open(place, encoding="utf-8-sig") as file:
            return json.load(file)
    with urlopen(place, timeout=30) as answer:
        body, is_page = answer.read().decode(), answer.headers.get_content_type() == "text/html"
    if not is_page:
        return whole(json.loads(body))
    if not (link := RECORD_LINK.search(body)):
        raise ValueError("that page names no record")
    return read(urljoin(place, link[1]))


def whole(record):
    """The record, or a list of recalls with what comes on its further pages, until one has nothing new."""
    while record.get("recalls") and str(record["next"]).startswith("http"):
        further = json.loads(urlopen(record["next"], timeout=30).read())
        more = [one for one in further["recalls"] if one not in record["recalls"]]
        record = {**further, "recalls": record["recalls"] + more, "next": more and further["next"]}
    return record


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def fits_its_hash(link):
    return sha256(link["previous_hash"] + "\n" + link["chained_text"]) == link["hash"]


def checks(record):
    """Pairs: whether it fits, and the sentence to say when it does not."""
    edition, sign_offs = record["edition"], record["sign_offs"]
    document, kinds = json.loads(edition["document"]), [sign_off["kind"] for sign_off in sign_offs]
    links, chained = [*sign_offs, edition], [json.loads(link["chained_text"]) for link in [*sign_offs, edition]]
    yield sha256(edition["document"]) == edition["digest"], "The text is not the one that the digest was made of."
    yield document["title"] == edition["title"], "The title is not the one in the text."
    change = {"class": edition["change_class"], "note": edition["change_note"]}
    yield document["change"] == change, "The public note about the change is not the one in the text."
    for number, link in enumerate(links):
        row, text = "edition" if link is edition else "sign_off", chained[number]
        at = f"At number {link['sequence']}"
        of_edition = (row, document["page"], edition["digest"])
        yield (text["row"], text["page"], text["digest"]) == of_edition, f"{at} something else was chained."
        for field in CHAINED[row].split():
            yield text.get(field) == link[field], f"{at} the record and the chained text differ: {field}."
        yield fits_its_hash(link), f"{at} the hash does not fit the chained text."
        yield link.get("interest_answer") != "declared" or link["waiver"], f"{at} a declared interest was not waived."
    yield from verdict_checks(record["verdicts"], document["page"])
    hashes = [sign_off["hash"] for sign_off in sign_offs]
    yield chained[-1].get("sign_offs") == (hashes or None), "The edition was chained with other sign-offs."
    yield len({text["signer"] for text in chained[:-1]}) == len(hashes), "One person signed twice."
    wrote = {byline["person"] for byline in document.get("bylines", [])}
    yield wrote.isdisjoint(one["shown"]["person"] for one in sign_offs), "Somebody in the byline signed."
    article = {"fact_check": 1, "medical_review": 2 if document.get("risk_tier") == "high" else 1}
    moved_in = record.get("moved_in")
    if moved_in or chained[-1].get("legacy"):
        yield from moved_in_checks(edition, sign_offs, chained[-1].get("legacy"), moved_in, document["page"])
        return
    ordinary = article if document["kind"] in ("article", "topic", "term") else {"editorial": 1}
    for kind, needed in ({"emergency": 2} if edition["override"] else ordinary).items():
        yield kinds.count(kind) >= needed, f"{kind}: {needed} needed, {kinds.count(kind)} given."
    for one, after in zip(sign_offs, links[1:], strict=True):
        if one["assertion"]:
            yield from passkey_checks(one, said_by_sign_off(one))
        gap = after["sequence"] - one["sequence"]
        fits = gap > 1 or (gap == 1 and after["previous_hash"] == one["hash"])
        yield fits, f"The chain is broken between the numbers {one['sequence']} and {after['sequence']}."


def verdict_checks(verdicts, page):
    """The same pairs, of what fact checkers found of each claim."""
    for one in verdicts:
        text, at = json.loads(one["chained_text"]), f"At number {one['sequence']}"
        said = (text["row"], text["sequence"], text["text"], text["verdict"], text["passage"])
        same = said == ("claim_check", one["sequence"], one["claim"], one["verdict"], one["passage"])
        yield same and text["page"] == page, f"{at} another verdict on a claim was chained."
        yield fits_its_hash(one), f"{at} the hash does not fit the chained text."


def moved_in_checks(edition, sign_offs, chained, moved_in, page):
    """The same pairs, of an edition that was moved in and that nobody signed: two people decided about it before."""
    yield bool(chained) and bool(moved_in), "The record and the chained text differ: whether it was moved in."
    if not (chained and moved_in):
        return
    decisions = moved_in["decisions"]
    named = {"batch": moved_in["batch"], "place": moved_in["place"], "decisions": [one["hash"] for one in decisions]}
    yield chained == named, "The edition was chained with other decisions about what was moved in."
    yield not sign_offs and not edition["override"], "An edition that was moved in claims signatures."
    leaf = sha256(f"{page} {edition['digest']}")
    root = log_root(leaf, moved_in["place"], moved_in["texts"], moved_in["proof"])
    yield bool(root) and root.hex() == moved_in["root"], "This text was not among those that were decided about."
    people = set()
    for one in decisions:
        text, at = json.loads(one["chained_text"]), f"At number {one['sequence']}"
        people.add(text.get("decided_by"))
        said = {"row": "legacy_decision", **{name: moved_in[name] for name in ("batch", "texts", "root", "site")}}
        yield {name: text.get(name) for name in said} == said, f"{at} a decision about something else was chained."
        for field in CHAINED["legacy_decision"].split():
            yield text.get(field) == one[field], f"{at} the record and the chained text differ: {field}."
        yield fits_its_hash(one), f"{at} the hash does not fit the chained text."
        yield one["sequence"] < edition["sequence"], f"{at} somebody decided after the edition was made."
        if one["assertion"]:
            said = {name: text[name] for name in ("row", "batch", "texts", "root", "statement")}
            yield from passkey_checks(one, said)
    yield len(people) > 1, "Two different people decide that a text which was moved in goes out."


def bytes_of(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def said_by_sign_off(sign_off):
    fields = ["digest", "kind", "statement", "checklist", "interest_answer", "interests"]
    page = json.loads(sign_off["chained_text"])["page"]
    return {"row": "sign_off", "page": page, **{name: sign_off[name] for name in fields}}


def passkey_checks(sign_off, said):
    """The same pairs, of the passkey that signed: its key is the signer's, from before, and signed just this."""
    one, key = sign_off["assertion"], sign_off["signing_key"] or {"chained_text": "{}", "previous_hash": "", "hash": ""}
    at, text, added = f"At number {sign_off['sequence']}", sign_off["chained_text"], json.loads(key["chained_text"])
    made = sha256(key["previous_hash"] + "\n" + key["chained_text"]) == key["hash"] and added.get("kind") == "key_added"
    yield made and added["sequence"] == key["sequence"] < sign_off["sequence"], f"{at} the key was not added before."
    if not made:
        return
    details = added["details"]
    signer = json.loads(text).get("signer", json.loads(text).get("decided_by"))
    same = added["user"] == signer and one["id"] == details["credential_id"]
    yield same and all(key[name] == details[name] for name in details), f"{at} another key than the signer's signed."
    said = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    device, browser = bytes_of(one["authenticatorData"]), bytes_of(one["clientDataJSON"])
    seen = json.loads(browser)
    fits = seen["type"] == "webauthn.get" and bytes_of(seen["challenge"]) == hashlib.sha256(said.encode()).digest()
    yield fits, f"{at} the passkey signed something else."
    host = hashlib.sha256(details["rp_id"].encode()).digest()
    yield device[:32] == host and device[32] & 5 == 5, f"{at} the passkey signed elsewhere, or did not ask who it was."
    signed = device + hashlib.sha256(browser).digest()
    fits = is_signed_by(bytes_of(details["public_key"]), details["algorithm"], signed, bytes_of(one["signature"]))
    yield fits, f"{at} the passkey's key did not sign this."


def pieces(der):
    """The contents of what stands one after the other in DER."""
    found = []
    while der:
        size, start = der[1], 2
        if size > 127:
            size, start = int.from_bytes(der[2 : 2 + size % 128], "big"), 2 + size % 128
        found.append(der[start : start + size])
        der = der[start + size :]
    return found


def is_signed_by(public, algorithm, data, signature):
    """Whether this key, in DER, signed: by ES256, EdDSA or RS256. What is no signature at all is none of its."""
    with suppress(LookupError, ValueError):
        key, digest = pieces(pieces(public)[0])[1][1:], hashlib.sha256(data).digest()
        if algorithm == -8:
            return is_signed(key, data, signature)
        if algorithm == -257:
            modulus, exponent = (int.from_bytes(number, "big") for number in pieces(pieces(key)[0]))
            size = -(-modulus.bit_length() // 8)
            block = b"\0\1" + b"\xff" * (size - 54) + bytes.fromhex("003031300d060960864801650304020105000420") + digest
            return pow(int.from_bytes(signature, "big"), exponent, modulus) == int.from_bytes(block, "big")
        return algorithm == -7 and is_signed_on_p256(key, digest, signature)
    return False


# ECDSA on P-256, by FIPS 186-5.
Q, ORDER = 2**256 - 2**224 + 2**192 + 2**96 - 1, 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
COEFFICIENT = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
BASE = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def sum_on_p256(one, other):
    if not one or not other or (one[0] == other[0] and one[1] != other[1]):
        return (one or other) if not (one and other) else None
    rise, run = (3 * one[0] ** 2 - 3, 2 * one[1]) if one == other else (other[1] - one[1], other[0] - one[0])
    slope = rise * pow(run, -1, Q)
    x = (slope * slope - one[0] - other[0]) % Q
    return x, (slope * (one[0] - x) - one[1]) % Q


def is_signed_on_p256(key, digest, signature):
    x, y = int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big")
    r, s = (int.from_bytes(number, "big") for number in pieces(pieces(signature)[0]))
    on_curve = (y * y - x**3 + 3 * x - COEFFICIENT) % Q == 0 and max(x, y) < Q and key[0] == 4
    if not on_curve or not 0 < r < ORDER or not 0 < s < ORDER:
        return False
    inverse = pow(s, -1, ORDER)
    mix = times(int.from_bytes(digest, "big") * inverse % ORDER, BASE, sum_on_p256, None)
    found = sum_on_p256(mix, times(r * inverse % ORDER, (x, y), sum_on_p256, None))
    return bool(found) and found[0] % ORDER == r


# Ed25519, by RFC 8032: slow, and enough for one signature.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)


def point(data):
    """A point of the curve, as extended coordinates, from its 32 bytes."""
    y, sign = int.from_bytes(data, "little") & ~(1 << 255), data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT % P
    if x * x % P != square or y >= P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def plus(one, other):
    a, b = (one[1] - one[0]) * (other[1] - other[0]), (one[1] + one[0]) * (other[1] + other[0])
    c, d = 2 * one[3] * other[3] * D, 2 * one[2] * other[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, one, add=plus, total=(0, 1, 1, 0)):
    while number:
        total, one, number = add(total, one) if number & 1 else total, add(one, one), number >> 1
    return total


def is_signed(public, text, signature):
    with suppress(LookupError, ValueError):
        number, base = int.from_bytes(signature[32:], "little"), (4 * pow(5, P - 2, P) % P).to_bytes(32, "little")
        mix = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % L
        left, right = times(number, point(base)), plus(point(signature[:32]), times(mix, point(public)))
        same = all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))
        return len(signature) == 64 and number < L and same
    return False


def log_root(leaf, index, size, proof):
    """The root of the Merkle tree to which a proof leads from a link's hash (RFC 9162, 2.1.3.2)."""
    last, root = size - 1, hashlib.sha256(b"\0" + bytes.fromhex(leaf)).digest()
    for beside in map(base64.b64decode, proof):
        left = index & 1 or index == last
        root = hashlib.sha256(b"\1" + (beside + root if left else root + beside)).digest()
        while left and not index & 1 and index:
            index, last = index >> 1, last >> 1
        index, last = index >> 1, last >> 1
    return root if last == 0 else None


def log_checks(record, key):
    """The same pairs, of the log: each link stands in it, and the key signed its head."""
    note = record["log"]["checkpoint"] or ""
    if not note:
        yield not key, "This record is not in the log. (A new one is within minutes: ask again.)"
        return
    _origin, size, root = note.split("\n")[:3]
    signed = [*record["sign_offs"], *(record.get("moved_in") or {"decisions": []})["decisions"]]
    keys = [one["signing_key"] for one in signed if one["signing_key"]]
    for link in [*signed, *keys, *record["verdicts"], record["edition"]]:
        found = link["inclusion"] or {"index": -1, "proof": []}
        fits = found["index"] == link["sequence"] - 1 and found["index"] < int(size)
        fits = fits and log_root(link["hash"], found["index"], int(size), found["proof"]) == base64.b64decode(root)
        yield fits, f"At number {link['sequence']}: the log does not hold this link."
    if key:
        yield from head_checks(note, key, key.split("+")[0])


def recall_checks(listed, key):
    """The same pairs, of a list of recalls: each entry follows the one before, up to the signed head."""
    entries, head, after = listed["recalls"], listed["head"], None
    for one in entries:
        at = f"At entry {one['number']}"
        said = json.dumps(one["said"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        yield sha256(one["previous_hash"] + "\n" + said) == one["hash"], f"{at} the hash does not fit what it says."
        before = (one["number"] - 1, one["previous_hash"])
        yield after is None or before == after, f"{at} something was left out before it."
        yield one["number"] != 1 or one["previous_hash"] == "0" * 64, f"{at} something was left out before it."
        after = (one["number"], one["hash"])
    if not head:
        yield not key, "The head of this list is not signed. (A new one is within minutes: ask again.)"
        return
    _origin, size, root = head.split("\n")[:3]
    hashes = {one["number"]: one["hash"] for one in entries} or {int(size): ""}
    yield max(hashes) >= int(size) or listed["next"], f"The list has {size} entries: the last are left out."
    yield max(hashes) <= int(size), f"What comes after entry {size} is not signed. (It is within minutes: ask again.)"
    stands = hashes.get(int(size))
    yield not stands or stands == base64.b64decode(root).hex(), "The signed head is that of another list."
    if key:
        yield from head_checks(head, key, f"{key.split('+')[0]}/recalls")


def unchecked(listed):
    """Why nothing ties a list of recalls to its signed head; nothing where it ends there."""
    if listed["next"]:
        return f"The list goes on at {listed['next']}, and only its end is signed: check all of it."
    if listed["recalls"] or not listed["head"]:
        return ""
    _origin, size, root = listed["head"].split("\n")[:3]
    return f"No entry is here: compare the hash that you kept of entry {size} with {base64.b64decode(root).hex()}."


def head_checks(note, key, wanted_origin):
    """The same pairs, of a signed note: that the key signed it, and that it is of what it should be."""
    text, _, signatures = note.rpartition("\n\n")
    name, identity, public = key.split("+", 2)
    public = base64.b64decode(public)[1:]
    wanted = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    lines = [line[2:].split(" ") for line in signatures.splitlines() if line.startswith(f"— {name} ")]
    found = [made[4:] for made in (base64.b64decode(line[1]) for line in lines) if made[:4] == wanted]
    fits = text.split("\n")[0] == wanted_origin and wanted.hex() == identity and found
    yield fits and is_signed(public, f"{text}\n".encode(), found[0]), "The log's key did not sign this head."


def show_recalls(listed):
    """Say what was recalled, and the hashes to compare and to keep."""
    for one in listed["recalls"]:
        said = one["said"]
        print(f"{one['number']}: {said['kind']} ({said['urgency']}), {said['name']}, {said['url']}: {said['sentence']}")
    if listed["recalls"]:
        first, last = listed["recalls"][0], listed["recalls"][-1]
        print(f"hash before entry {first['number']}: {first['previous_hash']}")
        print(f"hash of entry {last['number']}, to keep: {last['hash']}")
    signed = [line for line in (listed["head"] or "").split("\n") if line.startswith("signed ")]
    print(f"The head is of {signed[0][7:]}." if signed else "No head.")


def show(record):
    """Say what the record is of, who signed, and the hash, which can be noted and compared later."""
    edition, page = record["edition"], record["page"]
    print(f"{edition['title']}: edition {edition['number']} of {edition['created_at']}, {edition['address']}")
    print(f"The site says: the page is {page['status']} now, with edition {page['current_edition']}. {page['notice']}")
    if moved_in := record.get("moved_in"):
        where = f"from {moved_in['site']}, one of {moved_in['texts']} texts"
        print(f"It was moved in {where}. Nobody signed or reviewed it.")
    for sign_off in record["sign_offs"]:
        shown = sign_off["shown"]
        how = "with a passkey" if sign_off["assertion"] else "with a log-in alone: that it was them is the site's word"
        print(f"{sign_off['kind']}: {shown['name']}, {shown['credentials']}, {sign_off['signed_at']}, signed {how}")
    print(f"hash {edition['sequence']}: {edition['hash']}")


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # what a terminal has no letters for is no fault of the record
    place, key = (*sys.argv[1:], "")[:2] if 2 <= len(sys.argv) <= 3 else sys.exit(__doc__)
    try:
        record = read(place)
        is_list = "recalls" in record
        made = recall_checks(record, key) if is_list else [*checks(record), *log_checks(record, key)]
        findings = [sentence for fits, sentence in made if not fits]
        (show_recalls if is_list else show)(record)
    except Exception as error:  # noqa: BLE001  (what ends in any other way was not found to be wrong)
        print(f"There is no record to check at {place}: {error}", file=sys.stderr)
        sys.exit(2)
    further = unchecked(record) if is_list else ""
    if findings or (key and not further):
        print("\n".join(findings) or "Everything fits.")
        sys.exit(1 if findings else 0)
    wanted = "" if key else "Give the log's key to see whether it was forged whole: that was not checked."
    print(" ".join(filter(None, ["It fits together.", further, wanted])))
    sys.exit(3)
