"""One page of a reader: finding its edition, what the record says of it, and what its template shows."""
