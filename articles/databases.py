"""The one database, over connections that are set up in different ways: `settings.DATABASES` says how, and why."""

from django.db import connection, connections


def over(alias):
    """The connection with this alias; inside a transaction that transaction's own, which alone sees what it wrote."""
    return connection if connection.in_atomic_block else connections[alias]
