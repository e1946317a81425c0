"""How much one connection, or all readers together, may send, and what opens the way beyond that."""
