"""Who saved what: for each saved revision its author and the digest that it gave."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from editorial.accounts.users import User

from ..document import canonical_text, digest
from ..evidence import AppendOnlyModel
from ..triggers import append_only, before_insert

#: Stands for the draft in the records of who had a part in a text and saved no draft of this page: of what it was
#: copied from, of one that is saved in somebody else's name, or of one that somebody goes back to.
NO_DRAFT = 0


class DraftRecordQuerySet(models.QuerySet["DraftRecord"]):
    """Saves of drafts."""

    def record(self, revision: Revision, user: User | None) -> DraftRecord:
        """Note that `user` saved `revision`; None when nobody is known, and then nothing can be published from it."""
        return self.create(
            page_id=int(revision.object_id),
            revision=revision,
            user=user,
            digest=digest(canonical_text(revision.as_object())),
        )

    def record_moved(self, revision: Revision, user: User | None) -> DraftRecord | None:
        """Note that `user` changed what a draft says in another way than by saving it; None where it says the same."""
        moved = digest(canonical_text(revision.as_object()))
        newest = self.filter(page_id=int(revision.object_id)).order_by("-pk").first()
        if newest is None or newest.digest == moved:
            return None
        return self.create(page_id=newest.page_id, revision=revision, user=user, digest=moved, is_save=False)

    def record_part(self, page: Page, user: User) -> DraftRecord:
        """Note, before it is saved, that somebody has a part in a draft that is saved in another one's name."""
        newest = self.of_page(page).latest("pk")
        return self.create(page_id=page.pk, revision_id=NO_DRAFT, user=user, digest=newest.digest)

    def record_taken_back(self, page: Page, revision: Revision) -> None:
        """Note who wrote a draft that somebody goes back to: an edition since may cover it, and had other words."""
        taken_back = self.of_page(page).filter(revision=revision).order_by("-pk").first()
        if taken_back is None:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT articles_movers(%(page)s, coalesce(max(e.draft_record_id), 0), %(record)s)
                FROM articles_edition e
                WHERE e.page_id = %(page)s AND articles_is_signed(e) AND e.draft_record_id <= %(record)s
                """,
                {"page": page.pk, "record": taken_back.pk},
            )
            users = {user for (user,) in cursor.fetchall()}
        newest = self.of_page(page).latest("pk")
        for user in users:
            self.create(page_id=page.pk, revision_id=NO_DRAFT, user_id=user, digest=newest.digest)

    def record_original(self, page: Page, original: Page) -> None:
        """Note who ever had a part in the text that a page was just copied from: they had one in the copy, too.

        Wagtail may have purged the drafts by which they had it, and of cited works and pictures it knows nothing.
        """
        text = canonical_text(original.get_latest_revision_as_object())
        with connection.cursor() as cursor:
            had_a_part = "SELECT articles_movers(%s, 0, NULL) UNION SELECT articles_contributors(%s, %s::jsonb)"
            cursor.execute(had_a_part, [original.pk, original.pk, text])
            users = {user for (user,) in cursor.fetchall()}
        # An alias is written anew with each edition of its original, mostly of the same people's.
        of_original = self.of_page(page).filter(revision_id=NO_DRAFT)
        for user in users - set(of_original.values_list("user_id", flat=True)):
            self.create(page_id=page.pk, revision_id=NO_DRAFT, user_id=user, digest=digest(text))

    def record_copied(self, page: Page) -> None:
        """Note who saved the drafts that Wagtail copied from another page when it made this one."""
        if page.pk and not self.of_page(page).exclude(revision_id=NO_DRAFT).exists():
            for revision in page.revisions.order_by("pk").select_related("user"):
                self.record(revision, revision.user)

    def wrote(self, page: Page, user: User) -> bool:
        """Whether somebody wrote words of a page since its newest signed edition (`wrote.sql`)."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT articles_wrote(%s, %s)", [page.pk, user.pk])
            return bool(cursor.fetchone()[0])

    def of_page(self, page: Page) -> Self:
        return self.filter(page_id=page.pk)


class DraftRecord(AppendOnlyModel):
    """One save of one draft, or its move to another place. One that moved the digest makes its user a contributor.

    The revision is remembered by number only, so that Wagtail may purge old revisions while the record stays.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    is_save = models.BooleanField(default=True, db_default=True, help_text=_("Not what else moved the digest."))
    saved_at = models.DateTimeField(auto_now_add=True)

    objects = DraftRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft record")
        triggers = [append_only(), before_insert("validate", "articles_validate_draft_record")]
        indexes = [models.Index(fields=["page", "-id"], name="articles_draftrecord_by_page")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.digest[:12]}"
