"""The trust record of an edition: everything that shows how it came about, for programs to check.

`static/articles/verify_record.py` checks it. A field that changes its meaning raises VERSION.
"""

import re
from base64 import b64encode
from datetime import UTC

from django.db.models import Func, TextField
from django.templatetags.static import static

from ...log.batches import proof_in, tree_of
from ...log.proofs import SignedTree
from ...record.published.addresses import absolute
from ...record.published.legacy import LegacyDecision
from ...record.signed.sign_offs import SignOff
from ...record.signers.signing_keys import SigningKey
from ..addresses.page_addresses import edition_url, history_url
from ..page.verdicts import verdicts_of
from ..site_settings import this_site

VERSION = 2
SCRIPT = "articles/verify_record.py"
WITNESS = "articles/witness.py"
LOG = "/log"
HOW_TO_VERIFY = (
    "The digest is the SHA-256 of `document`, in UTF-8. Each hash is the SHA-256 of `previous_hash`, a line feed and "
    "`chained_text`. The chained texts say the same as the fields beside them, and name the digest that was signed. "
    "`inclusion` leads from each hash, as a leaf, to the root in the signed checkpoint of the public log (RFC 6962, "
    "https://c2sp.org/tlog-checkpoint). An `assertion` is a passkey's signature (WebAuthn): its challenge is the "
    "SHA-256 of row, page, digest, kind, statement, checklist and interests as sorted compact JSON, and `signing_key` "
    "the key that its signer had added before. Where there is none a log-in was enough: that it was them is the site's "
    "word. An edition with `moved_in` was moved in from another site, and nobody signed it: two people signed the "
    "root of a tree over all that came in so, to which `proof` leads from the SHA-256 of its page, a space, and "
    "its digest (RFC 6962). "
    "The program at `script` checks all of it; it needs nothing but Python 3 and "
    "the log's public key. Have that from elsewhere than this record: without it nobody can tell a record that was "
    "forged whole."
)


def trust_record(edition, publication):
    """The record of one edition of a page that readers get, as a dictionary that JSON can hold."""
    tree = SignedTree()
    return {
        "format": "trust record",
        "version": VERSION,
        "how_to_verify": HOW_TO_VERIFY,
        "script": absolute(static(SCRIPT)),
        "site": {"name": this_site().name, "address": absolute("/")},
        "page": {
            "address": absolute(publication.path),
            "history": absolute(history_url(publication.path)),
            "status": publication.status,
            "notice": publication.notice,
            "current_edition": publication.edition.number,
        },
        "log": {
            "address": absolute(LOG),
            "checkpoint": tree.note,
            "witness": absolute(static(WITNESS)),
        },
        "edition": _edition(edition, publication.path, tree),
        "sign_offs": _sign_offs(edition.sign_offs, tree),
        "moved_in": _moved_in(edition.legacy, tree),
        "verdicts": [{**verdict, "inclusion": tree.inclusion(verdict["sequence"])} for verdict in verdicts_of(edition)],
    }


def _edition(edition, path, tree):
    return {
        "address": absolute(edition_url(path, edition.number)),
        "number": edition.number,
        "title": edition.title,
        "change_class": edition.change_class,
        "change_note": edition.change_note,
        "created_at": _moment(edition.created_at),
        "ends_at": _moment(edition.ends_at),
        "digest": edition.digest,
        "document": edition.document,
        "override": _override(edition.override),
        **_link(edition, chained_texts(type(edition), [edition.pk]), tree),
    }


def _override(override):
    """Why it was published before its medical review, and for how many hours; None for an edition that was not."""
    return override and {
        "reason": override.reason,
        "hours": override.hours,
        "by": override.asked_by_id,
        "at": _moment(override.asked_at),
    }


def _moved_in(text, tree):
    """By whose decision a text that nobody signed is an edition; None for an edition that people signed."""
    if text is None:
        return None
    decisions = list(LegacyDecision.objects.about(text.batch_id))
    keys, texts = _signing_keys(decisions, tree), chained_texts(LegacyDecision, [one.pk for one in decisions])
    first = decisions[0]
    return {
        "site": text.batch.site,
        "batch": text.batch_id,
        "texts": first.texts,
        "root": first.root,
        "place": text.place,
        "proof": [b64encode(hash).decode() for hash in proof_in(tree_of(text.batch_id, first.root), text.place)],
        "decisions": [
            {
                "statement": one.statement,
                "by": one.decided_by_id,
                "decided_at": _moment(one.decided_at),
                "authenticated_at": _moment(one.authenticated_at),
                "authenticated_by": one.authenticated_by,
                "assertion": one.assertion,
                "signing_key": keys.get(one.assertion["id"]) if one.assertion else None,
                **_link(one, texts, tree),
            }
            for one in decisions
        ],
    }


def _sign_offs(sign_offs, tree):
    keys = _signing_keys(sign_offs, tree)
    texts = chained_texts(SignOff, [sign_off.pk for sign_off in sign_offs])
    return [
        {
            "kind": sign_off.kind,
            "shown": sign_off.shown,
            "statement": sign_off.statement,
            "checklist": sign_off.checklist,
            "interest_answer": sign_off.interest_answer,
            "interests": sign_off.interests,
            "waiver": _waiver(sign_off.waiver),
            "digest": sign_off.digest,
            "signed_at": _moment(sign_off.signed_at),
            "authenticated_at": _moment(sign_off.authenticated_at),
            "authenticated_by": sign_off.authenticated_by,
            "assertion": sign_off.assertion,
            "signing_key": keys.get(sign_off.assertion["id"]) if sign_off.assertion else None,
            **_link(sign_off, texts, tree),
        }
        for sign_off in sign_offs
    ]


def _signing_keys(signed, tree):
    """The keys that signed, by their ids, each with the link of the chain by which it was added."""
    ids = [row.assertion["id"] for row in signed if row.assertion]
    return {
        key.credential_id: {
            "credential_id": key.credential_id,
            "public_key": key.public_key,
            "algorithm": key.algorithm,
            "rp_id": key.rp_id,
            **_link(key, {key.pk: key.chained_text}, tree),
        }
        for key in (SigningKey.objects.filter(credential_id__in=ids) if ids else ())
    }


def _waiver(waiver):
    """Why an editor let somebody sign in spite of an interest; None where there was nothing to waive."""
    return waiver and {"reason": waiver.reason, "by": waiver.waived_by_id, "at": _moment(waiver.waived_at)}


def _link(link, texts, tree):
    """A row's place in the chain, exactly the text that was chained, and its way to the root of the log."""
    return {
        "sequence": link.sequence,
        "previous_hash": link.previous_hash,
        "hash": link.hash,
        "chained_text": texts[link.pk],
        "inclusion": tree.inclusion(link.sequence),
    }


def chained_texts(model, ids):
    """What the hashes of these rows were made of, by id, as PostgreSQL words it."""
    row = model._meta.db_table
    text = Func(template=f"articles_chained_text({row})", output_field=TextField())
    if model is SignOff:
        text = Func("pk", function="articles_text_of_sign_off", output_field=TextField())
    return dict(model.objects.filter(pk__in=ids).values_list("pk", text))


def _moment(time):
    """A time as PostgreSQL writes it in the chained text: in UTC, without zeros at the end of the fraction."""
    return time and re.sub(r"(\.\d*?)0+(?=\+)", r"\1", time.astimezone(UTC).isoformat())
