"""The desk's groups and workflows: made where they are missing, left alone where they are."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from articles.pages import EditionedPage
from articles.record.signed.sign_offs import SignOffKind

from .signing.experts import EXPERTS
from .signing.permissions import EDITORS, REVIEWERS, TRIAGERS, WRITERS
from .signing.sign_off_task import SignOffTask

PAGE_PERMISSIONS = {
    WRITERS: ["add_page", "change_page"],
    EDITORS: ["add_page", "change_page", "lock_page", "unlock_page"],
}
IMAGE_PERMISSIONS = ("add_image", "change_image", "choose_image")
ADMIN = ("wagtailadmin", "access_admin")
TRANSLATE = ("simple_translation", "submit_translation")
#: Wagtail keeps the permissions of any image model at its own.
PERMISSIONS = {
    WRITERS: [ADMIN, TRANSLATE, ("articles", "add_reference"), ("articles", "view_reference")],
    REVIEWERS: [ADMIN, ("articles", "view_reference")],
    TRIAGERS: [ADMIN],
    EXPERTS: [ADMIN],
    EDITORS: [
        ADMIN,
        TRANSLATE,
        *(
            ("articles", f"{verb}_{model}")
            for verb in ("add", "change", "view")
            for model in ("allowedsource", "reference", "synonym")
        ),
        ("articles", "delete_allowedsource"),
        ("articles", "delete_synonym"),
        ("articles", "view_zeroresultsearch"),
    ],
}


def set_up_desk(**kwargs):
    """Groups with their permissions, and one workflow for each set of required sign-offs."""
    if not Page.objects.filter(depth=1).exists():
        return
    for name, permissions in PERMISSIONS.items():
        group, made = Group.objects.get_or_create(name=name)
        if made:
            give_permissions(group, permissions)
    for sign_offs in dict.fromkeys(model.required_sign_offs for model in editioned_models()):
        set_up_workflow(sign_offs)


def editioned_models():
    return [model for model in apps.get_models() if issubclass(model, EditionedPage)]


def give_permissions(group, permissions):
    for app_label, codename in permissions:
        group.permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))
    if group.name in PAGE_PERMISSIONS:
        for codename in IMAGE_PERMISSIONS:
            GroupCollectionPermission.objects.create(
                group=group,
                collection=Collection.get_first_root_node(),
                permission=Permission.objects.get(content_type__app_label="wagtailimages", codename=codename),
            )
    for codename in PAGE_PERMISSIONS.get(group.name, []):
        GroupPagePermission.objects.create(
            group=group,
            page=Page.objects.get(depth=1),
            permission=Permission.objects.get(content_type__app_label="wagtailcore", codename=codename),
        )


def set_up_workflow(sign_offs):
    """A workflow whose steps ask for these sign-offs in order, for every page type that needs just them."""
    name = ", then ".join(SignOffKind(kind).label.lower() for kind in sign_offs).capitalize()
    workflow, made = Workflow.objects.get_or_create(name=name)
    for order, kind in enumerate(sign_offs if made else ()):
        task, _made = SignOffTask.objects.get_or_create(kind=kind, defaults={"name": SignOffKind(kind).label})
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    for model in editioned_models():
        if model.required_sign_offs == sign_offs:
            WorkflowContentType.objects.get_or_create(
                content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
            )
