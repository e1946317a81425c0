"""It comes from or goes to another system: documents that somebody brings in, and later other systems' sites."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "editorial.exchange"

    def ready(self):
        from editorial.review.extensions import undecided

        from .legacy import deciding

        undecided.register("moved in", deciding.undecided)
