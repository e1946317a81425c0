"""The user model, and nothing else."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "editorial.accounts"
    verbose_name = "Accounts"
