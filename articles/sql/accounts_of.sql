-- All accounts that have ever been those of the person whose account this is: what one of them did, this person did.
-- Somebody is one person in whatever language their page is.
CREATE OR REPLACE FUNCTION articles_accounts_of(account bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT account
    UNION
    SELECT e.user_id FROM articles_personaccount a
    JOIN articles_authorityevent e ON e.person_id IN (SELECT articles_in_each_language(a.person_id))
    WHERE a.user_id = account AND e.kind = 'account_linked'
$$;
