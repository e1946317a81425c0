-- A signer as readers are shown them. The first editors of a site sign its first pages before they can have an edition
-- themselves: of them readers are told that they were appointed, without a name.
CREATE OR REPLACE FUNCTION articles_signer_as_shown(credential bigint) RETURNS jsonb
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
