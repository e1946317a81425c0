"""Moving in from WordPress: an export (WXR) becomes drafts, people and topics. Each module knows only those before it.

`exported` says what is in the file. `pictures`, `fetching`, `places` and `drafts` make what the site has of it,
`moving_in` does all of it in order, and `report` tells. `sent_exports` does the same with a file that was sent.
"""
