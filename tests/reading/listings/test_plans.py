"""What readers' lists ask: few queries, and none whose plan reads a whole table of what grows with the site."""

import pytest
from django.urls import reverse

from tests.factories.drafts import edited, fresh, person
from tests.factories.editions import path_of
from tests.factories.pages import published_article, shared_topic
from tests.factories.signing import published, published_home
from tests.plans import statements_of, tables_read_whole

pytestmark = pytest.mark.django_db
#: What has a row for each article, edition or signature.
GROWS = (
    "articles_edition",
    "articles_publication",
    "articles_searchentry",
    "articles_signoff",
    "articles_statuschange",
)
#: Asked of a process that knows nothing yet: of topics it also counts the articles, once for each state of the site.
MOST_QUERIES = {
    "home": 10,
    "topic": 10,
    "topics": 6,
    "a_to_z": 6,
    "letter": 5,
    "person": 9,
    "history": 9,
    "corrections": 7,
}


@pytest.fixture(scope="module")
def made(scene):
    published_home()
    author = published(person("Ada Writer"))
    page = published_article("Traction", author=author)
    corrected = edited(fresh(page), standfirst="Mended.", change_class="correction", change_note="An error.")
    return {"page": published(corrected), "person": author}


@pytest.fixture
def addresses(made):
    article = path_of(made["page"])
    return {
        "home": "/",
        "topic": path_of(shared_topic()),
        "topics": "/topics/",
        "a_to_z": reverse("a_to_z"),
        "letter": reverse("a_to_z_letter", args=["t"]),
        "person": path_of(made["person"]),
        "history": f"{article}history/",
        "corrections": reverse("corrections"),
    }


@pytest.mark.parametrize("name", MOST_QUERIES)
def test_a_list_asks_little_and_never_for_a_whole_table(name, addresses, client):
    statements = statements_of(client, addresses[name])

    assert len(statements) <= MOST_QUERIES[name], [sql[:200] for sql, _values in statements]
    assert tables_read_whole(statements, GROWS) == set()
