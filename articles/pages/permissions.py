"""What Wagtail may offer on an editioned page. For people's convenience: the gate itself stands in the database."""

from wagtail.models import PagePermissionTester

from ..record.addresses import NoAddressError, address_after_move


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
        return not self.page.has_editions_below() and super().can_delete(ignore_bulk)

    def can_move_to(self, destination):
        try:
            address_after_move(self.page, destination)
        except NoAddressError:
            return False
        return self.is_allowed_to_move_to(destination)

    def is_allowed_to_move_to(self, destination):
        """Whether this person may move the page there, whatever becomes of its address."""
        return super().can_move_to(destination)
