-- Let readers get of a page what the record says, and nothing else. No role of the site writes publications otherwise.
CREATE OR REPLACE FUNCTION articles_write_publication(page integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO articles_publication AS now (page_id, edition_id, path, parent_path, status, notice, readable_until,
                                             first_published_at, published_at, reviewed_at, review_due_at)
    SELECT page, said.* FROM articles_publication_by_record(page) AS said
    ON CONFLICT (page_id) DO UPDATE
        SET (edition_id, path, parent_path, status, notice, readable_until,
             first_published_at, published_at, reviewed_at, review_due_at)
          = (excluded.edition_id, excluded.path, excluded.parent_path, excluded.status, excluded.notice,
             excluded.readable_until, excluded.first_published_at, excluded.published_at, excluded.reviewed_at,
             excluded.review_due_at)
        WHERE (now.edition_id, now.path, now.parent_path, now.status, now.notice, now.readable_until,
               now.first_published_at, now.published_at, now.reviewed_at, now.review_due_at)
            IS DISTINCT FROM
              (excluded.edition_id, excluded.path, excluded.parent_path, excluded.status, excluded.notice,
               excluded.readable_until, excluded.first_published_at, excluded.published_at, excluded.reviewed_at,
               excluded.review_due_at)
$$;
