"""Settings as the environment and .env say them. What cannot be meant is refused, in a sentence that names the setting.

A number that is none, or a word that is neither true nor false, is never taken for something else: a second factor that
is asked for with a spelling mistake would not be asked for, and texts that are kept for less than no day be erased.
"""

import re
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import get_language_info

TRUE, FALSE = {"true", "on", "ok", "y", "yes", "1"}, {"false", "off", "n", "no", "0"}
#: More than a date can be moved by is nothing that anybody means.
MOST_DAYS, MOST_MINUTES, MOST = 36_500, 5_256_000, 1_000_000_000
#: Addresses of these kinds may name no host: a socket, or this machine.
WITHOUT_HOST = ("unix", "redis", "rediss")
#: How each kind of address of a bucket is spoken to.
BUCKETS = {"s3": "https", "s3+http": "http"}


class Values(environ.Env):
    """What is empty counts as not set, and a value is what it is: to environ one with “$” before it names another."""

    def str(self, var, default=""):
        return self.ENVIRON.get(var, "") or default

    def said(self, var, default=""):
        return self.str(var).strip() or default

    def bool(self, var, default):
        said = self.said(var).lower()
        if said and said not in TRUE | FALSE:
            refuse(var, said, "true or false, and nothing behind it")
        return said in TRUE if said else default

    def int(self, var, default, least=0, most=MOST):
        said = self.said(var)
        return whole(var, said, least, most) if said else default

    def float(self, var, default, least, most):
        said = self.said(var)
        try:
            value = float(said or default)
        except ValueError:
            value = None
        if value is None or not least <= value <= most:
            refuse(var, said, f"a number from {least:g} to {most:g}")
        return value

    def list(self, var, default=()):
        return [part for part in map(str.strip, self.said(var).split(",")) if part] or list(default)

    def hours(self, var, default, least):
        """A whole number for each of those that are there unless it is set."""
        said = self.list(var)
        if said and len(said) != len(default):
            refuse(var, ",".join(said), f"{len(default)} whole numbers with commas between")
        return [whole(var, each, least, MOST_DAYS * 24) for each in said] or default

    def choice(self, var, choices):
        """One of a few words, the first unless it is set."""
        said = self.said(var, choices[0])
        if said not in choices:
            refuse(var, said, " or ".join(choices))
        return said

    def address(self, var, default="", schemes=("http", "https")):
        """An address on the web, or of a server. It is not repeated: there may be a password in it."""
        said = self.said(var, default)
        try:
            parts = urlsplit(said)
            is_one = parts.scheme in schemes and (parts.hostname or parts.scheme in WITHOUT_HOST) and parts.port != 0
        except ValueError:
            is_one = False
        if said and not is_one:
            raise ImproperlyConfigured(f"{var} is no address that begins with {' or '.join(schemes)} and ://.")
        return said

    def bucket(self, var):
        """Where a bucket is, and who we are to it; nothing where there is no address."""
        if not (said := self.address(var, schemes=tuple(BUCKETS))):
            return {}
        parts = urlsplit(said)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        name = re.fullmatch(r"/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/?", parts.path)
        if not (parts.username and parts.password and name and asked.keys() <= {"region"}):
            raise ImproperlyConfigured(
                f"{var} is no address of a bucket, such as s3://KEY:SECRET@s3.example.org/bucket?region=eu-west-2. In "
                "KEY and SECRET / is written %2F and @ is written %40."
            )
        return {
            "endpoint_url": f"{BUCKETS[parts.scheme]}://{parts.netloc.rpartition('@')[2]}",
            "bucket_name": name[1],
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "region_name": asked.get("region", "us-east-1"),
        }

    def hosts(self, var, default):
        said = self.list(var, default)
        for host in said:
            if "/" in host:
                refuse(var, host, "names of hosts with commas between, without https:// and without a path")
        return said

    def pairs(self, var):
        """Two words each, with commas between."""
        said = [each.split() for each in self.list(var)]
        for each in said:
            if len(each) != 2:
                refuse(var, " ".join(each), "a key, a space and an address, and a comma before the next")
        return said

    def time_zone(self, var, default):
        said = self.said(var, default)
        try:
            ZoneInfo(said)
        except (KeyError, ValueError, OSError):
            refuse(var, said, "the name of a time zone, such as Europe/London")
        return said

    def languages(self, var, default):
        said = self.list(var, default)
        for code in said:
            try:
                get_language_info(code)
            except KeyError:
                refuse(var, code, "codes of languages that Django knows, such as en-gb,fr")
        return said

    def duration(self, var, default):
        """As PostgreSQL takes it."""
        said = self.said(var, default)
        if not re.fullmatch(r"[0-9]{1,9} ?(us|ms|s|min|h|d)?", said):
            refuse(var, said, "a number of milliseconds, or one with us, ms, s, min, h or d behind it, such as 5s")
        return said

    def mail_server(self, var, default):
        try:
            return self.email_url_config(self.said(var, default))
        except (ImproperlyConfigured, ValueError) as error:
            raise ImproperlyConfigured(
                f"{var} is no address of a mail server, such as smtp+tls://user:password@mail.example.org:587."
            ) from error

    def database(self, var, default=""):
        """The parts of an address of PostgreSQL's; none where there is no address."""
        if not (said := self.said(var, default)):
            return {}
        try:
            parts = self.db_url_config(said) if urlsplit(said).scheme in self.POSTGRES_FAMILY else {}
        except ValueError:
            parts = {}
        if not parts.get("NAME"):
            raise ImproperlyConfigured(
                f"{var} is no address of a database, such as postgres://role:password@localhost:5432/pain_site. In a "
                "password # is written %23, / is written %2F and @ is written %40."
            )
        return parts


def whole(var, said, least, most):
    value = int(said) if re.fullmatch(r"[+-]?[0-9]{1,18}", said) else None
    if value is None or not least <= value <= most:
        refuse(var, said, f"a whole number from {least} to {most}, and nothing behind it")
    return value


def refuse(var, said, wanted):
    raise ImproperlyConfigured(f"{var} is “{said}”: it has to be {wanted}.")
