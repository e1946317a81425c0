"""Where Django finds the models; each lives in the module of its subject."""

from .users import User, UserManager

__all__ = ["User", "UserManager"]  # the migration looks for the manager here
