"""Editions: each says in all its columns what was signed, and every sign-off that it needs is there."""

import json
from collections import Counter

from django.db.models import GeneratedField, JSONField

from ..record.document import digest
from ..record.published.editions import Edition
from .snapshot import rows

#: The columns that PostgreSQL computes from the document, each named as it is there but for one (`said_in`); and which
#: of them are JSON.
COMPUTED = {
    field.name: isinstance(field.output_field, JSONField)
    for field in Edition._meta.fields
    if isinstance(field, GeneratedField)
}

# Whether a signer was entitled is judged by what the record said when they signed: a credential that ended later was
# valid then. Whether they wrote is judged by the draft records between the signed edition before and this one.
# They are one person with whichever account, and with whichever page that tells of them.
SIGN_OFFS = """
    SELECT jsonb_agg(jsonb_build_object(
        'id', s.id, 'kind', s.kind, 'signer', s.signer_id,
        'on_another_text', (s.page_id, s.digest) <> (e.page_id, e.digest),
        'too_late', s.sequence >= e.sequence OR s.signed_at > e.created_at,
        'spent', s.sequence <= coalesce((
            SELECT max(earlier.sequence) FROM articles_edition earlier
            WHERE earlier.page_id = e.page_id AND earlier.number < e.number AND (
                articles_is_signed(earlier) OR earlier.override_id IS NOT NULL AND s.kind = 'emergency')), 0),
        'wrote', EXISTS (
            (SELECT s.signer_id
             UNION
             SELECT a.user_id FROM articles_authorityevent a
             WHERE a.person_id = ANY (own.pages) AND a.kind = 'account_linked' AND a.sequence < s.sequence)
            INTERSECT
            SELECT articles_movers(e.page_id, coalesce((
                SELECT max(earlier.draft_record_id) FROM articles_edition earlier
                WHERE earlier.page_id = e.page_id AND earlier.number < e.number AND articles_is_signed(earlier)), 0),
                e.draft_record_id)),
        'is_told_of', e.page_id = ANY (own.pages) OR EXISTS (
            SELECT 1 FROM jsonb_array_elements(coalesce(e.document::jsonb -> 'bylines', '[]')) AS byline
            WHERE (byline ->> 'person')::integer = ANY (own.pages)),
        'not_entitled', NOT EXISTS (
            SELECT 1 FROM articles_credential c, LATERAL (
                SELECT a.kind, a.details FROM articles_authorityevent a
                WHERE a.credential_id = c.id AND a.sequence < s.sequence
                ORDER BY a.sequence DESC LIMIT 1) AS known
            WHERE c.id = s.credential_id AND c.kind = articles_credential_for(s.kind)
              AND known.kind <> 'credential_revoked'
              AND coalesce((known.details ->> 'expires_on')::date >= (s.signed_at AT TIME ZONE 'UTC')::date, true)
              AND 'account_linked' = (
                  SELECT a.kind FROM articles_authorityevent a
                  WHERE a.user_id = s.signer_id AND a.person_id = c.person_id AND a.sequence < s.sequence
                    AND a.kind IN ('account_linked', 'account_unlinked')
                  ORDER BY a.sequence DESC LIMIT 1))))
    FROM articles_signoff AS s, LATERAL (
        SELECT ARRAY(SELECT articles_in_each_language(
            (SELECT person_id FROM articles_credential WHERE id = s.credential_id))) AS pages) AS own
    WHERE s.id = ANY (e.sign_off_ids)
"""

#: What makes a sign-off one that did not allow its edition.
WRONG = {
    "on_another_text": "which is on another text",
    "too_late": "which was given after the edition was made",
    "spent": "which was given for an edition before it",
    "wrote": "which somebody gave who had a part in the text",
    "is_told_of": "which somebody gave whom the page is about, or who stands in its byline",
    "not_entitled": "for which its signer had no credential of that kind at that time",
}
# `required` is asked of the function that the gate asks.
EDITIONS = f"""
    SELECT e.*, now() - e.created_at AS age, before.number AS number_before, before.page_id AS page_before,
           e.rests_on IS NOT DISTINCT FROM articles_rests_on(e) AS rests_on_it,
           e.change_class = 'reviewed' AND articles_text_apart(e.document::jsonb) IS DISTINCT FROM (
               SELECT articles_text_apart(shown.document::jsonb) FROM articles_edition AS shown
               JOIN (SELECT id AS edition_id, sequence FROM articles_edition WHERE page_id = e.page_id
                     UNION ALL SELECT edition_id, sequence FROM articles_statuschange WHERE page_id = e.page_id) AS said
                   ON said.edition_id = shown.id AND said.sequence < e.sequence
               ORDER BY said.sequence DESC LIMIT 1) AS says_something_else,
           draft.digest AS draft_digest, draft.page_id AS draft_page,
           (SELECT jsonb_object_agg(r.kind, r.needed)
            FROM articles_required_for(e.page_id, e.document::jsonb, e.override_id IS NOT NULL) AS r
            WHERE e.legacy_id IS NULL) AS required,
           e.legacy_id IS NULL OR EXISTS (
               SELECT 1 FROM articles_legacytext t JOIN articles_importedtext i ON i.id = t.imported_id
               WHERE t.id = e.legacy_id AND (t.page_id, t.digest) = (e.page_id, e.digest)
                 AND i.draft_record_id = e.draft_record_id) AS came_in,
           EXISTS (SELECT 1 FROM articles_draftrecord ours
                   WHERE e.legacy_id IS NOT NULL AND ours.page_id = e.page_id AND ours.id <= e.draft_record_id
                     AND NOT EXISTS (SELECT 1 FROM articles_importedtext i
                                     WHERE i.draft_record_id = ours.id)) AS was_edited,
           (SELECT count(DISTINCT d.decided_by_id) FROM articles_legacytext t
            JOIN articles_legacydecision d ON d.batch_id = t.batch_id AND d.sequence < e.sequence
            WHERE t.id = e.legacy_id) AS deciders,
           articles_is_signed(e) AND EXISTS (
               SELECT 1 FROM articles_edition earlier
               WHERE (earlier.page_id, earlier.digest) = (e.page_id, e.digest) AND earlier.number < e.number
                 AND articles_is_signed(earlier)) AS was_published_before,
           ({SIGN_OFFS}) AS sign_offs
    FROM articles_edition AS e
    LEFT JOIN articles_edition AS before ON before.id = e.previous_id
    LEFT JOIN articles_draftrecord AS draft ON draft.id = e.draft_record_id
    ORDER BY e.sequence
"""  # noqa: S608  (made of constants)


def edition_findings(pictures):
    """Look at every edition, and note in `pictures` which pictures are shown."""
    for edition in rows(EDITIONS):
        content = json.loads(edition.document)
        name = f"Edition {edition.number} of page {edition.page_id}"
        for picture in content.get("images", ()):
            pictures.add(picture, edition.id, edition.age)
        problems = [
            *problems_of_text(edition, content),
            *problems_of_place(edition),
            *problems_of_ground(edition),
            *problems_of_sign_offs(edition, json.loads(edition.sign_offs or "[]")),
            *(problems_of_legacy(edition) if edition.legacy_id else ()),
        ]
        yield [f"{name} (id {edition.id}) {problem}" for problem in problems]


def problems_of_text(edition, content):
    """Whether digest and columns are the document's."""
    if digest(edition.document) != edition.digest:
        yield "holds another text than its digest says."
    if content.get("page") != edition.page_id:
        yield f"holds a text of page {content.get('page')}."
    change = content.get("change", {})
    if (edition.change_class, edition.change_note) != (change.get("class"), change.get("note")):
        yield "gives another reason for the change than its text."
    if edition.says_something_else:
        yield "says that no change was needed, and has another text than readers got before it."
    if edition.was_published_before:
        yield "brings back a text that was published before it, which is no new edition."
    for column, is_json in COMPUTED.items():
        value = getattr(edition, column)
        if (json.loads(value) if is_json and value is not None else value) != said_in(content, column):
            yield f"has another {column} in its column than in its text."


def said_in(content, column):
    """What a document says of a column that is computed from it."""
    if column == "translates_page":
        return (content.get("translates") or {}).get("page")
    return content.get(column)


def problems_of_place(edition):
    """Whether it follows the edition before it and came from a draft with the same text."""
    if edition.number == 1:
        follows = edition.previous_id is None
    else:
        follows = (edition.page_before, edition.number_before) == (edition.page_id, edition.number - 1)
    if not follows:
        yield "does not follow the edition before it."
    if (edition.draft_page, edition.draft_digest) != (edition.page_id, edition.digest):
        yield "is not the text of the draft that it was made from."


def problems_of_ground(edition):
    """Whether draft records and pictures are what they were when it was made."""
    if not edition.rests_on_it:
        yield "rests on other draft records, or on pictures in other widths, than when it was made."


def problems_of_sign_offs(edition, sign_offs):
    """Whether the sign-offs that allowed it are there, count for it, and are as many of each kind as it needs."""
    for gone in sorted(set(edition.sign_off_ids) - {sign_off["id"] for sign_off in sign_offs}):
        yield f"names sign-off {gone}, which is not there."
    for sign_off in sign_offs:
        for wrong in filter(sign_off.get, WRONG):
            yield f"names sign-off {sign_off['id']}, {WRONG[wrong]}."
    if len({sign_off["signer"] for sign_off in sign_offs}) < len(sign_offs):
        yield "was signed twice by the same person."
    given = Counter(sign_off["kind"] for sign_off in sign_offs if not sign_off["on_another_text"])
    for kind, needed in json.loads(edition.required or "{}").items():
        if given[kind] < needed:
            yield f"lacks sign-offs of the kind {kind}: it needs {needed} and has {given[kind]}."


def problems_of_legacy(edition):
    """Whether an edition that was moved in shows what came in, by two people's decision, and claims nobody's review."""
    if not edition.came_in or edition.was_edited:
        yield "was moved in, and is not the text that came in."
    if edition.deciders < 2:
        yield "was moved in, and two people had not decided that readers get it."
    if edition.sign_off_ids or edition.override_id or edition.number != 1 or edition.change_class != "new":
        yield "was moved in, and claims more than that."
