"""It comes from or goes to another system: documents that somebody brings in, and later other systems' sites."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "editorial.exchange"
