"""Wagtail's form for a picture, which says who is changing it, and puts its file right."""

import io

import willow
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as PillowImage
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from ..record.signed.picture_files import UNREADABLE, PictureRefused, put_right, too_many_pixels


class PictureField(WagtailImageField):
    """A picture as it will be kept. Whatever is wrong with a file is said here, in a sentence."""

    def to_python(self, data):
        try:
            uploaded = self._accepted(data)
            return uploaded and self._put_right(uploaded)
        except PillowImage.DecompressionBombError:
            raise ValidationError(str(too_many_pixels()), code="file_too_many_pixels") from None
        except PictureRefused as refused:
            raise ValidationError(str(refused), code="invalid_image") from None

    def _accepted(self, data):
        """What Wagtail accepts. Of a file that it cannot read it does not say why: we may know."""
        try:
            return super().to_python(data)
        except ValidationError as error:
            if error.code == "invalid_image":
                put_right(_content_of(data))
            raise
        except UNREADABLE:
            put_right(_content_of(data))
            raise

    def _put_right(self, uploaded):
        content = _content_of(uploaded)
        right = put_right(content)
        if right == content:
            return uploaded
        kept = SimpleUploadedFile(uploaded.name, right, uploaded.content_type)
        kept.image = willow.Image.open(io.BytesIO(right))
        return kept


def _content_of(uploaded):
    uploaded.seek(0)
    content = uploaded.read()
    uploaded.seek(0)
    return content


class PictureForm(BaseImageForm):
    """Whoever gives a picture other bytes contributes to every text that shows it."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.instance.changed_by = user
        if "file" in self.fields:
            plain = self.fields["file"]
            self.fields["file"] = PictureField(label=plain.label, required=plain.required, widget=plain.widget)
