"""Trust records that somebody changed, and the hashes and the log that they made fit again."""

import base64
import hashlib
import json

from articles.log.checkpoints import Checkpoint
from articles.log.merkle import Growth, Tree


def put(record, path, value):
    """Set one value in a record; the path is a list of keys."""
    *way, last = path
    for step in way:
        record = record[step]
    record[last] = value(record[last]) if callable(value) else value


def chained_anew(link, change):
    """A link whose chained text was forged, and its hash with it."""
    chained = json.loads(link["chained_text"])
    change(chained)
    link["chained_text"] = json.dumps(chained)
    link["hash"] = hashlib.sha256(f"{link['previous_hash']}\n{link['chained_text']}".encode()).hexdigest()


def rehash(link, **changes):
    """A link that says something else, with a chained text and a hash that fit."""
    said = {**json.loads(link["chained_text"]), **changes}
    link.update({name: value for name, value in changes.items() if name in link})
    link["chained_text"] = json.dumps({name: value for name, value in said.items() if value is not None})
    link["hash"] = hashlib.sha256(f"{link['previous_hash']}\n{link['chained_text']}".encode()).hexdigest()


def forged_whole(record):
    """A record with another text, under the same names: every digest and every hash computed again."""
    edition, sign_offs = record["edition"], record["sign_offs"]
    edition["document"] = edition["document"].replace("It may help", "It will help")
    digest = hashlib.sha256(edition["document"].encode()).hexdigest()
    for before, link in zip([None, *sign_offs], [*sign_offs, edition], strict=False):
        link["digest"] = digest
        if before and link["sequence"] == before["sequence"] + 1:
            link["previous_hash"] = before["hash"]
        hashes = {"sign_offs": [given["hash"] for given in sign_offs]} if link is edition else {}
        chained_anew(link, lambda chained, hashes=hashes: chained.update(digest=digest, **hashes))
    return record


def log_of_its_own(record, key):
    """The same with a log that holds nothing but the forged links, signed by the forger."""
    growth = Growth(lambda *tile: None)
    links = {link["sequence"]: link for link in [*record["sign_offs"], record["edition"]]}
    entries = [bytes.fromhex(links[n]["hash"]) if n in links else bytes(32) for n in range(1, max(links) + 1)]
    for entry in entries:
        growth.append(entry)
    tiles = {(level, index): hashes for level, index, hashes in growth.partial_tiles()}
    tree = Tree(growth.size, lambda level, index, width: tiles[level, index])
    for sequence, link in links.items():
        proof = [base64.b64encode(hash).decode() for hash in tree.inclusion_proof(sequence - 1)]
        link["inclusion"] = {"index": sequence - 1, "proof": proof}
    record["log"]["checkpoint"] = key.sign(Checkpoint(key.name, growth.size, growth.root).text)
    return record
