-- Who may sign is decided by two editors, neither of whom it is about. What an event says is true when it is written:
-- the lock of the record is held until it has been applied.
CREATE OR REPLACE FUNCTION articles_validate_authority_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    holder bigint := (SELECT user_id FROM articles_personaccount WHERE person_id = NEW.person_id);
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    NEW.decided_at := clock_timestamp();
    -- The owner of the database appoints the first editors, and is the only one to whom nobody has to agree.
    IF NEW.asked_by_id IS NULL AND NEW.confirmed_by_id IS NULL THEN
        IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
            PERFORM articles_refuse('authority_needs_two_editors');
        END IF;
    ELSIF NEW.asked_by_id IS NULL OR NEW.confirmed_by_id IS NULL OR NEW.asked_by_id = NEW.confirmed_by_id
            OR NOT articles_holds(NEW.asked_by_id, 'editorial') OR NOT articles_holds(NEW.confirmed_by_id, 'editorial') THEN
        PERFORM articles_refuse('authority_needs_two_editors');
    ELSIF NEW.user_id IN (NEW.asked_by_id, NEW.confirmed_by_id) OR holder IN (NEW.asked_by_id, NEW.confirmed_by_id) THEN
        PERFORM articles_refuse('authority_of_ones_own');
    END IF;

    CASE NEW.kind
    WHEN 'account_linked' THEN
        IF NEW.person_id IS NULL OR NEW.user_id IS NULL THEN
            PERFORM articles_refuse('authority_of_nobody');
        ELSIF holder IS NOT NULL THEN
            PERFORM articles_refuse('person_has_account');
        ELSIF EXISTS (SELECT 1 FROM articles_personaccount WHERE user_id = NEW.user_id) THEN
            PERFORM articles_refuse('account_has_person');
        END IF;
    WHEN 'account_unlinked' THEN
        IF holder IS NULL OR holder IS DISTINCT FROM NEW.user_id THEN
            PERFORM articles_refuse('account_of_another');
        END IF;
    WHEN 'credential_issued' THEN
        IF NEW.person_id IS NULL THEN
            PERFORM articles_refuse('authority_of_nobody');
        END IF;
        NEW.credential_id := nextval(pg_get_serial_sequence('public.articles_credential', 'id'));
    WHEN 'credential_looked_up', 'credential_revoked' THEN
        IF NOT EXISTS (SELECT 1 FROM articles_credential c
                       WHERE c.id = NEW.credential_id AND c.person_id = NEW.person_id AND c.revoked_at IS NULL) THEN
            PERFORM articles_refuse('credential_not_standing');
        END IF;
    WHEN 'specialties_asked' THEN
        IF NEW.topic_id IS NULL THEN
            PERFORM articles_refuse('authority_of_nobody');
        END IF;
    ELSE
        NULL;  -- the table knows the kinds
    END CASE;
    RETURN NEW;
END $$;
