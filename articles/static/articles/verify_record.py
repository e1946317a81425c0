#!/usr/bin/env python3
"""Check a trust record: that the text, the sign-offs and the hashes of one edition of a page fit together.

    python3 verify_record.py https://site.example/page/editions/2/record.json

In place of the address: a file, or the address of the page itself. Needs Python 3.8 or newer, and nothing else.
It ends with 0 when everything fits, with 1 when something does not, with 2 when there is no record to read.
"""

import hashlib
import json
import re
import sys
from urllib.parse import urljoin
from urllib.request import urlopen

RECORD_LINK = re.compile(r'<link rel="alternate" type="application/json" href="([^"]+)"')
CHAINED = {
    "edition": "sequence number digest change_class change_note created_at ends_at override",
    "sign_off": "sequence kind digest shown statement checklist interest_answer interests waiver signed_at"
    " authenticated_at authenticated_by",
}


def read(place):
    """The record at an address, behind the address of its page, or in a file."""
    if not place.startswith(("https://", "http://")):
        with open(place, encoding="utf-8") as file:
            return json.load(file)
    with urlopen(place, timeout=30) as answer:
        body, is_page = answer.read().decode(), answer.headers.get_content_type() == "text/html"
    if not is_page:
        return json.loads(body)
    link = RECORD_LINK.search(body)
    if not link:
        raise ValueError("that page names no record")
    return read(urljoin(place, link[1]))


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def checks(record):
    """Pairs: whether it fits, and the sentence to say when it does not."""
    edition, sign_offs = record["edition"], record["sign_offs"]
    document, kinds = json.loads(edition["document"]), [sign_off["kind"] for sign_off in sign_offs]
    links, chained = [*sign_offs, edition], [json.loads(link["chained_text"]) for link in [*sign_offs, edition]]
    yield sha256(edition["document"]) == edition["digest"], "The text is not the one that the digest was made of."
    change = {"class": edition["change_class"], "note": edition["change_note"]}
    yield document["change"] == change, "The public note about the change is not the one in the text."
    for number, link in enumerate(links):
        row, text = "edition" if link is edition else "sign_off", chained[number]
        at = f"At number {link['sequence']}"
        of_edition = (row, document["page"], edition["digest"])
        yield (text["row"], text["page"], text["digest"]) == of_edition, f"{at} something else was chained."
        for field in CHAINED[row].split():
            yield text.get(field) == link[field], f"{at} the record and the chained text differ: {field}."
        made = sha256(link["previous_hash"] + "\n" + link["chained_text"])
        yield made == link["hash"], f"{at} the hash does not fit the chained text."
        yield link.get("interest_answer") != "declared" or link["waiver"], f"{at} a declared interest was not waived."
    hashes = [sign_off["hash"] for sign_off in sign_offs]
    yield chained[-1].get("sign_offs") == hashes, "The edition was chained with other sign-offs."
    yield len({text["signer"] for text in chained[:-1]}) == len(hashes), "One person signed twice."
    article = {"fact_check": 1, "medical_review": 2 if document.get("risk_tier") == "high" else 1}
    ordinary = article if document["kind"] == "article" else {"editorial": 1}
    for kind, needed in ({"emergency": 2} if edition["override"] else ordinary).items():
        yield kinds.count(kind) >= needed, f"{kind}: {needed} needed, {kinds.count(kind)} given."
    for number, one in enumerate(sign_offs):
        after = links[number + 1]
        gap = after["sequence"] - one["sequence"]
        fits = gap > 1 or (gap == 1 and after["previous_hash"] == one["hash"])
        yield fits, f"The chain is broken between the numbers {one['sequence']} and {after['sequence']}."


def show(record):
    """Say what the record is of, who signed, and the hash, which can be noted and compared later."""
    edition, page = record["edition"], record["page"]
    print(f"{edition['title']}: edition {edition['number']} of {edition['created_at']}, {edition['address']}")
    print(f"The page is {page['status']} now, with edition {page['current_edition']}. {page['notice']}")
    for sign_off in record["sign_offs"]:
        shown = sign_off["shown"]
        print(f"{sign_off['kind']}: {shown['name']}, {shown['credentials']}, {sign_off['signed_at']}")
    print(f"hash {edition['sequence']}: {edition['hash']}")


if __name__ == "__main__":
    place = sys.argv[1] if len(sys.argv) == 2 else sys.exit(__doc__)
    try:
        record = read(place)
        findings = [sentence for fits, sentence in checks(record) if not fits]
        show(record)
    except (LookupError, TypeError, ValueError, OSError) as error:
        print(f"There is no record to check at {place}: {error}", file=sys.stderr)
        sys.exit(2)
    print("\n".join(findings) or "Everything fits.")
    sys.exit(1 if findings else 0)
