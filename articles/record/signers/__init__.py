"""Who may sign, and with what: accounts, credentials, passkeys, and the interests that somebody has in an article."""
