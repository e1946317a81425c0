"""Who people of the desk are: the user model, log-in, second factors, and proving it again."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "editorial.accounts"
    verbose_name = "Accounts"

    def ready(self):
        from .log_in import idle

        idle.connect()
