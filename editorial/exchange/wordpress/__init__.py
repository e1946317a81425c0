"""Moving in from WordPress: an export (WXR) becomes drafts, people and topics. Each module knows only those before it.

`stream` cuts the file and `export` says what is in it; `contents` remembers what items say about others. `paragraphs`,
`shortcodes` and `elementor` know what WordPress keeps, `content` has it read. `pictures`, `fetching`, `places` and
`drafts` make what the site has of it, `moving_in` does all of it in order, and `report` tells.
"""
