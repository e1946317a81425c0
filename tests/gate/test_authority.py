"""Who may sign is decided by two editors whom it is not about, and stands in the record; nothing else can change it."""

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection

from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind
from articles.record.signers.credentials import Credential, PersonAccount, Specialty
from editorial.review.signing.signing import MayNotSignError
from tests.factories.accounts import UserFactory
from tests.factories.authority import asks_for, decided, face, issued, link
from tests.factories.drafts import edited, person, submitted
from tests.factories.pages import article, shared_topic
from tests.factories.signing import appointed_editor, credentialed, signed
from tests.roles import as_web

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(scene):
    return [credentialed(SignOffKind.MEDICAL_REVIEW).pk, appointed_editor().pk, appointed_editor().pk]


@pytest.fixture
def doctor(made):
    return get_user_model().objects.get(pk=made[0])


@pytest.fixture
def editors(made):
    return [get_user_model().objects.get(pk=pk) for pk in made[1:]]


def decide(kind, by, **about):
    """What the web process asks of PostgreSQL when two people have decided something."""
    first, second = by
    with as_web():
        return AuthorityEvent.objects.create(kind=kind, asked_by=first, confirmed_by=second, reason="So.", **about)


def test_two_editors_link_an_account(editors):
    page, user = person(), UserFactory()

    decide(AuthorityEventKind.ACCOUNT_LINKED, editors, person=page, user=user)

    assert PersonAccount.objects.get(person=page).user == user


@pytest.mark.parametrize(
    "who",
    [
        "one editor twice",
        "an editor and a superuser",
        "nobody",
        "one editor and nobody",
        "two accounts that somebody made up",
    ],
)
def test_nobody_else_does(editors, who):
    first, second = editors
    by = {
        "one editor twice": [first, first],
        "an editor and a superuser": [first, UserFactory(is_superuser=True)],
        "nobody": [None, None],
        "one editor and nobody": [None, second],
        "two accounts that somebody made up": [UserFactory(editor=True), UserFactory(is_superuser=True)],
    }[who]

    with pytest.raises(DatabaseError, match="authority_needs_two_editors"):
        decide(AuthorityEventKind.ACCOUNT_LINKED, by, person=person(), user=UserFactory())


def test_an_editor_does_not_become_the_doctor_for_a_minute(doctor, editors):
    page, thief = face(doctor), editors[0]

    with pytest.raises(DatabaseError, match="authority_of_ones_own"):
        decide(AuthorityEventKind.ACCOUNT_LINKED, editors, person=page, user=thief)
    with pytest.raises(DatabaseError, match="permission denied"), as_web():
        PersonAccount.objects.filter(person=page).update(user=UserFactory())
    with pytest.raises(DatabaseError, match="person_has_account"):
        decide(AuthorityEventKind.ACCOUNT_LINKED, editors, person=page, user=UserFactory())


def test_nobody_decides_about_their_own_credential(editors):
    own = face(editors[0])
    held = own.credentials.get()

    with pytest.raises(DatabaseError, match="authority_of_ones_own"):
        decide(AuthorityEventKind.CREDENTIAL_LOOKED_UP, editors, person=own, credential=held, details={})
    with pytest.raises(DatabaseError, match="authority_of_ones_own"):
        details = {"kind": "clinical", "register": "R"}
        decide(AuthorityEventKind.CREDENTIAL_ISSUED, editors, person=own, details=details)


def test_a_credential_is_prolonged_without_shutting_its_holder_out(doctor, editors):
    held = face(doctor).credentials.get()
    details = {"expires_on": "2031-05-01", "specialties": ["Rheumatology"]}

    decide(AuthorityEventKind.CREDENTIAL_LOOKED_UP, editors, person=held.person, credential=held, details=details)

    held.refresh_from_db()
    assert held.expires_on.isoformat() == "2031-05-01"
    assert [specialty.name for specialty in held.specialties.all()] == ["Rheumatology"]
    assert Credential.objects.entitling(doctor, SignOffKind.MEDICAL_REVIEW).exists()


def test_a_credential_never_moves_to_somebody_else(doctor, editors):
    held, other = face(doctor).credentials.get(), person()

    with pytest.raises(DatabaseError, match="credential_not_standing"):
        decide(AuthorityEventKind.CREDENTIAL_LOOKED_UP, editors, person=other, credential=held, details={})
    with pytest.raises(DatabaseError, match="permission denied"), as_web():
        Credential.objects.filter(pk=held.pk).update(person=other)


def test_what_was_revoked_entitles_nobody_and_is_not_looked_up_again(doctor, editors):
    held = face(doctor).credentials.get()

    decide(AuthorityEventKind.CREDENTIAL_REVOKED, editors, person=held.person, credential=held)

    assert not Credential.objects.entitling(doctor, SignOffKind.MEDICAL_REVIEW).exists()
    with pytest.raises(DatabaseError, match="credential_not_standing"):
        decide(AuthorityEventKind.CREDENTIAL_LOOKED_UP, editors, person=held.person, credential=held, details={})


def test_the_web_process_writes_nothing_of_what_stands(doctor):
    specialty, asked = Specialty.objects.create(name="Cardiology"), shared_topic()
    for statement in (
        "INSERT INTO articles_credential (person_id, kind, register, number, issuer, register_url, country,"
        " looked_up_at)"
        f" VALUES ({face(doctor).pk}, 'clinical', 'R', '', '', '', '', now())",
        "DELETE FROM articles_personaccount",
        "UPDATE articles_specialty SET name = 'Anything'",
        f"INSERT INTO articles_specialty_topics (specialty_id, topicpage_id) SELECT {specialty.pk}, {asked.pk}",
        "DELETE FROM articles_credential_specialties",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), as_web(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_which_specialty_a_topic_asks_for_is_decided_by_two(editors):
    with pytest.raises(DatabaseError, match="authority_needs_two_editors"):
        decide(AuthorityEventKind.SPECIALTIES_ASKED, [editors[0]] * 2, topic=shared_topic(), details={})

    about = {"topic": shared_topic(), "details": {"specialties": ["Rheumatology"]}}
    decide(AuthorityEventKind.SPECIALTIES_ASKED, editors, **about)

    assert [specialty.name for specialty in shared_topic().specialties.all()] == ["Rheumatology"]


def test_what_a_topic_asks_for_is_set_as_a_whole():
    asks_for(shared_topic(), "Rheumatology", "Physiotherapy")
    asks_for(shared_topic(), "Physiotherapy")

    assert [specialty.name for specialty in shared_topic().specialties.all()] == ["Physiotherapy"]


def test_who_wrote_a_text_with_one_account_does_not_sign_it_with_another():
    writer = credentialed(SignOffKind.FACT_CHECK, user=UserFactory(writer=True))
    page, me, again = article(by=writer), face(writer), UserFactory(reviewer=True)
    decided(AuthorityEventKind.ACCOUNT_UNLINKED, person=me, user=writer)
    link(me, again)

    with pytest.raises(MayNotSignError, match="You changed this text yourself"):
        signed(submitted(page), by=again)


def test_nobody_signs_a_text_twice_with_two_accounts():
    doctor, again = credentialed(SignOffKind.MEDICAL_REVIEW), UserFactory(reviewer=True)
    page, me = submitted(article(risk_tier="high")), face(doctor)
    signed(page)
    signed(page, by=doctor)
    decided(AuthorityEventKind.ACCOUNT_UNLINKED, person=me, user=doctor)
    link(me, again)

    with pytest.raises(MayNotSignError, match="You have signed this text already"):
        signed(page, by=again)


def test_a_person_whose_own_page_changed_is_still_the_same_person(doctor):
    edited(face(doctor), title="Somebody Else", change_class="update", change_note="Married.")

    assert issued(face(doctor), "editorial").person == face(doctor)
