-- Readers are told of a signer what the signer's own edition says, and nothing that stands in the workshop only.

-- The text of the edition that readers get now of the person who holds a credential; NULL when they get none.
CREATE FUNCTION articles_holders_edition(credential bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT e.document::jsonb
    FROM articles_credential c JOIN articles_publication p ON p.page_id = c.person_id
    JOIN articles_edition e ON e.id = p.edition_id
    WHERE c.id = credential AND p.standing IN ('published', 'under_review')
$$;

-- A signer as readers are shown them. The first editors of a site sign its first pages before they can have an edition
-- themselves: of them readers are told that they were appointed, without a name.
CREATE FUNCTION articles_signer_as_shown(credential bigint) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'person', c.person_id,
        'prefix', coalesce(told ->> 'prefix', ''),
        'name', coalesce(nullif(trim(concat_ws(' ', told ->> 'prefix', told ->> 'title')), ''), 'An appointed editor'),
        'credentials', coalesce(concat_ws(', ', nullif(told ->> 'post_nominals', ''), nullif(told ->> 'job_title', '')),
                                ''),
        'credential', coalesce(
            (SELECT item FROM jsonb_array_elements(told -> 'credentials') AS item
             WHERE item ->> 'kind' = c.kind AND item ->> 'register' = c.register AND item ->> 'number' = c.number
             LIMIT 1), '{}'::jsonb))
    FROM articles_credential c, articles_holders_edition(c.id) AS told
    WHERE c.id = credential
$$;

CREATE OR REPLACE FUNCTION articles_why_not_sign(
    page integer, document jsonb, kind text, signer bigint, credential bigint)
RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = signer AND u.is_active)
            THEN 'Only an active member of the desk can sign.'
        WHEN signer IN (SELECT articles_contributors(page))
            THEN 'You changed this text yourself, so somebody else has to sign it.'
        WHEN EXISTS (SELECT 1 FROM articles_personaccount a
                     JOIN jsonb_array_elements(coalesce(document -> 'bylines', '[]'::jsonb)) AS byline
                         ON (byline ->> 'person')::integer = a.person_id
                     WHERE a.user_id = signer)
            THEN 'You stand in a byline on this page, so somebody else has to sign it.'
        WHEN EXISTS (SELECT 1 FROM articles_personaccount a WHERE a.user_id = signer AND a.person_id = page)
            THEN 'This page is about you, so somebody else has to sign it.'
        WHEN NOT EXISTS (
            SELECT 1 FROM articles_credential c JOIN articles_personaccount a ON a.person_id = c.person_id
            WHERE c.id = credential AND a.user_id = signer AND c.verified_by_id IS NOT NULL AND c.verified_by_id <> signer
              AND (c.expires_on IS NULL OR c.expires_on >= CURRENT_DATE)
              AND c.kind = CASE articles_why_not_sign.kind WHEN 'fact_check' THEN 'fact_checking'
                                WHEN 'medical_review' THEN 'clinical' WHEN 'editorial' THEN 'editorial'
                                WHEN 'emergency' THEN 'editorial' END)
            THEN 'You hold no verified credential for this kind of sign-off that is valid today.'
        WHEN articles_why_not_sign.kind = 'medical_review'
                AND articles_specialties_lacking(document, credential) IS NOT NULL
            THEN format('The topics of this article ask for a reviewer of another specialty: %s.',
                        articles_specialties_lacking(document, credential))
        WHEN document ->> 'kind' = 'article' AND articles_holders_edition(credential) IS NULL
            THEN 'Readers are told who signs an article, and your own page is not published. Have it published first.'
    END
$$;

CREATE FUNCTION articles_introduce_signer() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.shown := articles_signer_as_shown(NEW.credential_id);
    RETURN NEW;
END $$;
-- Fires before `judge` and `seal`, by the order of their names.
CREATE TRIGGER introduce BEFORE INSERT ON articles_signoff
    FOR EACH ROW EXECUTE FUNCTION articles_introduce_signer();
