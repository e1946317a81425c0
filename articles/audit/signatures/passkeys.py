"""Passkeys: editors confirmed who may sign with theirs where those are the rule, and keys are what the record says."""

import json

from django.conf import settings

from ...record.assertions import said_by_event
from ...record.signers.authority import AuthorityEvent, SigningRule
from ..snapshot import rows
from .sign_offs import KEY_OF, SIGNED_BY, problems_of_signature

# What an event says, and the key with which whoever confirmed it signed that.
EVENTS = f"""
    SELECT e.id, e.kind, e.person_id, e.user_id, e.credential_id, e.topic_id, e.details, e.reason, e.asked_by_id,
           e.assertion, {SIGNED_BY.format(link="e", signer="e.confirmed_by_id")}
    FROM articles_authorityevent AS e {KEY_OF.format(link="e")}
    WHERE e.confirmed_by_id IS NOT NULL ORDER BY e.sequence
"""  # noqa: S608  (made of constants)
# Each key beside the event that added it. One that has no event, or no key, stands alone.
KEYS = """
    SELECT e.id AS event, stands.id AS stands,
           (stands.person_id, stands.user_id, stands.credential_id, stands.public_key, stands.algorithm::text,
            stands.rp_id, stands.added_at, stands.sequence, stands.previous_hash, stands.hash, stands.chained_text)
           IS NOT DISTINCT FROM
           (e.person_id, e.user_id, e.details ->> 'credential_id', e.details ->> 'public_key',
            e.details ->> 'algorithm', e.details ->> 'rp_id', e.decided_at, e.sequence, e.previous_hash, e.hash,
            articles_chained_text(e)) AS follows,
           stands.revoked_at IS NOT DISTINCT FROM
           (SELECT min(r.decided_at) FROM articles_authorityevent r
            WHERE r.kind = 'key_revoked' AND r.details ->> 'credential_id' = e.details ->> 'credential_id')
           AS is_revoked_then
    FROM (SELECT id FROM articles_authorityevent WHERE kind = 'key_added') AS added
    JOIN articles_authorityevent AS e USING (id)
    FULL JOIN articles_signingkey AS stands ON stands.credential_id = e.details ->> 'credential_id'
    ORDER BY e.sequence
"""


# The first editors have nobody who could confirm theirs.
KEYS_OF_NOBODY_S_WORD = """
    SELECT e.user_id FROM articles_authorityevent AS e
    WHERE e.kind = 'key_added' AND e.confirmed_by_id IS NULL AND e.sequence > (
        SELECT min(first.sequence) FROM articles_authorityevent AS first WHERE first.confirmed_by_id IS NOT NULL)
"""
# What a passkey signed once would undo what was decided since.
DECIDED_TWICE = """
    SELECT max(e.id) AS id FROM articles_authorityevent AS e
    WHERE e.assertion IS NOT NULL GROUP BY e.assertion ->> 'id', articles_signed_text(e) HAVING count(*) > 1
"""


def confirmation_findings():
    """Check the signature of whoever confirmed each change of who may sign."""
    for row in rows(EVENTS):
        name = f"The change of who may sign with id {row.id}"
        yield [f"{name} {problem}" for problem in problems_of_signature(row, said_by_event(event_in(row)))]
    for row in rows(DECIDED_TWICE):
        yield [f"The change of who may sign with id {row.id} has the signature of one that was decided before."]


def key_findings():
    """Compare every signing key with the event that added it."""
    for row in rows(KEYS):
        if row.event is None:
            yield [f"The signing key with id {row.stands} was never added, by what the record says."]
        elif row.follows and row.is_revoked_then:
            yield []
        else:
            yield [f"The signing key that was added by the event with id {row.event} is not the one that stands now."]


def event_in(row):
    names = ("kind", "person_id", "user_id", "credential_id", "topic_id", "reason", "asked_by_id")
    return AuthorityEvent(details=json.loads(row.details), **{name: getattr(row, name) for name in names})


def signing_warnings():
    """That signatures are the site's word, where they are; and that the site asks for something else than the rule."""
    if put_in := [row.user_id for row in rows(KEYS_OF_NOBODY_S_WORD)]:
        yield (
            f"No editor confirmed the signing keys of the accounts {', '.join(map(str, sorted(set(put_in))))}. Whoever "
            "owns the database put them in when there were editors: what they signed is that one's word."
        )
    rule = SigningRule.standing()
    if rule == SigningRule.PASSWORD:
        yield (
            "Nobody needs a passkey to sign here: that a signature is the signer's is this site's word, and whoever "
            "controls the site can sign for anybody. `manage.py signing_rule passkey` ends that."
        )
    if rule != settings.SIGNING:
        yield f"SIGNING is {settings.SIGNING}, but the database goes by {rule}, as `manage.py signing_rule` was told."
