"""Where the review screens meet Wagtail's admin."""

from django.contrib import messages
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from . import urls
from .log_actions import register_log_actions
from .publishing.protection import keep_pages, keep_pages_in_bulk, keep_people, keep_people_in_bulk, leave_out_archived
from .screens.authority.authority_views import AuthorityView
from .screens.authority.expert_home import nothing_else, only_their_menu
from .screens.authority.key_views import keys_menu_item
from .screens.buttons import review_buttons
from .screens.elements.panels import EditorsMenuItem, keep_what_is_shown
from .screens.homepage import add_mentions
from .screens.letters_views import LettersReport
from .screens.signing.action_menu import fit_to_review
from .screens.signing.messages import change_request_message, review_message
from .screens.viewsets import EmergencyReport, addresses_of
from .signing.discussion.change_requests import ChangeRequest


@hooks.register("register_admin_urls")
def review_urls():
    reports = [*addresses_of(EmergencyReport, "emergency-editions"), *addresses_of(LettersReport, "letters")]
    return [path("review/", include(urls)), *reports]


@hooks.register("register_reports_menu_item")
def emergency_menu_item():
    return EditorsMenuItem(
        EmergencyReport.page_title, reverse(EmergencyReport.index_url_name), icon_name="warning", order=640
    )


@hooks.register("register_reports_menu_item")
def letters_menu_item():
    return EditorsMenuItem(LettersReport.page_title, reverse(LettersReport.index_url_name), icon_name="mail", order=650)


@hooks.register("register_settings_menu_item")
def authority_menu_item():
    return EditorsMenuItem(
        AuthorityView.page_title, reverse("review:authority"), name="who-may-sign", icon_name="key", order=700
    )


@hooks.register("register_page_header_buttons")
def review_button(page, user, view_name, next_url=None):
    if hasattr(page.specific_class, "required_sign_offs"):
        yield from review_buttons(page, user)


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def say_what_is_missing(request, page):
    if text := review_message(request, page):
        messages.warning(request, text)


@hooks.register("before_edit_page")
def say_what_reviewers_asked_for(request, page):
    """Whoever works on the text sees it, until who asked for it or an editor says that it is settled."""
    if request.method == "GET":
        for asked in ChangeRequest.objects.open_on(page):
            messages.warning(request, change_request_message(asked))


@hooks.register("construct_homepage_panels")
def leave_out_wagtails_list(request, panels):
    """Its links lead to the edit screen, where nobody can sign; what waits stands in the plan's own lists."""
    panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]


@hooks.register("insert_global_admin_css")
def review_css():
    return format_html('<link rel="stylesheet" href="{}">', static("review/review.css"))


hooks.register("construct_homepage_panels", add_mentions)
hooks.register("construct_homepage_panels", keep_what_is_shown, order=1_000)  # when all apps have added theirs
# Last: whatever else is there, an outside expert gets none of it.
hooks.register("construct_main_menu", only_their_menu, order=10_000)
hooks.register("construct_search", nothing_else, order=10_000)
hooks.register("construct_page_action_menu", fit_to_review)
hooks.register("register_account_menu_item", keys_menu_item)
hooks.register("register_log_actions", register_log_actions)
hooks.register("before_delete_user", keep_people)
hooks.register("before_bulk_action", keep_people_in_bulk)
hooks.register("before_delete_page", keep_pages)
hooks.register("before_bulk_action", keep_pages_in_bulk)
hooks.register("construct_explorer_page_queryset", leave_out_archived)
