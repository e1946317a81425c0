DROP FUNCTION articles_synonym_queries(text);
DROP TEXT SEARCH CONFIGURATION articles_words;
DROP TEXT SEARCH CONFIGURATION articles_english;
