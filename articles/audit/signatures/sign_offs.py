"""Sign-offs: each holds the text that its digest is of, and a passkey of its signer's signed it where that is the rule.

What else it says is chained. A passkey's signature is checked with the key in the event that added it, so that whoever
changes a signature or a key and chains everything anew is found all the same.
"""

import json

from ...record.assertions import PublicKey, assertion_finding, said_by_sign_off
from ...record.document import digest
from ...record.refusals import Refusal
from ...record.signed.sign_offs import SignOff
from ...record.signers.authority import SigningRule
from ..snapshot import rows

#: Columns about the key that signed a link of the chain, to be formatted with its alias (`s` or `e`) and who signed it.
SIGNED_BY = """
    k.details AS key, k.user_id = {signer} AND k.sequence < {link}.sequence AS is_signers,
    EXISTS (SELECT 1 FROM articles_authorityevent r WHERE r.kind = 'key_revoked' AND r.sequence < {link}.sequence
                AND r.details ->> 'credential_id' = {link}.assertion ->> 'id') AS was_revoked,
    coalesce((SELECT said.details ->> 'rule' FROM articles_authorityevent said
              WHERE said.kind = 'signing_rule_set' AND said.sequence < {link}.sequence
              ORDER BY said.sequence DESC LIMIT 1), 'passkey') AS rule
"""
KEY_OF = """
    LEFT JOIN articles_authorityevent k
        ON k.kind = 'key_added' AND k.details ->> 'credential_id' = {link}.assertion ->> 'id'
"""
SIGN_OFFS = f"""
    SELECT s.id, s.page_id, s.digest, s.document, s.kind, s.statement, s.checklist, s.interest_answer, s.interests,
           s.assertion, k.person_id = c.person_id AS is_persons, {SIGNED_BY.format(link="s", signer="s.signer_id")}
    FROM articles_signoff s JOIN articles_credential c ON c.id = s.credential_id {KEY_OF.format(link="s")}
    ORDER BY s.sequence
"""  # noqa: S608  (made of constants)


def sign_off_findings():
    """Hash the text of every sign-off, and check its signature."""
    for row in rows(SIGN_OFFS):
        name = f"Sign-off {row.id} on page {row.page_id}"
        findings = [f"{name} {problem}" for problem in problems_of_signature(row, said_by_sign_off(sign_off_in(row)))]
        if digest(row.document) != row.digest:
            findings.append(f"{name} holds another text than its digest says.")
        elif row.assertion and row.is_persons is False:
            findings.append(f"{name} was signed with a passkey of somebody else than its credential is of.")
        yield findings


def sign_off_in(row):
    names = ("page_id", "digest", "kind", "statement", "interest_answer", "interests")
    return SignOff(checklist=json.loads(row.checklist), **{name: getattr(row, name) for name in names})


def problems_of_signature(row, said):
    """Whether the passkey that was to sign did: a row with the columns of SIGNED_BY, and what it says."""
    if not row.assertion:
        if row.rule == SigningRule.PASSKEY:
            yield "was signed without a passkey, at a time when passkeys were the rule."
        return
    if not row.is_signers or row.was_revoked:
        yield "was signed with a passkey that was not a signing key of its signer's at the time."
        return
    key = json.loads(row.key)
    public = PublicKey(*(key.get(name) for name in ("public_key", "algorithm", "rp_id")))
    if code := assertion_finding(json.loads(row.assertion), public, said):
        yield f"has a passkey signature that does not fit: {Refusal(code)}"
