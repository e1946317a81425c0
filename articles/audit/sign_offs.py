"""Sign-offs: each holds the text that its digest is of. What else it says is chained."""

from ..record.document import digest
from .snapshot import rows


def sign_off_findings():
    """Hash the text of every sign-off."""
    for sign_off in rows("SELECT id, page_id, digest, document FROM articles_signoff ORDER BY sequence"):
        if digest(sign_off.document) == sign_off.digest:
            yield []
        else:
            yield [f"Sign-off {sign_off.id} on page {sign_off.page_id} holds another text than its digest says."]
