"""The tree is RFC 6962's, grows in the tiles of C2SP, and proves what stands in it."""

import hashlib

import pytest

from articles.log.folder import tile_path
from articles.log.merkle import EMPTY_ROOT, HASH_BYTES, Growth, Tree, leaf_hash, node_hash, root_from_proof, width_of


def mth(entries):
    """The root, word for word as RFC 6962 defines it (2.1)."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def entries(number):
    return [bytes([seed % 251]) * 31 + seed.to_bytes(4, "big") for seed in range(number)]


def grown(number):
    """A tree of so many leaves, its tiles, and a list that notes which of them are read."""
    tiles, read = {}, []
    growth = Growth(lambda level, index, hashes: tiles.__setitem__((level, index), hashes))
    for entry in entries(number):
        growth.append(entry)
    tiles |= {(level, index): hashes for level, index, hashes in growth.partial_tiles()}

    def reader(level, index, width):
        read.append((level, index))
        assert len(tiles[level, index]) == width
        return tiles[level, index]

    return growth, Tree(number, reader), read


#: Roots of the trees over 0 to 8 leaves that all implementations of RFC 6962 are tested with.
KNOWN_ENTRIES = [bytes.fromhex(entry) for entry in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
KNOWN_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_it_has_the_roots_that_every_implementation_is_tested_with():
    growth, roots = Growth(lambda *tile: None), [EMPTY_ROOT.hex()]
    for entry in KNOWN_ENTRIES:
        growth.append(entry)
        roots.append(growth.root.hex())

    assert roots == KNOWN_ROOTS


@pytest.mark.parametrize("number", [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 1000, 65535, 65536, 65537, 66000])
def test_the_root_is_the_same_from_leaves_from_growth_and_from_tiles(number):
    growth, tree, _ = grown(number)

    assert growth.root == tree.root == mth(entries(number))


@pytest.mark.parametrize("number", [1, 2, 7, 256, 257, 600, 65536, 66000])
def test_each_leaf_is_proved_and_no_other(number):
    _, tree, _ = grown(number)
    every = entries(number)

    for index in {0, number - 1, *range(0, number, number // 20 + 1)}:
        proof = tree.inclusion_proof(index)
        assert root_from_proof(leaf_hash(every[index]), index, number, proof) == tree.root
        assert root_from_proof(leaf_hash(b"another"), index, number, proof) != tree.root
        if number > 1:
            assert root_from_proof(leaf_hash(every[index]), index, number, proof[:-1]) != tree.root
            assert root_from_proof(leaf_hash(every[index]), index ^ 1, number, proof) != tree.root


@pytest.mark.parametrize("index", [-1, 5, 6])
def test_what_is_not_in_the_tree_has_no_proof(index):
    _, tree, _ = grown(5)

    with pytest.raises(IndexError):
        tree.inclusion_proof(index)


def test_a_proof_in_a_large_tree_reads_a_tile_for_each_eight_levels():
    _, tree, read = grown(66_000)

    tree.inclusion_proof(40_000)

    assert len(read) == len(set(read)) <= 2 * 3  # on the way up to the leaf, and at the right edge


def test_it_goes_on_growing_from_its_kept_tiles():
    for number in (0, 1, 255, 256, 300, 65536, 65800):
        tiles = {}
        growth = Growth(lambda level, index, hashes, tiles=tiles: tiles.__setitem__((level, index), hashes))
        for entry in entries(number):
            growth.append(entry)
        tiles |= {(level, index): list(hashes) for level, index, hashes in growth.partial_tiles()}

        resumed = Growth.resumed(growth.put, number, lambda level, index, width, tiles=tiles: tiles[level, index])
        for entry in entries(number + 300)[number:]:
            resumed.append(entry)

        assert resumed.root == mth(entries(number + 300))


def test_a_tree_of_70000_leaves_has_the_tiles_of_the_specification():
    size = 70_000

    assert (width_of(0, 272, size), width_of(0, 273, size), width_of(0, 274, size) <= 0) == (256, 112, True)
    assert (width_of(1, 0, size), width_of(1, 1, size), width_of(2, 0, size)) == (256, 17, 1)
    assert (width_of(0, 0, 256), width_of(1, 0, 256)) == (256, 1)


def test_a_tile_stands_where_the_specification_puts_it():
    assert tile_path(0, 1_234_067) == "tile/0/x001/x234/067"
    assert tile_path(2, 0, 1) == "tile/2/000.p/1"
    assert tile_path("entries", 5) == "tile/entries/005"


def test_a_node_is_not_a_leaf():
    left, right = leaf_hash(b"1"), leaf_hash(b"2")

    assert node_hash(left, right) != leaf_hash(left + right)
    assert len(left) == HASH_BYTES
