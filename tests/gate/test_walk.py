"""Whatever people do, in whatever order, readers see editions only and each was rightly signed."""

import re
import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from wagtail.models import Page

from articles.record.published.status import PublicationStatus
from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.credentials import Credential
from articles.references.library.references import Reference
from pain_site.urls import urlpatterns as real_addresses
from tests.factories.accounts import UserFactory
from tests.factories.authority import issued
from tests.factories.drafts import body, person, section
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import article, policy, shared_topic, topic
from tests.factories.signing import credentialed, published_through_the_workflow
from tests.gate.onlooker import MARK
from tests.gate.walk import Walk
from tests.upkeep.damage import damage

pytestmark = pytest.mark.django_db

#: The same ways in every run; with `--thorough` others each time, and in four tests that processes share: 2,000 steps.
WALKS, STEPS = 10, 50
FOUR = [0, *(pytest.param(number, marks=pytest.mark.thorough) for number in (1, 2, 3))]

CALM = settings(
    max_examples=WALKS,
    report_multiple_bugs=False,
    stateful_step_count=STEPS,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def cast():
    """Two articles, a policy page and an author; ten people of every role, superusers among them."""
    call_command("emergency_editions", "--allow", "4")
    editor = {"editor": True}
    kinds = [SignOffKind.FACT_CHECK] * 2 + [SignOffKind.MEDICAL_REVIEW] * 3 + [SignOffKind.EDITORIAL] * 2
    people = [UserFactory(writer=True)]
    people += [
        credentialed(kind, user=UserFactory(**(editor if kind == SignOffKind.EDITORIAL else {"reviewer": True})))
        for kind in kinds
    ]
    people.append(UserFactory(is_superuser=True))
    people.append(credentialed(SignOffKind.FACT_CHECK, user=UserFactory(is_superuser=True, writer=True)))
    for kind in ("clinical", "editorial"):
        issued(people[-1].person_account.person, kind)
    author = published_through_the_workflow(person("Alex Author"))
    work = Reference.objects.create(text="Author A. A trial. 2012.", doi="10.1000/walk")
    cites = f'It may help.<a linktype="citation" id="{work.pk}">[Author 2012]</a>'
    first = article(author=author, references=0, sections=body(section("How it works", cites)))
    pages = [first, article(author=author, risk_tier="high"), policy(), author]
    return {
        "work": work.pk,
        "pages": [page.pk for page in pages],
        "people": [user.pk for user in people],
        "faces": [user.person_account.person_id for user in people if hasattr(user, "person_account")],
        "places": [shared_topic().pk, topic("Neck pain").pk],
    }


@pytest.fixture
def walk(cast):
    """A single walk, for a test that says itself where it leads; taken back also if the test fails."""
    walk = Walk.of(cast)()
    yield walk
    walk.teardown()


@pytest.mark.long
@pytest.mark.parametrize("number", FOUR)
def test_readers_see_what_was_signed_and_nothing_else_whatever_people_do(number, cast, request):
    run = request.config.option.hypothesis_seed
    walk = seed(f"{run} {number}")(Walk.of(cast))

    run_state_machine_as_test(walk, settings=CALM)

    print(f"{walk.steps} steps")  # noqa: T201  shown by -s
    assert walk.steps >= WALKS * STEPS


def test_the_walk_expects_the_signed_title_and_no_more_where_a_text_was_taken_away(walk, client):
    walk.bring_to_its_end(2, 0)
    walk.edit(2, 0, "title")
    taken_away(walk.page(2))

    shown = client.get(path_of(walk.page(2))).content.decode()
    assert set(MARK.findall(shown)) == {"mark1x"}
    walk.all_is_as_it_must_be()


def test_the_walk_expects_the_signed_address_where_a_text_was_retracted(walk, client):
    walk.edit(3, 0, "slug")
    walk.bring_to_its_end(3, 0)
    walk.edit(3, 0, "slug")
    taken_away(walk.page(3), PublicationStatus.RETRACTED)

    address = path_of(walk.page(3))
    assert re.fullmatch(r"/about/mark\d+x/", address) and address in client.get(address).content.decode()
    walk.all_is_as_it_must_be()


def live_row(request, path):
    """What no view may do: the row of Wagtail's that is being worked on, shown to readers."""
    return HttpResponse(Page.objects.get(publication__path=f"/{path}").title)


#: This module can stand in for the site's addresses: the same, after a door that was left open.
urlpatterns = [path("<path:path>", live_row), *real_addresses]


@pytest.mark.urls(__name__)
def test_the_walk_sees_at_once_what_a_reader_should_not(walk):
    walk.all_is_as_it_must_be()

    Page.objects.filter(pk=walk.page(2).pk).update(title=walk.mark())

    with pytest.raises(AssertionError, match="shows .*mark1x"):
        walk.all_is_as_it_must_be()


def test_the_walk_sees_at_once_that_somebody_may_sign_past_the_record(walk):
    walk.all_is_as_it_must_be()

    newest = Credential.objects.standing().latest("pk")
    damage("UPDATE articles_credential SET expires_on = '2099-12-31' WHERE id = %s", newest.pk)

    with pytest.raises(AssertionError):
        walk.all_is_as_it_must_be()


@pytest.mark.parametrize(
    "hole",
    [
        # nobody counts as having written anything
        "CREATE OR REPLACE FUNCTION articles_contributors(page integer, document jsonb) RETURNS SETOF bigint"
        " LANGUAGE sql AS 'SELECT NULL::bigint WHERE false'",
        # nobody asks for sign-offs
        "CREATE OR REPLACE FUNCTION articles_required(page integer, document jsonb)"
        " RETURNS TABLE (kind text, needed integer) LANGUAGE sql AS 'SELECT NULL::text, 0 WHERE false'",
    ],
    ids=["nobody wrote anything", "nobody has to sign"],
)
def test_the_walk_finds_a_planted_hole_in_seconds(cast, hole):
    walk = Walk.of(cast)  # who looks at the site finds it as it should be
    with connection.cursor() as cursor:
        cursor.execute(hole)
    began = time.monotonic()

    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            walk, settings=settings(CALM, max_examples=100, derandomize=True, phases=[Phase.generate])
        )

    print(f"found after {walk.steps} steps and {time.monotonic() - began:.1f} s")  # noqa: T201  shown by -s
    assert walk.steps < 1_000
