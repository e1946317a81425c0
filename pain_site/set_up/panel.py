"""What is left to set up, on the admin's home page, until it is done or put away."""

from wagtail.admin.ui.components import Component

from .steps import shown_checklist


class SetUpPanel(Component):
    order = 10
    template_name = "set_up/panel.html"

    def __init__(self, steps):
        self.steps = steps

    def get_context_data(self, parent_context):
        return {"steps": self.steps, "csrf_token": parent_context.get("csrf_token")}


def add_set_up(request, panels):
    if request.user.is_superuser and (steps := shown_checklist()):
        panels.append(SetUpPanel(steps))
