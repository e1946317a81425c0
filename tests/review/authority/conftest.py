"""Somebody from outside who was invited to sign one of two texts."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.record.signed.sign_offs import SignOffKind
from editorial.planning import steps
from editorial.review.authority import inviting_experts
from editorial.review.signing.experts import EXPERTS, ExpertInvitation
from tests.factories.accounts import UserFactory
from tests.factories.drafts import fresh, submitted
from tests.factories.pages import article
from tests.factories.signing import appointed_editor, credentialed

CHECK = SignOffKind.FACT_CHECK
MINE, OTHER = "Heat for the back", "Not for everybody yet"


@pytest.fixture(scope="module")
def made(scene):
    """Two texts in review, an editor, and somebody from outside who could sign both but is invited to one."""
    mine, other = submitted(article(MINE)), submitted(article(OTHER))
    editor, expert = appointed_editor(), credentialed(CHECK, user=UserFactory(group=EXPERTS))
    last_day = timezone.localdate() + timedelta(20)
    inviting_experts.invite_again(mine, CHECK, expert, by=editor, last_day=last_day)
    for page in (mine, other):
        steps.follow(page.current_workflow_state.current_task_state_id)
    return {"mine": mine, "other": other, "editor": editor.pk, "expert": expert.pk}


def user(pk):
    return get_user_model().objects.get(pk=pk)


@pytest.fixture
def mine(made):
    return fresh(made["mine"])


@pytest.fixture
def other(made):
    return fresh(made["other"])


@pytest.fixture
def editor(made):
    return user(made["editor"])


@pytest.fixture
def expert(made):
    return user(made["expert"])


@pytest.fixture
def invitation(made):
    return ExpertInvitation.objects.get()
