-- Whether somebody holds a credential of a kind that another person verified and that is valid today.
CREATE OR REPLACE FUNCTION articles_holds(holder bigint, credential_kind text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM articles_credential c JOIN articles_personaccount a ON a.person_id = c.person_id
        JOIN accounts_user u ON u.id = a.user_id AND u.is_active
        WHERE a.user_id = holder AND c.kind = credential_kind
          AND articles_valid_credential(c))
$$;
