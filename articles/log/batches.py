"""The tree over a batch of imported texts, of which two people sign the root: it shows that a text was among them."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from ..record.published.legacy import LegacyText
from .merkle import leaf_hash, node_hash

#: The levels of a tree, its leaves first.
Levels = list[list[bytes]]


def leaf(page_id: int, digest: str) -> bytes:
    """What stands in the tree for one text: PostgreSQL (`legacy_root.sql`) and readers' programs make the same."""
    return sha256(f"{page_id} {digest}".encode()).digest()


@lru_cache(maxsize=4)
def tree_of(batch: int, root: str) -> Levels:
    """The tree over a batch that was decided about, to which nothing is added any more. `root` is what was signed."""
    rows = LegacyText.objects.filter(batch_id=batch).order_by("place").values_list("page_id", "digest")
    return tree_over([leaf(*row) for row in rows])


def tree_over(leaves: list[bytes]) -> Levels:
    """A Merkle tree by RFC 6962: a hash that is left over on the right goes up as it is."""
    levels = [[leaf_hash(entry) for entry in leaves]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = zip(below[::2], below[1::2], strict=False)
        levels.append([*(node_hash(left, right) for left, right in pairs), *below[len(below) // 2 * 2 :]])
    return levels


def proof_in(levels: Levels, place: int) -> list[bytes]:
    """The hashes that lead from one leaf to the root, beginning beside the leaf."""
    proof = []
    for level in levels[:-1]:
        if place ^ 1 < len(level):
            proof.append(level[place ^ 1])
        place >>= 1
    return proof
