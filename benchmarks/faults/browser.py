"""A browser without a screen: it keeps cookies, reads the forms of pages, and sends them."""

import http.cookiejar
import urllib.error
import urllib.request
from urllib.parse import urlencode, urljoin

from bs4 import BeautifulSoup

LOG_IN = "/admin/login/"


class Refused(Exception):
    """The site answered with something else than it was asked for; or not at all."""


class LoggedOut(Refused):
    """It asks for a log-in."""


class StaysHere(urllib.request.HTTPRedirectHandler):
    """Where an answer leads to is the answer: what was asked for is done by then."""

    def redirect_request(self, *_details):
        return None


class Browser:
    """Of one person, on a site at `address`."""

    def __init__(self, address, seconds=30):
        self.address, self.seconds = address, seconds
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies, StaysHere)

    def ask(self, path, form=None):
        """(status, headers, text); Refused when nobody answers, or with an error of the server's."""
        url = urljoin(self.address, path)
        data = None if form is None else urlencode(form).encode()
        request = urllib.request.Request(url, data, headers={"Referer": url})
        try:
            with self.opener.open(request, timeout=self.seconds) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as answer:
            if answer.code >= 500:
                raise Refused(f"{answer.code} {path}") from answer
            return answer.code, answer.headers, answer.read().decode()
        except OSError as error:
            raise Refused(f"{type(error).__name__} {path}") from error

    def form(self, path, having, must=True):
        """(path to send it to, fields) of the form on a page that has a field of this name; None if it may lack it."""
        status, headers, text = self.ask(path)
        refuse_log_in(headers)
        for form in BeautifulSoup(text, "html.parser").find_all("form") if status == 200 else ():
            fields = list(fields_of(form))
            if having in dict(fields):
                return form.get("action") or path, fields
        if must or status != 200:
            raise Refused(f"{status} {path}, without a form with {having}")
        return None

    def send(self, path, form):
        """Send a form; where the answer leads. Refused when it does not lead on, as a form with mistakes does not."""
        status, headers, _ = self.ask(path, form)
        if path != LOG_IN:
            refuse_log_in(headers)
        if status not in (302, 303):
            raise Refused(f"{status} {path}")
        return headers["Location"]

    def log_in(self, email, password):
        _, fields = self.form(LOG_IN, having="login")
        self.send(LOG_IN, fields + [("login", email), ("password", password)])
        return self


def refuse_log_in(headers):
    if LOG_IN in headers.get("Location", ""):
        raise LoggedOut("A log-in is asked for")


def fields_of(form):
    """What a browser would send of a form that nobody has touched, but for its buttons."""
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in ("submit", "button", "file", "image", "reset"):
            continue
        if field.name == "textarea":
            yield name, field.text.removeprefix("\n")
        elif field.name == "select":
            chosen = field.find_all("option", selected=True) or (
                [] if field.has_attr("multiple") else field.find_all("option")[:1]
            )
            yield from ((name, option.get("value", option.text)) for option in chosen)
        elif kind not in ("checkbox", "radio") or field.has_attr("checked"):
            yield name, field.get("value", "on" if kind == "checkbox" else "")
