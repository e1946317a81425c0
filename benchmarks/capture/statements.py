"""An edition to report on, past the gate, on a page that every database has; and one report about it."""

EDITION = """
    SET session_replication_role = replica;
    INSERT INTO articles_edition
        (id, page_id, number, document, digest, draft_record_id, sign_off_ids, change_class, change_note, created_at,
         sequence, hash, previous_hash, rests_on)
    VALUES (1, 1, 1, '{"kind": "article", "title": "Heat", "topics": [], "sections": []}', 'digest', 1, '{}', 'new', '',
            now(), 1, 'hash', '', '{}');
"""

INSERT = """
    INSERT INTO feedback_report
        (edition_id, page_id, origin, section, helpful, reason, comment, email, state, receipt_hash, updated_at,
         passage, redacted, severity, tags, noted, awaits_follow_up)
    VALUES (1, 1, 'reader', '', true, '', '', '', 'new', %s, now(), '', '{}', 4, '{}', '', false)
"""
