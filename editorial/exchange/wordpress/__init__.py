"""Moving in from WordPress: an export (WXR) becomes drafts, people and topics. Each module knows those before it.

`stream` cuts the file and `export` says what is in it.
"""
