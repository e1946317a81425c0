-- Whether signatures are made with a passkey or a password is enough: what the owner said last. Nothing was said: a passkey.
CREATE OR REPLACE FUNCTION articles_signing_rule() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce((SELECT e.details ->> 'rule' FROM articles_authorityevent e
                     WHERE e.kind = 'signing_rule_set' ORDER BY e.sequence DESC LIMIT 1), 'passkey')
$$;
