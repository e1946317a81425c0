"""What Wagtail calls when a workflow has ended. Named in settings, and imported by Wagtail's own models: no models here."""


def publish_if_signed(workflow_state, user=None):
    """Publish what has been signed, if all is signed; however the workflow came to its end, nothing else is published."""
    from .publishing import publish_when_ready

    publish_when_ready(workflow_state.content_object, by=user)
