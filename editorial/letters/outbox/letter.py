"""That somebody is told of something, once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .kinds import Kind


class LetterState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused")
    FOR_DIGEST = "for_digest", _("For the weekly digest")
    IN_DIGEST = "in_digest", _("Told in a digest")


class LetterQuerySet(models.QuerySet["Letter"]):
    """What becomes of letters."""

    def due(self) -> LetterQuerySet:
        """Those to be sent now, urgent ones first, then as they were written.

        What was never tried is due whatever time it was written at: that clock may have been ahead.
        """
        untried = Q(why="")
        waiting = self.filter(untried | Q(next_try_at__lte=timezone.now()), state=LetterState.WAITING)
        return waiting.order_by(F("email__priority").desc(nulls_last=True), "pk")

    def for_digest(self) -> LetterQuerySet:
        """Those that their recipients want to read of in their next digest."""
        return self.filter(state=LetterState.FOR_DIGEST).order_by("pk")

    def were_written(self, occasion: str) -> bool:
        """Whether somebody was told of an occasion already."""
        return self.filter(occasion=occasion).exists()

    def about(self, page_id: int) -> LetterQuerySet:
        """Who was told what about a page, newest first."""
        return self.filter(page_id=page_id).select_related("recipient").order_by("-pk")


class Letter(models.Model):
    """What it tells of is its `occasion`: of one occasion nobody gets two letters, whatever runs twice.

    The text itself is post_office's row, which goes when nobody needs it any more. This one stays, without the text:
    it says who was told what when, and keeps the letter from being written again. `state` decides whether it is sent,
    not that row's status, which is not set before: so post_office's own sending, whose lock is a file and which marks
    letters by the hundred, finds nothing to send.
    """

    kind = models.CharField(_("about"), max_length=20, choices=Kind.choices)
    occasion = models.CharField(max_length=200)
    # Null: an address that belongs to no account, such as an archive's, or an account's former one.
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    address = models.EmailField()
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=255)
    link = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=LetterState.choices, default=LetterState.WAITING)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(_("sent or given up"), null=True, blank=True)
    why = models.CharField(_("what the mail server said"), max_length=500, blank=True)
    #: The link in it logs somebody in: it is made when the letter is sent, and is nowhere before or after.
    has_secret = models.BooleanField(default=False)
    email = models.OneToOneField(
        "post_office.Email", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["occasion", "recipient"], name="letters_one_to_an_account"),
            models.UniqueConstraint(
                fields=["occasion", "address"], condition=Q(recipient=None), name="letters_one_to_an_address"
            ),
        ]
        indexes = [
            # The desk's list, newest first.
            models.Index(fields=["-written_at"], name="letters_newest_first"),
            # What the sender asks for every minute.
            models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="letters_waiting"),
            # When the mail server last took one, which monitors ask.
            models.Index(fields=["ended_at"], condition=Q(state="sent"), name="letters_last_sent"),
            # What a person's digest is made of.
            models.Index(fields=["recipient"], condition=Q(state="for_digest"), name="letters_for_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.address})"

    @property
    def outcome(self) -> str:
        """What became of it, with what the mail server said against it."""
        return ": ".join(filter(None, [str(self.get_state_display()), self.why]))

    @property
    def goes_to(self) -> str:
        """The address that its recipient has now; what concerns an account goes where its owner was reached then.

        Nobody who takes an account over and gives it another address gets the letter that says so.
        """
        if self.recipient is None or self.kind == Kind.SECURITY:
            return self.address
        return self.recipient.email

    @property
    def is_for_nobody(self) -> bool:
        """Whether whoever it was written to has left since."""
        return self.recipient is not None and not Kind(self.kind).is_for(self.recipient)

    @property
    def can_be_sent_again(self) -> bool:
        """Whether it was given up, and its text is still there, or is made when it is sent."""
        return self.state == LetterState.REFUSED and self.email_id is not None
