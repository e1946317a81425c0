-- Related articles are rendered into pages: when they move, what was rendered before is out of date.
CREATE TRIGGER move_reader_version AFTER INSERT OR UPDATE OF pages ON articles_relatedarticles
    FOR EACH STATEMENT EXECUTE FUNCTION articles_move_reader_version();
