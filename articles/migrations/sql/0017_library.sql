-- What the world says of a work stands beside it on readers' pages: when it moves, what was rendered is out of date.
CREATE TRIGGER move_reader_version AFTER UPDATE OF status, status_on ON articles_reference
    FOR EACH STATEMENT EXECUTE FUNCTION articles_move_reader_version();
