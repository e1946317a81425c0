"""What programs read: feeds, Markdown, robots and llms.txt, and the read-only JSON API.

The API holds current and past editions, for syndicators and other machines. Like every reader's view it knows
publications, editions and the record only. Names follow schema.org where it has one, as the content API of the NHS
does.
"""
