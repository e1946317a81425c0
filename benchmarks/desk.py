"""What the desk's first screens cost on a site of any size: python -m benchmarks.desk [--articles N] [--keep URL].

Queries, and milliseconds that the process and its PostgreSQL computed for, as `benchmarks.lists` counts them: the home
of the desk, the explorer at the topic with the most pages, a word that it looks for, and the reports that wait.
"""

from uuid import uuid4

from django.conf import settings
from django.db import connections
from django.urls import reverse

from benchmarks import lists
from benchmarks.corpus import place

#: Queries, and milliseconds of PostgreSQL and of Python.
MOST = (12, 20.0, 45.0)


def main():
    options = place.parsed_arguments(__doc__)
    with place.servers(options.keep) as addresses:
        place.begin(addresses)
        place.make_site(options.articles, options.texts)
        measure()


def measure():
    from django.test import Client

    from tests.factories.accounts import UserFactory, logged_in

    connections["default"].settings_dict["CONN_MAX_AGE"] = None  # one backend, whose clock is read
    connections["default"].close()  # the one that there is would still end with its first request
    client = Client()
    logged_in(client, UserFactory(editor=True, email=f"{uuid4()}@example.org"))  # a kept site has those of before
    name = settings.SESSION_COOKIE_NAME
    lists.headings()
    for screen, path in screens().items():
        if client.get(path).status_code != 200:
            raise SystemExit(f"{path} answers {client.get(path).status_code}.")
        lists.report(screen, path, "default", MOST, HTTP_COOKIE=f"{name}={client.cookies[name].value}")


def screens():
    from wagtail.models import Page

    largest = Page.objects.order_by("-numchild").first()
    explorer = reverse("wagtailadmin_explore", args=[largest.pk])
    return {
        "home": reverse("wagtailadmin_home"),
        "explorer": explorer,
        "its 10th page": f"{explorer}?p=10",
        "a search": f"{explorer}?q=article",
        "reports": "/admin/readers-reports/",
    }


if __name__ == "__main__":
    main()
