"""A session whose proofs of who is there are old, and proving it again."""

import html
import re

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY

from tests.factories.accounts import PASSWORD

TEN_MINUTES = 600


def aged(client, seconds):
    """Every authentication of the session, so many seconds older."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**record, "at": record["at"] - seconds} for record in session[AUTHENTICATION_METHODS_SESSION_KEY]
    ]
    session.save()


def again(client, sent_to, **given):
    """Authenticate on the page that one was sent to, as its form does."""
    page = client.get(sent_to)
    onward = html.unescape(re.search(r'name="next" value="([^"]*)"', page.content.decode())[1])
    return client.post(page.request["PATH_INFO"], {"next": onward, **(given or {"password": PASSWORD})})
