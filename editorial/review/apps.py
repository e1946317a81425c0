"""Who may sign, the review screen, workflow tasks, publishing."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReviewConfig(AppConfig):
    name = "editorial.review"

    def ready(self):
        from articles.extensions import may_see_picture, page_facts

        from . import groups, signal_handlers
        from .screens import buttons
        from .signing.permissions import sees_picture_of_draft

        may_see_picture.register("invitation", sees_picture_of_draft)
        for name, expression in buttons.FACTS.items():
            page_facts.register(name, expression)
        signal_handlers.connect()
        post_migrate.connect(groups.set_up_desk, sender=self, dispatch_uid="review_set_up_desk")
