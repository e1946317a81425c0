"""Has it gone stale? The watch on the record and on what pages cite."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "editorial.upkeep"

    def ready(self):
        from django.core import checks

        from articles.extensions import page_facts, work_facts
        from editorial.review.extensions import beside_text, evidence, unmet_requirements

        from . import signal_handlers
        from .originality.checking import unmet_by_originality
        from .originality.evidence import originality
        from .originality.outside import check_service
        from .originality.screens import beside_a_text, passages_to_judge
        from .source_watch.answers import sentences_about
        from .source_watch.list_age import check_list

        signal_handlers.connect()
        checks.register(check_list, checks.Tags.database)
        checks.register(check_service)
        page_facts.register("passages_to_judge", passages_to_judge)
        work_facts.register("answers", sentences_about)
        evidence.register("originality", originality)
        beside_text.register("originality", beside_a_text)
        unmet_requirements.register("originality", unmet_by_originality)
