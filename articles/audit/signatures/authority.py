"""Who may sign now: accounts, credentials and specialties are those that follow from the events in the record."""

import json
from collections import defaultdict

from ..snapshot import rows

EVENTS = """
    SELECT e.kind, e.person_id, e.user_id, e.credential_id, e.topic_id, e.details, e.decided_at
    FROM articles_authorityevent AS e ORDER BY e.sequence
"""
ACCOUNTS = "SELECT person_id, user_id FROM articles_personaccount"
CREDENTIALS = """
    SELECT c.*, ARRAY(SELECT s.name FROM articles_credential_specialties h
                      JOIN articles_specialty s ON s.id = h.specialty_id
                      WHERE h.credential_id = c.id) AS specialties
    FROM articles_credential AS c ORDER BY c.id
"""
TOPICS = """
    SELECT t.topicpage_id AS topic_id, array_agg(s.name) AS specialties
    FROM articles_specialty_topics t JOIN articles_specialty s ON s.id = t.specialty_id GROUP BY t.topicpage_id
"""
NAMES = ("kind", "register", "number", "issuer", "register_url", "country")


def authority_findings():
    """Look at each account, each credential and each topic that asks for a specialty, there and in the record."""
    accounts, credentials, topics = by_the_record()
    there = {(row.person_id, row.user_id) for row in rows(ACCOUNTS)}
    for person, user in sorted(accounts | there):
        yield _unlike(f"The account {user} of person {person}", (person, user) in there, (person, user) in accounts)
    there = {row.id: as_it_stands(row) for row in rows(CREDENTIALS)}
    for number in sorted(credentials.keys() | there.keys()):
        yield _unlike(f"The credential with id {number}", there.get(number), credentials.get(number))
    there = {row.topic_id: sorted(row.specialties) for row in rows(TOPICS)}
    for topic in sorted(topics.keys() | there.keys()):
        yield _unlike(f"What topic {topic} asks of its reviewers", there.get(topic, []), topics[topic])


def by_the_record():
    """(accounts as (person, user), {id of a credential: how it stands}, {topic: specialties}) that events made."""
    accounts, credentials, topics = set(), {}, defaultdict(list)
    for event in rows(EVENTS):
        details = json.loads(event.details)
        if event.kind == "account_linked":
            accounts.add((event.person_id, event.user_id))
        elif event.kind == "account_unlinked":
            accounts.discard((event.person_id, event.user_id))
        elif event.kind == "specialties_asked":
            topics[event.topic_id] = _names(details)
        elif event.kind == "credential_issued":
            given = {name: details.get(name) or "" for name in NAMES}
            given["register"] = given["register"].strip(" ")  # as apply_authority_event.sql writes it
            credentials[event.credential_id] = {"person": event.person_id, **given, "revoked": None}
        if event.kind in ("credential_issued", "credential_looked_up") and event.credential_id in credentials:
            found = {"expires": details.get("expires_on"), "specialties": _names(details), "seen": event.decided_at}
            credentials[event.credential_id] |= found
        elif event.kind == "credential_revoked" and event.credential_id in credentials:
            credentials[event.credential_id]["revoked"] = event.decided_at
    return accounts, credentials, topics


def as_it_stands(row):
    return {
        "person": row.person_id,
        **{name: getattr(row, name) for name in NAMES},
        "revoked": row.revoked_at,
        "expires": row.expires_on and row.expires_on.isoformat(),
        "specialties": sorted(row.specialties),  # as Python sorts them, whatever the database's language
        "seen": row.looked_up_at,
    }


def _names(details):
    return sorted({name.strip() for name in details.get("specialties") or ()} - {""})


def _unlike(what, there, said):
    return [] if there == said else [f"{what} is not as the record says."]
