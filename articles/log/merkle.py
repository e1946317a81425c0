"""A Merkle tree by RFC 6962, in tiles of 256 hashes: growing it, and proving from its tiles what stands in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

#: Hashes in a full tile: eight levels of the tree.
WIDTH = 256
HASH_BYTES = 32
#: The root of a tree without a leaf.
EMPTY_ROOT = hashlib.sha256(b"").digest()

Put = Callable[[int, int, list[bytes]], None]
ReadTile = Callable[[int, int, int], list[bytes]]


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def perfect_root(hashes: list[bytes]) -> bytes:
    """The root of a subtree whose leaves are as many as a power of two."""
    while len(hashes) > 1:
        hashes = [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=True)]
    return hashes[0]


def width_of(level: int, index: int, size: int) -> int:
    """How many hashes a tile has in a tree of so many leaves; none or less if it is not there."""
    return min((size >> 8 * level) - index * WIDTH, WIDTH)


class Growth:
    """A tree that grows by one leaf after the other and remembers nothing but its right edge.

    `put` is called with level, index and hashes of each tile that becomes full.
    """

    def __init__(self, put: Put, size: int = 0, edge: list[list[bytes]] | None = None) -> None:
        self.put = put
        self.size = size
        self.edge = edge or [[]]

    @classmethod
    def resumed(cls, put: Put, size: int, read: ReadTile) -> Growth:
        """One that goes on from a tree of which the tiles are kept."""
        edge, level = [], 0
        while level == 0 or size >> 8 * level:
            index, width = divmod(size >> 8 * level, WIDTH)
            edge.append(read(level, index, width) if width else [])
            level += 1
        return cls(put, size, edge)

    def append(self, entry: bytes) -> None:
        self.size += 1
        self._push(0, leaf_hash(entry))

    def _push(self, level: int, hash: bytes) -> None:
        if level == len(self.edge):
            self.edge.append([])
        hashes = self.edge[level]
        hashes.append(hash)
        if len(hashes) == WIDTH:
            self.put(level, (self.size >> 8 * (level + 1)) - 1, hashes)
            self.edge[level] = []
            self._push(level + 1, perfect_root(hashes))

    def partial_tiles(self) -> Iterator[tuple[int, int, list[bytes]]]:
        """Level, index and hashes of the tiles at the right edge that are not full."""
        for level, hashes in enumerate(self.edge):
            if hashes:
                yield level, self.size >> 8 * (level + 1), hashes

    @property
    def root(self) -> bytes:
        """Perfect subtrees are joined from the right, where the smallest are."""
        root = b""
        for hashes in self.edge:
            for subtree in reversed(list(_perfect_parts(hashes))):
                root = node_hash(perfect_root(subtree), root) if root else perfect_root(subtree)
        return root or EMPTY_ROOT


def _perfect_parts(hashes: list[bytes]) -> Iterator[list[bytes]]:
    """The hashes in parts as long as powers of two, the longest first."""
    start = 0
    for bit in reversed(range(len(hashes).bit_length())):
        if len(hashes) >> bit & 1:
            yield hashes[start : start + (1 << bit)]
            start += 1 << bit


class Tree:
    """A tree of which the tiles are kept: roots and proofs. Each tile is read once, a few in all."""

    def __init__(self, size: int, read: ReadTile) -> None:
        self.size = size
        self._read = read
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    @property
    def root(self) -> bytes:
        return self._hash(0, self.size) if self.size else EMPTY_ROOT

    def inclusion_proof(self, index: int) -> list[bytes]:
        """The hashes that lead from a leaf to the root, beginning beside the leaf."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        first, last, proof = 0, self.size, []
        while last - first > 1:
            middle = first + _split(last - first)
            if index < middle:
                proof.append(self._hash(middle, last))
                last = middle
            else:
                proof.append(self._hash(first, middle))
                first = middle
        return proof[::-1]

    def _hash(self, first: int, last: int) -> bytes:
        """The hash over the leaves from `first` up to `last`, which are a subtree."""
        leaves = last - first
        if leaves & (leaves - 1):
            middle = first + _split(leaves)
            return node_hash(self._hash(first, middle), self._hash(middle, last))
        level, bits = divmod(leaves.bit_length() - 1, 8)
        index, offset = divmod(first >> 8 * level, WIDTH)
        return perfect_root(self._tile(level, index)[offset : offset + (1 << bits)])

    def _tile(self, level: int, index: int) -> list[bytes]:
        if (level, index) not in self._tiles:
            self._tiles[level, index] = self._read(level, index, width_of(level, index, self.size))
        return self._tiles[level, index]


def _split(leaves: int) -> int:
    """The greatest power of two that is smaller."""
    return 1 << (leaves - 1).bit_length() - 1


def root_from_proof(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes | None:
    """Where a proof leads; None when it is not one for a tree of this size (RFC 9162, 2.1.3.2)."""
    last, root = size - 1, leaf
    for hash in proof:
        if last == 0:
            return None
        if index & 1 or index == last:
            root = node_hash(hash, root)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            root = node_hash(root, hash)
        index, last = index >> 1, last >> 1
    return root if last == 0 else None
