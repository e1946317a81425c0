"""Doors in the workflow: its end, its buttons and its tasks."""

import json

from django.core.exceptions import PermissionDenied
from django.test import override_settings
from wagtail.models import (
    GroupApprovalTask,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail.workflows import publish_workflow_state

from articles.record.published.editions import Edition
from articles.record.signed.sign_offs import SignOff
from editorial.review.publishing.publishing import NotReadyError, publish, publish_when_ready
from editorial.review.publishing.workflow_finish import publish_if_signed
from editorial.review.signing.signing import MayNotSignError, waiting_for
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.signing import signed
from tests.gate.doors.registry import door
from tests.gate.doors.site import PLANTED, article_form
from tests.gate.doors.workshop import newest_draft_holds, only_the_draft_holds, refused, wagtail_serves


def signatures_on(page):
    """How many sign-offs the page has on texts that are no edition."""
    published = Edition.objects.of_page(page).values("digest")
    return SignOff.objects.filter(page=page).exclude(digest__in=published).count()


def task_state(page):
    return fresh(page).current_workflow_task_state


def in_second_step(site, **changes):
    """A draft that has its fact check and waits for its medical review."""
    page = site.in_review(**changes)
    signed(page)
    return fresh(page)


# The workflow's end, reached from code


@door("a workflow finished from code")
def finish(site):
    page = site.in_review()

    page.current_workflow_state.finish(user=site.boss)

    assert page.current_workflow_state is None and only_the_draft_holds(page)


@door("a workflow finished from code after the first of two signatures")
def finish_half_signed(site):
    page = in_second_step(site)

    page.current_workflow_state.finish(user=site.boss)

    assert signatures_on(page) == 1 and only_the_draft_holds(page)


@door("every step of a workflow approved from code")
def approve_from_code(site):
    page = site.in_review()

    task_state(page).approve(user=site.boss)
    task_state(page).approve(user=site.boss)

    assert WorkflowState.objects.filter(object_id=str(page.pk)).latest("pk").status == "approved"
    assert only_the_draft_holds(page)


@door("the function that Wagtail calls at the end, called by hand")
def finishing_by_hand(site):
    page = site.in_review()

    publish_if_signed(page.current_workflow_state, user=site.boss)
    assert publish_when_ready(page, by=site.boss) is None
    with refused(NotReadyError, "The sign-off is missing"):
        publish(page, by=site.boss)

    assert only_the_draft_holds(page)


@door("Wagtail's own finish of a workflow")
def stock_finish(site):
    page = site.in_review()

    publish_workflow_state(page.current_workflow_state, user=None)

    assert wagtail_serves(page)


# The workflow's buttons


@door("Wagtail's approve button in its own window")
def approve_button(site):
    page = site.in_review()
    args = [page.pk, "approve", task_state(page).pk]

    response = site.post("wagtailadmin_pages:workflow_action", *args)
    site.post("wagtailadmin_pages:collect_workflow_action_data", *args)

    assert response.status_code == 302 and waiting_for(fresh(page))
    assert only_the_draft_holds(page)


@door("approving and editing in one form")
def approve_and_edit(site):
    page = site.in_review(standfirst="Harmless")
    form = article_form(page, title=PLANTED) | {"action-workflow-action": "yes", "workflow-action-name": "approve"}

    response = site.post("wagtailadmin_pages:edit", page.pk, form=form)
    assert response.status_code == 200 and not newest_draft_holds(page), "nobody edits what people are signing"
    site.post("wagtailadmin_pages:edit", page.pk, form={**form, "action-cancel-workflow": "yes"})
    site.post("wagtailadmin_pages:edit", page.pk, form=article_form(page, title=PLANTED) | {"action-publish": "yes"})

    assert only_the_draft_holds(page)


@door("approving with extra data slipped into the form")
def extra_data(site):
    page = site.in_review()
    extra = {"statement": "Signed.", "update": True, "comment": PLANTED, "interests": "None", "agreed": True}
    form = article_form(page, title=PLANTED) | {"action-workflow-action": "yes", "workflow-action-name": "approve"}

    site.post("wagtailadmin_pages:edit", page.pk, form={**form, "workflow-action-extra-data": json.dumps(extra)})
    with refused(PermissionDenied, "review screen"):
        page.current_workflow_task.on_action(task_state(page), site.boss, "approve", **extra)

    assert signatures_on(page) == 0 and only_the_draft_holds(page)


@door("another page's step, approved at this page's address")
def another_pages_step(site):
    page, harmless = site.in_review(), submitted(edited(site.linked, change_class="typo", standfirst="Harmless"))

    response = site.post("wagtailadmin_pages:workflow_action", harmless.pk, "approve", task_state(page).pk)

    assert response.status_code == 302 and waiting_for(fresh(page)) == "fact_check"
    assert only_the_draft_holds(page)


@door("the review screen of another page, with this page's digest")
def another_pages_digest(site):
    page, harmless = site.in_review(), submitted(edited(site.linked, change_class="typo", standfirst="Harmless"))

    shown = {"digest": "0" * 64, "kind": waiting_for(harmless), "agreed": "on", "page": page.pk}
    response = site.post("review:page", harmless.pk, form=shown)

    assert response.status_code == 200
    assert signatures_on(page) == signatures_on(harmless) == 0 and only_the_draft_holds(page)


@door("submitting, cancelling and restarting on the edit screen")
def submit_cancel_restart(site):
    page = site.draft()
    for button in ("action-submit", "action-cancel-workflow", "action-restart-workflow", "action-submit"):
        site.post("wagtailadmin_pages:edit", page.pk, form={**article_form(page, title=PLANTED), button: "yes"})

    assert waiting_for(fresh(page)) == "fact_check" and only_the_draft_holds(page)


# The workflow taken apart


@door("a task that is disabled on its screen")
def disable_task(site):
    page = in_second_step(site)

    site.post("wagtailadmin_workflows:disable_task", page.current_workflow_task.pk)

    assert waiting_for(fresh(page)) is None and only_the_draft_holds(page)


@door("all tasks disabled from code")
def deactivate_tasks(site):
    page = site.in_review()

    for task in Task.objects.active():
        task.specific.deactivate(user=site.boss)

    assert fresh(page).current_workflow_state is None and only_the_draft_holds(page)


@door("a workflow that is disabled on its screen, and the publish button")
def disable_workflow(site):
    page = site.in_review()

    site.post("wagtailadmin_workflows:disable", page.current_workflow_state.workflow_id)
    form = article_form(page, title=PLANTED)
    site.post("wagtailadmin_pages:edit", page.pk, form={**form, "action-publish": "yes"})

    assert not fresh(page).has_workflow and only_the_draft_holds(page)


@door("the last tasks taken out of a workflow that goes on")
def emptied_workflow(site):
    page = in_second_step(site)
    state = page.current_workflow_state

    state.workflow.workflow_tasks.all().delete()
    state.current_task_state.status = "approved"
    state.current_task_state.save()
    state.update(user=site.boss)

    state.refresh_from_db()
    assert state.status == "approved" and only_the_draft_holds(page)


@door("a workflow without tasks, started")
def empty_workflow(site):
    page = site.draft()

    state = Workflow.objects.create(name="Nothing to do").start(page, site.boss)

    assert state.status == "approved" and only_the_draft_holds(page)


@door("a workflow resumed after its tasks were taken out")
def resumed_empty(site):
    page = site.in_review()
    task_state(page).reject(user=site.boss)
    state = fresh(page).current_workflow_state
    state.workflow.workflow_tasks.all().delete()
    Task.objects.update(active=False)

    state.resume(user=site.boss)
    task_state(page).approve(user=site.boss)

    assert fresh(page).current_workflow_state is None and only_the_draft_holds(page)


@door("the workflow taken off the page types, and the publish button")
def workflow_taken_off(site):
    WorkflowContentType.objects.all().delete()

    form = article_form(site.article, title=PLANTED)
    site.post("wagtailadmin_pages:edit", site.article.pk, form={**form, "action-publish": "yes"})

    assert not site.article.has_workflow and only_the_draft_holds(site.article)


@door("workflows switched off in the settings, and the publish button")
def workflows_switched_off(site):
    with override_settings(WAGTAIL_WORKFLOW_ENABLED=False):
        form = article_form(site.article, title=PLANTED)
        site.post("wagtailadmin_pages:edit", site.article.pk, form={**form, "action-publish": "yes"})

    assert only_the_draft_holds(site.article)


@door("another workflow on the branch, whose one task anybody may approve")
def another_workflow_on_the_branch(site):
    workflow = Workflow.objects.create(name="Easy")
    task = GroupApprovalTask.objects.create(name="Anybody")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=site.topic)
    page = site.draft()

    assert page.get_workflow() != workflow, "workflows belong to page types"
    state = workflow.start(page, site.boss)
    response = site.post("wagtailadmin_pages:workflow_action", page.pk, "approve", state.current_task_state.pk)

    state.refresh_from_db()
    assert response.status_code == 302 and state.status == "approved" and only_the_draft_holds(page)


@door("a step that is told to ask for another kind of sign-off")
def another_kind(site):
    page = site.in_review()
    kind = type(page.current_workflow_task.specific)
    kind.objects.update(kind="editorial")

    with refused(MayNotSignError, "does not need that kind of sign-off"):
        signed(page)

    assert only_the_draft_holds(page)
