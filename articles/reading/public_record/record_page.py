"""The trust record of an edition in plain words: who signed, what they put their names to, and what the log says."""

from datetime import datetime

from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...log.checkpoints import Checkpoint
from ...log.notes import Note
from ...log.programs import program_hash
from ...record.published.addresses import absolute
from ...record.signed.claim_checks import Verdict
from ...record.signed.sign_offs import SignOffKind
from ...record.signers.signing_keys import fingerprint
from ..addresses.page_addresses import record_url
from ..page.readings import SIGN_OFF_LABELS
from .history import interests_in_words
from .trust_record import SCRIPT, WITNESS, trust_record

#: What was kept of how a signer proved who they are, in a reader's words.
PROOFS_OF_IDENTITY = {
    "password": gettext_lazy("with a password"),
    "mfa": gettext_lazy("with a second factor"),
    "totp": gettext_lazy("with a one-time code"),
    "webauthn": gettext_lazy("with a passkey"),
    "recovery_codes": gettext_lazy("with a recovery code"),
}


def told(edition, publication):
    """What the page says beside what every page about this edition says."""
    record = trust_record(edition, publication)
    programs = {"check": "articles/check_record.js", "verify": SCRIPT, "witness": WITNESS}
    return {
        "record": record,
        "record_url": record_url(publication.path, edition.number),
        "signatures": [_signature(sign_off) for sign_off in record["sign_offs"]],
        "moved_in": record["moved_in"] and _decisions(record["moved_in"]),
        "has_passkeys": any(one["assertion"] for one in _signed(record)),
        "verdicts": [{**found, "label": Verdict(found["verdict"]).label} for found in record["verdicts"]],
        "digest": edition.digest,
        "links": [*_signed(record), record["edition"]],
        "head": _head(record),
        "key_url": reverse("log_key"),
        "programs": {
            name: {"url": staticfiles_storage.url(path), "sha256": program_hash(path.rpartition("/")[2])}
            for name, path in programs.items()
        },
        "commands": _commands(record),
    }


def _signed(record):
    """Whatever people put their names to: the text, or that it was moved in unreviewed."""
    return [*record["sign_offs"], *(record["moved_in"] or {"decisions": []})["decisions"]]


def _decisions(moved_in):
    return {
        **moved_in,
        "decisions": [
            {
                "at": _time(one["decided_at"]),
                "statement": one["statement"],
                "logged_in": _methods(one),
                "sequence": one["sequence"],
                "fingerprint": one["signing_key"] and fingerprint(one["signing_key"]["public_key"]),
            }
            for one in moved_in["decisions"]
        ],
    }


def _methods(signed):
    methods = [PROOFS_OF_IDENTITY.get(method, method) for method in signed["authenticated_by"].split(", ") if method]
    return ", ".join(map(str, methods))


def _signature(sign_off):
    return {
        "label": SIGN_OFF_LABELS[SignOffKind(sign_off["kind"])],
        "name": sign_off["shown"]["name"],
        "credentials": sign_off["shown"]["credentials"],
        "at": _time(sign_off["signed_at"]),
        "statement": sign_off["statement"],
        "checklist": [(asked["question"], _answer(asked["answer"])) for asked in sign_off["checklist"]],
        "interests": interests_in_words(sign_off["interests"]),
        "waived": sign_off["waiver"]["reason"] if sign_off["waiver"] else "",
        "logged_in": _methods(sign_off),
        "sequence": sign_off["sequence"],
        "fingerprint": sign_off["signing_key"] and fingerprint(sign_off["signing_key"]["public_key"]),
    }


def _answer(answer):
    return {"yes": _("Yes"), "no": _("No")}.get(answer, answer)


def _head(record):
    """The newest head of the log, if all links of the record are in it."""
    note = record["log"]["checkpoint"]
    if not note or not all(link["inclusion"] for link in [*_signed(record), record["edition"]]):
        return None
    checkpoint = Checkpoint.from_text(Note.read(note).text)
    return {"note": note, "origin": checkpoint.origin, "size": checkpoint.size}


def _commands(record):
    address = f"{record['edition']['address']}record.json"
    return {
        "verify": f"python3 verify_record.py {address} KEY",
        "witness": f"python3 witness.py {absolute('/log')} KEY FOLDER",
    }


def _time(moment):
    return timezone.localtime(datetime.fromisoformat(moment))
