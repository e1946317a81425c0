"""Whose account a person's is, and what entitles them to sign, as it stands now.

PostgreSQL writes all of it from the events in `authority.py`: no draft, no screen and no code of the site can.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any, Self

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now, TruncDate
from django.utils.translation import gettext_lazy as _

from editorial.accounts.users import User

from ..document import ReaderDocument


class SignOffKind(models.TextChoices):
    """What a signature says. Its credential must be of the kind in CREDENTIAL_FOR."""

    FACT_CHECK = "fact_check", _("Fact check")
    MEDICAL_REVIEW = "medical_review", _("Medical review")
    EDITORIAL = "editorial", _("Editorial approval")
    EMERGENCY = "emergency", _("Emergency approval")


class CredentialKind(models.TextChoices):
    CLINICAL = "clinical", _("Clinical registration")
    FACT_CHECKING = "fact_checking", _("Appointed fact checker")
    EDITORIAL = "editorial", _("Appointed editor")


CREDENTIAL_FOR = {
    SignOffKind.FACT_CHECK: CredentialKind.FACT_CHECKING,
    SignOffKind.MEDICAL_REVIEW: CredentialKind.CLINICAL,
    SignOffKind.EDITORIAL: CredentialKind.EDITORIAL,
    SignOffKind.EMERGENCY: CredentialKind.EDITORIAL,
}


def are_one_person(user: User, other: User) -> bool:
    """Whether two accounts are one person's, or were so at any time: what one of them did, the other did."""
    with connection.cursor() as cursor:
        asked = "SELECT %(a)s IN (SELECT articles_accounts_of(%(b)s)) OR %(b)s IN (SELECT articles_accounts_of(%(a)s))"
        cursor.execute(asked, {"a": user.pk, "b": other.pk})
        return bool(cursor.fetchone()[0])


class PersonAccount(models.Model):
    """Which account is whose: the person on the page is this user."""

    person = models.OneToOneField("articles.PersonPage", on_delete=models.PROTECT, related_name="account")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="person_account")

    class Meta:
        verbose_name = _("account of a person")
        verbose_name_plural = _("accounts of people")

    def __str__(self) -> str:
        return f"{self.person} ({self.user})"


class Specialty(models.Model):
    """A field of medicine or therapy, and the topics whose medical reviewers have to be of it."""

    name = models.CharField(max_length=120, unique=True)
    topics = models.ManyToManyField("articles.TopicPage", through="SpecialtyOfTopic", related_name="specialties")

    class Meta:
        verbose_name = _("specialty")
        verbose_name_plural = _("specialties")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SpecialtyOfTopic(models.Model):
    """That a topic asks for a specialty. A topic that does stays, and no code of the site deletes these rows."""

    specialty = models.ForeignKey(Specialty, on_delete=models.PROTECT, related_name="+")
    topicpage = models.ForeignKey("articles.TopicPage", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "articles_specialty_topics"
        unique_together = [("specialty", "topicpage")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.topicpage}: {self.specialty}"


class CredentialQuerySet(models.QuerySet["Credential"]):
    """What entitles people to sign."""

    def standing(self) -> Self:
        """Those that nobody revoked, expired ones among them."""
        return self.filter(revoked_at__isnull=True)

    def valid(self) -> Self:
        """Standing and not expired, by the database's clock and UTC's calendar, as in valid_credential.sql."""
        return self.standing().filter(Q(expires_on__isnull=True) | Q(expires_on__gte=TruncDate(Now(), tzinfo=UTC)))

    def entitling(self, user: User, kind: str, document: ReaderDocument | None = None) -> Self:
        """The credentials by which `user` may give a sign-off of this kind today.

        With a reader document, those of a specialty that its topics ask for come first.
        """
        found = self.valid().filter(person__account__user=user, kind=CREDENTIAL_FOR[SignOffKind(kind)])
        topics = document and document.get("topics")
        if not topics:
            return found
        of_text = Value({"topics": topics}, models.JSONField())
        lacking = Func(of_text, F("pk"), function="articles_specialties_lacking", output_field=models.TextField())
        return found.order_by(lacking.asc(nulls_first=True), *(Credential._meta.ordering or ()))


class Credential(models.Model):
    """A licence, registration or appointment, looked up by two others. It is its holder's, and nobody else's."""

    person = models.ForeignKey("articles.PersonPage", on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=20, choices=CredentialKind.choices)
    register = models.CharField(max_length=160)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=160, blank=True)
    register_url = models.CharField(max_length=400, blank=True, help_text=_("Where anybody can look it up."))
    country = models.CharField(max_length=2, blank=True, help_text=_("Two letters, ISO 3166-1."))
    expires_on = models.DateField(null=True, blank=True)
    specialties = models.ManyToManyField(Specialty, related_name="+", help_text=_("As the register says."))
    looked_up_at = models.DateTimeField(_("looked up"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = _("credential")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "register", "number", "person"],
                condition=Q(revoked_at__isnull=True),
                name="articles_credential_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=CredentialKind.values), name="articles_credential_known_kind"),
            models.CheckConstraint(condition=~Q(register=""), name="articles_credential_has_register"),
            models.CheckConstraint(
                condition=Q(register_url="") | Q(register_url__startswith="https://"),
                name="articles_credential_register_url",
            ),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex="^[A-Z]{2}$"), name="articles_credential_country"
            ),
        ]
        ordering = [F("expires_on").desc(nulls_first=True), "pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.register} {self.number}".strip()

    @property
    def shown(self) -> dict[str, Any]:
        """What readers are told of it."""
        return {
            "kind": self.kind,
            "name": self.get_kind_display(),
            "register": self.register,
            "number": self.number,
            "issuer": self.issuer,
            **({"url": self.register_url} if self.register_url else {}),
            "country": self.country,
            "specialties": [specialty.name for specialty in self.specialties.all()],
        }
