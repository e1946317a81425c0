-- Who may sign is decided by two editors, neither of whom it is about. What an event says is true when it is written:
-- the lock of the record is held until it has been applied. Somebody is one person in whatever language their page is.
CREATE OR REPLACE FUNCTION articles_validate_authority_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    holder bigint;
    holders bigint[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    holder := (SELECT user_id FROM articles_personaccount WHERE person_id = NEW.person_id);
    holders := ARRAY(SELECT user_id FROM articles_personaccount
                     WHERE person_id IN (SELECT articles_in_each_language(NEW.person_id)));
    NEW.decided_at := clock_timestamp();
    -- The owner of the database appoints the first editors, and is the only one to whom nobody has to agree.
    IF NEW.asked_by_id IS NULL AND NEW.confirmed_by_id IS NULL THEN
        IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
            PERFORM articles_refuse('authority_needs_two_editors');
        END IF;
    ELSIF NEW.kind = 'signing_rule_set' THEN
        PERFORM articles_refuse('rule_is_the_owners');
    -- A key is its owner's alone, so only they ask for one; they also ask to have it revoked, as two editors can.
    ELSIF NEW.kind = 'key_added' AND NEW.asked_by_id IS DISTINCT FROM NEW.user_id THEN
        PERFORM articles_refuse('key_of_somebody_else');
    ELSIF NEW.kind IN ('key_added', 'key_revoked') AND NEW.asked_by_id = NEW.user_id THEN
        IF NEW.confirmed_by_id IS NULL OR NEW.confirmed_by_id IN (SELECT articles_accounts_of(NEW.user_id))
                OR NOT articles_holds(NEW.confirmed_by_id, 'editorial') THEN
            PERFORM articles_refuse('key_needs_editor');
        END IF;
    ELSIF NEW.asked_by_id IS NULL OR NEW.confirmed_by_id IS NULL
            OR NEW.confirmed_by_id IN (SELECT articles_accounts_of(NEW.asked_by_id))
            OR NOT articles_holds(NEW.asked_by_id, 'editorial') OR NOT articles_holds(NEW.confirmed_by_id, 'editorial') THEN
        PERFORM articles_refuse('authority_needs_two_editors');
    ELSIF ARRAY[NEW.asked_by_id, NEW.confirmed_by_id] && (holders || NEW.user_id) THEN
        PERFORM articles_refuse('authority_of_ones_own');
    END IF;

    CASE NEW.kind
    WHEN 'account_linked' THEN
        IF NEW.person_id IS NULL OR NEW.user_id IS NULL THEN
            PERFORM articles_refuse('authority_of_nobody');
        ELSIF cardinality(holders) > 0 THEN
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
    WHEN 'key_added' THEN
        IF holder IS NULL OR holder IS DISTINCT FROM NEW.user_id THEN
            PERFORM articles_refuse('account_of_another');
        END IF;
        PERFORM articles_validate_key(NEW.details);
    WHEN 'key_revoked' THEN
        IF NOT EXISTS (SELECT 1 FROM articles_signingkey k
                       WHERE k.credential_id = NEW.details ->> 'credential_id' AND k.person_id = NEW.person_id
                         AND k.user_id = NEW.user_id AND k.revoked_at IS NULL) THEN
            PERFORM articles_refuse('key_not_standing');
        END IF;
    WHEN 'signing_rule_set' THEN
        IF coalesce(NEW.details ->> 'rule', '') NOT IN ('passkey', 'password') THEN
            PERFORM articles_refuse('rule_unknown');
        END IF;
    ELSE
        NULL;  -- the table knows the kinds
    END CASE;
    -- What a passkey signed once says nothing of when: it would undo what was decided since.
    IF EXISTS (SELECT 1 FROM articles_authorityevent e
               WHERE e.assertion ->> 'id' = NEW.assertion ->> 'id'
                 AND articles_signed_text(e) = articles_signed_text(NEW)) THEN
        PERFORM articles_refuse('decided_before');
    END IF;
    IF NEW.assertion IS NOT NULL THEN
        PERFORM articles_validate_assertion(
            NEW.assertion, articles_signed_text(NEW), NEW.confirmed_by_id,
            (SELECT person_id FROM articles_personaccount WHERE user_id = NEW.confirmed_by_id));
    -- Or else code in the web process could decide in editors' names, and so sign in anybody's.
    ELSIF NEW.confirmed_by_id IS NOT NULL AND articles_signing_rule() = 'passkey' THEN
        PERFORM articles_refuse('passkey_needed');
    END IF;
    RETURN NEW;
END $$;
