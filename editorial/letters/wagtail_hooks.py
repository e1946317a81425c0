"""Where letters meet Wagtail's admin: how somebody wants to get theirs."""

from __future__ import annotations

from wagtail import hooks

from .preferences import LettersPanel

hooks.register("register_account_settings_panel", LettersPanel)
