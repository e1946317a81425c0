"""What readers get: editions, at which address and with which status; those without all signatures; counted reports."""
