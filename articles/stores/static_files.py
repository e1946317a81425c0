"""Scripts and styles as browsers get them: under names with the hash of what they say, kept for a year."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Scripts import each other by such names, too: otherwise a browser goes on with last year's modules."""

    support_js_module_import_aggregation = True
