"""The services that tell of works, in place of which a server on this machine answers."""

from tests.references.conftest import stand

__all__ = ["stand"]
