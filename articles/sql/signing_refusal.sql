-- Why this person may not give this sign-off today, in a sentence; NULL when they may.
CREATE OR REPLACE FUNCTION articles_signing_refusal(
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
              AND c.kind = CASE articles_signing_refusal.kind WHEN 'fact_check' THEN 'fact_checking'
                                WHEN 'medical_review' THEN 'clinical' WHEN 'editorial' THEN 'editorial'
                                WHEN 'emergency' THEN 'editorial' END)
            THEN 'You hold no verified credential for this kind of sign-off that is valid today.'
        WHEN articles_signing_refusal.kind = 'medical_review'
                AND articles_specialties_lacking(document, credential) IS NOT NULL
            THEN format('The topics of this article ask for a reviewer of another specialty: %s.',
                        articles_specialties_lacking(document, credential))
        WHEN document ->> 'kind' = 'article' AND articles_holders_edition(credential) IS NULL
            THEN 'Readers are told who signs an article, and your own page is not published. Have it published first.'
    END
$$;
