-- What stands now follows from the events, and is written here alone: by the owner, whoever the event comes from.
CREATE OR REPLACE FUNCTION articles_apply_authority_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    CASE NEW.kind
    WHEN 'account_linked' THEN
        INSERT INTO articles_personaccount (person_id, user_id) VALUES (NEW.person_id, NEW.user_id);
    WHEN 'account_unlinked' THEN
        DELETE FROM articles_personaccount WHERE person_id = NEW.person_id AND user_id = NEW.user_id;
    WHEN 'credential_issued' THEN
        INSERT INTO articles_credential
            (id, person_id, kind, register, number, issuer, register_url, country, expires_on, looked_up_at)
        VALUES (NEW.credential_id, NEW.person_id, NEW.details ->> 'kind', btrim(NEW.details ->> 'register'),
                coalesce(NEW.details ->> 'number', ''), coalesce(NEW.details ->> 'issuer', ''),
                coalesce(NEW.details ->> 'register_url', ''), coalesce(NEW.details ->> 'country', ''),
                (NEW.details ->> 'expires_on')::date, NEW.decided_at);
    WHEN 'credential_looked_up' THEN
        UPDATE articles_credential
        SET expires_on = (NEW.details ->> 'expires_on')::date, looked_up_at = NEW.decided_at
        WHERE id = NEW.credential_id;
    WHEN 'credential_revoked' THEN
        UPDATE articles_credential SET revoked_at = NEW.decided_at WHERE id = NEW.credential_id;
    WHEN 'key_added' THEN
        INSERT INTO articles_signingkey
            (person_id, user_id, credential_id, public_key, algorithm, rp_id, added_at,
             sequence, previous_hash, hash, chained_text)
        VALUES (NEW.person_id, NEW.user_id, NEW.details ->> 'credential_id', NEW.details ->> 'public_key',
                (NEW.details ->> 'algorithm')::integer, NEW.details ->> 'rp_id', NEW.decided_at,
                NEW.sequence, NEW.previous_hash, NEW.hash, articles_chained_text(NEW));
    WHEN 'key_revoked' THEN
        UPDATE articles_signingkey SET revoked_at = NEW.decided_at
        WHERE credential_id = NEW.details ->> 'credential_id';
    ELSE
        NULL;
    END CASE;
    IF NEW.kind IN ('credential_issued', 'credential_looked_up') THEN
        DELETE FROM articles_credential_specialties WHERE credential_id = NEW.credential_id;
        INSERT INTO articles_credential_specialties (credential_id, specialty_id)
        SELECT NEW.credential_id, s FROM articles_specialties_named(NEW.details) AS s;
    ELSIF NEW.kind = 'specialties_asked' THEN
        DELETE FROM articles_specialty_topics WHERE topicpage_id = NEW.topic_id;
        INSERT INTO articles_specialty_topics (topicpage_id, specialty_id)
        SELECT NEW.topic_id, s FROM articles_specialties_named(NEW.details) AS s;
    END IF;
    RETURN NULL;
END $$;
