-- An address follows from the tree, from the address above and from the slug in the edition that readers get: whoever
-- records a change says of which page, and PostgreSQL what the change is. One at a time: the lock of the record is held
-- until the commit, so that no two pages come to one address.
CREATE OR REPLACE FUNCTION articles_validate_address_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last articles_addresschange%ROWTYPE;
    address record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('the record'));
    NEW.changed_at := clock_timestamp();
    NEW.edition_id := (SELECT id FROM articles_shown_before(NEW.page_id));
    IF NEW.edition_id IS NULL THEN
        PERFORM articles_refuse('address_without_edition');
    END IF;
    SELECT * INTO address
    FROM articles_address_of(NEW.page_id, (SELECT slug FROM articles_edition WHERE id = NEW.edition_id));
    IF address.code IS NOT NULL THEN
        PERFORM articles_refuse(address.code, address.detail);
    END IF;
    SELECT * INTO last FROM articles_addresschange WHERE page_id = NEW.page_id ORDER BY sequence DESC LIMIT 1;
    IF last.path = address.path THEN
        PERFORM articles_refuse('address_as_it_was');
    END IF;
    NEW.before := coalesce(last.path, '');
    NEW.path := address.path;
    NEW.parent_path := address.parent_path;
    NEW.cause := CASE
        WHEN last.id IS NULL THEN 'first'
        WHEN last.parent_path = NEW.parent_path THEN 'slug'
        WHEN (SELECT above.before FROM articles_addresschange above
              WHERE above.path = NEW.parent_path ORDER BY above.sequence DESC LIMIT 1) = last.parent_path THEN 'above'
        ELSE 'move'
    END;
    RETURN NEW;
END $$;
