-- Count a search without results. Readers' requests come here, whose role may neither read nor write what is counted.
CREATE OR REPLACE FUNCTION articles_count_search(words text, today date, most integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO articles_zeroresultsearch AS counted (words, times, last_day)
    SELECT articles_count_search.words, 1, today
    WHERE EXISTS (SELECT FROM articles_zeroresultsearch z WHERE z.words = articles_count_search.words)
       OR (SELECT count(*) FROM articles_zeroresultsearch) < most
    ON CONFLICT (words) DO UPDATE SET times = counted.times + 1, last_day = excluded.last_day
$$;
