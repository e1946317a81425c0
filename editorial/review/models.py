"""Where Django finds the models; each lives in the module of its subject."""

from .authority.proposals import AuthorityProposal
from .publishing.status_proposals import StatusProposal
from .signing.change_requests import ChangeRequest
from .signing.experts import ExpertInvitation
from .signing.mentions import Mention
from .signing.remarks import Remark
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
