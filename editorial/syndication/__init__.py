"""Copies of our texts on other sites: who holds which edition, what is recalled, who was told, who answered.

`copies` says who takes our texts and what they took; `recalls` is the list of what became of an edition, with the
answers to it; `telling` is for whoever wants to know. `api` and `hub` are for programs, `screens` and `webhooks` for
the desk.
"""
