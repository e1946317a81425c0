"""Where Django finds the models; each lives in the module of its subject."""

from .authority.proposals import AuthorityProposal
from .publishing.status_proposals import StatusProposal
from .signing.discussion.change_requests import ChangeRequest
from .signing.discussion.mentions import Mention
from .signing.discussion.remarks import Remark
from .signing.experts import ExpertInvitation
from .signing.sign_off_task import SignOffTask

__all__ = [
    "AuthorityProposal",
    "ChangeRequest",
    "ExpertInvitation",
    "Mention",
    "Remark",
    "SignOffTask",
    "StatusProposal",
]
