"""What the list of corrections can be narrowed to."""

from wagtail.admin.filters import WagtailFilterSet

from .correction import Correction


class CorrectionFilterSet(WagtailFilterSet):
    class Meta:
        model = Correction
        fields = ["state"]
