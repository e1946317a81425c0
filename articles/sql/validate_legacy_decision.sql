-- One of the two people who decide that a batch of imported texts goes out unreviewed: an editor who proved a moment ago
-- who they are, who names all that they decide about, and who is not the one who decided before.
CREATE OR REPLACE FUNCTION articles_validate_legacy_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    decided bigint[];
BEGIN
    PERFORM articles_lock_batch(NEW.batch_id);
    NEW.decided_at := clock_timestamp();
    IF NEW.texts < 1 OR NEW.texts IS DISTINCT FROM
            (SELECT count(*) FROM articles_legacytext WHERE batch_id = NEW.batch_id)
            OR NEW.root IS DISTINCT FROM articles_legacy_root(NEW.batch_id) THEN
        PERFORM articles_refuse('legacy_of_other_texts');
    END IF;
    IF NOT articles_holds(NEW.decided_by_id, 'editorial') THEN
        PERFORM articles_refuse('legacy_needs_editor');
    END IF;
    decided := ARRAY(SELECT decided_by_id FROM articles_legacydecision WHERE batch_id = NEW.batch_id);
    IF cardinality(decided) > 1 THEN
        PERFORM articles_refuse('legacy_batch_decided');
    ELSIF EXISTS (SELECT articles_accounts_of(NEW.decided_by_id) INTERSECT SELECT unnest(decided)) THEN
        PERFORM articles_refuse('legacy_needs_two_people');
    END IF;
    IF coalesce(NEW.authenticated_by, '') = '' OR NEW.authenticated_at IS NULL
            OR NEW.authenticated_at NOT BETWEEN clock_timestamp() - articles_authentication_lasts()
                AND clock_timestamp() + interval '1 minute' THEN  -- a web server's clock may be ahead of this one's
        PERFORM articles_refuse('authentication_too_old');
    END IF;
    -- As with a sign-off: a key that is revoked meanwhile signs nothing that follows in the chain.
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    IF NEW.assertion IS NOT NULL THEN
        PERFORM articles_validate_assertion(
            NEW.assertion, articles_signed_text(NEW), NEW.decided_by_id,
            (SELECT person_id FROM articles_personaccount WHERE user_id = NEW.decided_by_id));
    ELSIF articles_signing_rule() = 'passkey' THEN
        PERFORM articles_refuse('passkey_needed');
    END IF;
    RETURN NEW;
END $$;
