"""Copies of our texts on other sites: who holds which edition, what is recalled, who was told, who answered.

Each module knows only those before it. `syndicators` says who takes our texts and `copies` what they took; `recalls` is
the list of what became of an edition, `signing` has its head signed, and `taking_in` works it out of the record.
`acknowledgements` keeps the answers, `subscriptions` who wants to be told; `intents` asks whether they really do, and
`distribution` tells them. `chasing` writes letters where nobody answers. `api` and `hub` are for programs, and
`screens` for the desk.
"""
