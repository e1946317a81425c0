"""Where Django finds the models; each lives in the module of its subject."""

from .copies.copies import Copy
from .copies.syndicators import Syndicator
from .recalls.acknowledgements import Acknowledgement, Holder
from .recalls.recall import Recall
from .telling.subscriptions import Subscription, SubscriptionRequest

__all__ = ["Acknowledgement", "Copy", "Holder", "Recall", "Subscription", "SubscriptionRequest", "Syndicator"]
