"""Wagtail's form for a picture, which says who is changing it."""

from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """Whoever gives a picture other bytes contributes to every text that shows it."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.instance.changed_by = user
