"""What of copies elsewhere does not leave when the site moves out."""


def left_blank_of_copies(with_words: bool) -> dict[str, dict[str, str]]:
    """Secrets and keys: editors make new ones. Whoever subscribed is told with the former secret no more."""
    return {
        "syndication_syndicator": {"secret": "''", "key_hash": "''"},
        "syndication_subscription": {"secret": "''"},
        "syndication_subscriptionrequest": {"secret": "''"},
    }
