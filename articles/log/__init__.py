"""The log: a Merkle tree over the links of the chain, whose signed heads others keep.

The chain shows that nothing in the record was changed as long as somebody remembers its head. The log lets anybody
remember, and check with a few hashes that what they remember still holds. It follows RFC 6962, and C2SP's `tlog-tiles`,
`tlog-checkpoint` and `signed-note`, so that programs of other people understand it. Leaf i is the link with sequence
i + 1; its entry is that link's hash and nothing else, so that nothing personal leaves with it.

It lies in files (LOG_ROOT) which one process writes: the one that signs. The web process only reads them.
"""
