"""Setting up a new site in the admin: a few forms, each of which can wait, and a list of what is left to do.

What they make are drafts. Nothing here signs, publishes, or says who may: the first editors are appointed by the owner
of the database, and the pages need the signatures that every page needs.
"""
