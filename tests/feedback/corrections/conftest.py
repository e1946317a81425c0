"""A report whose reader wants to be told, and a correction that answers it and another one."""

import pytest

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.corrections.correcting import (
    open_correction,
)
from editorial.feedback.reports.receipts import new_receipt


@pytest.fixture
def asked(edition):
    """A report whose reader wants to be told."""
    words = {"comment": "Pressure in the eye doubles.", "email": "jo@example.org"}
    return receive(edition, receipt=new_receipt(), reason="not_accurate", section="risks", **words)


@pytest.fixture
def correction(report, asked, triager):
    return open_correction([report, asked], by=triager, note="Say by how much.")
