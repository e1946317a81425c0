"""What Wagtail may offer on an editioned page. For people's convenience: the gate itself stands in the database."""

from wagtail.models import PagePermissionTester

from ..record.published.addresses import NoAddressError, address_after_move


class EditionedPagePermissionTester(PagePermissionTester):
    """Nobody, superusers included, publishes, unpublishes, hides or deletes past the sign-offs."""

    def can_publish(self):
        return False

    def can_publish_subpage(self):
        return False

    def can_unpublish(self):
        return False

    def can_set_view_restrictions(self):
        return False

    def can_delete(self, ignore_bulk=False):
        if self.page.has_editions_below():
            return False
        return self.can_delete_leaf() if self.page.is_leaf() else super().can_delete(ignore_bulk)

    def can_delete_leaf(self):
        """Wagtail's rule of a page with none below it, which it would ask of the database for each row of a list."""
        if self.user.is_superuser or not self.user.is_active:
            return self.user.is_active
        is_theirs = "change" in self.permissions or ("add" in self.permissions and self.page.owner_id == self.user.pk)
        return is_theirs and ("publish" in self.permissions or not self.page.live)

    def can_move_to(self, destination):
        try:
            address_after_move(self.page, destination)
        except NoAddressError:
            return False
        return self.is_allowed_to_move_to(destination)

    def is_allowed_to_move_to(self, destination):
        """Whether this person may move the page there, whatever becomes of its address."""
        return super().can_move_to(destination)
