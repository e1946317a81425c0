DROP TRIGGER learn_words ON articles_synonym;
DROP TRIGGER keep_search_entry ON articles_publication;
DROP FUNCTION articles_tolerant_prefixes(text[]), articles_similar(text), articles_rarest(text),
    articles_snippet(text, tsquery, tsquery, text[], text[], text), articles_asked(text), articles_beginnings(tsquery),
    articles_learn_synonym(), articles_keep_search_entry(), articles_index_publication(bigint),
    articles_learn_words(text), articles_search_entry(jsonb), articles_sentences(text[]), articles_one_line(text),
    articles_plain_text(text);
