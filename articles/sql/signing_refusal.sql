-- Why this person may not give this sign-off today, as a code with its detail; NULL when they may. The first reason counts.
-- A page about them in another language is about them as well.
CREATE OR REPLACE FUNCTION articles_signing_refusal(
    page integer, document jsonb, kind text, signer bigint, credential bigint, OUT code text, OUT detail text)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = signer AND u.is_active)
            THEN 'signer_is_inactive'
        WHEN EXISTS (SELECT articles_accounts_of(signer) INTERSECT SELECT articles_contributors(page, document))
            THEN 'signer_contributed'
        WHEN EXISTS (SELECT 1 FROM articles_personaccount a, articles_in_each_language(a.person_id) AS own (id)
                     JOIN jsonb_array_elements(coalesce(document -> 'bylines', '[]'::jsonb)) AS byline
                         ON (byline ->> 'person')::integer = own.id
                     WHERE a.user_id = signer)
            THEN 'signer_has_byline'
        WHEN EXISTS (SELECT 1 FROM articles_personaccount a
                     WHERE a.user_id = signer AND page IN (SELECT articles_in_each_language(a.person_id)))
            THEN 'signer_is_subject'
        WHEN NOT EXISTS (
            SELECT 1 FROM articles_credential c JOIN articles_personaccount a ON a.person_id = c.person_id
            WHERE c.id = credential AND a.user_id = signer AND articles_valid_credential(c)
              AND c.kind = articles_credential_for(articles_signing_refusal.kind))
            THEN 'signer_lacks_credential'
        WHEN articles_signing_refusal.kind = 'medical_review' AND lacking.specialties IS NOT NULL
            THEN 'signer_lacks_specialty'
        WHEN document ->> 'kind' IN ('article', 'topic', 'term') AND articles_holders_edition(credential) IS NULL
            THEN 'signer_has_no_page'
        -- Whatever they answer this time, and whether they said so before they signed or after it.
        WHEN EXISTS (SELECT 1 FROM articles_interestdeclaration d
                     LEFT JOIN articles_interestwaiver w ON w.declaration_id = d.id
                     WHERE d.page_id = page AND w.id IS NULL AND d.signer_id IN (SELECT articles_accounts_of(signer)))
            THEN 'earlier_interest_not_waived'
        -- Of their own text nobody waives an interest, before or after. One that was waived before the newest signed edition
        -- was waived of another text than they write now.
        WHEN EXISTS (SELECT 1 FROM articles_interestdeclaration d JOIN articles_interestwaiver w ON w.declaration_id = d.id
                     WHERE d.page_id = page AND d.signer_id IN (SELECT articles_accounts_of(signer))
                       AND w.sequence > articles_signed_until(page) AND articles_wrote(page, w.waived_by_id))
            THEN 'waived_by_writer'
    END, coalesce(lacking.specialties, '')
    FROM articles_specialties_lacking(document, credential) AS lacking (specialties)
$$;
