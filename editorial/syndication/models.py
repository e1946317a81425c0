"""Where Django finds the models; each lives in the module of its subject."""

from .acknowledgements import Acknowledgement, Holder
from .copies import Copy
from .recalls import Recall
from .subscriptions import Subscription, SubscriptionRequest
from .syndicators import Syndicator

__all__ = ["Acknowledgement", "Copy", "Holder", "Recall", "Subscription", "SubscriptionRequest", "Syndicator"]
