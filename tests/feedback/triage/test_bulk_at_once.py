"""A decision about many while somebody else decides about one of them."""

import pytest

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.bulk import begin, go_on_with_all
from editorial.feedback.triage.decisions import Decision, triage
from tests.two_connections import another_connection_inside, wait_until_somebody_waits

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "readers", "capture"]
)


def test_what_leaves_the_filter_while_many_are_changed_stays_as_a_colleague_left_it(edition, triager):
    first, second = (receive(edition, receipt=new_receipt(), comment=said) for said in ("Elbows.", "Knees."))
    begin(triager, {"query": "state=new", "up_to": second.pk, "decision": {"state": "spam"}})

    with another_connection_inside(go_on_with_all) as go_on:
        triage(first, Decision(state="accepted"), by=triager)
        go_on()
        wait_until_somebody_waits()

    assert list(Report.objects.order_by("pk").values_list("state", flat=True)) == ["accepted", "spam"]
