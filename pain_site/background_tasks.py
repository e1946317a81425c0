"""Wagtail's background tasks, such as indexing for the admin's search, run by Celery when the transaction is over.

Out of the box they run inside the request: a publication would keep the record locked while an index is written that no
reader uses. When the queue is away the index waits for the page's next change, and nothing else does.
"""

from contextlib import suppress

from celery import shared_task
from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.backends.immediate import ImmediateBackend


class CeleryBackend(ImmediateBackend):
    """Hands a task on to a Celery worker, after the commit."""

    def _execute_task(self, task_result):
        def send():
            run.delay(task_result.task.module_path, task_result.args, task_result.kwargs)

        transaction.on_commit(send, robust=True)


@shared_task(name="pain_site.forget_sessions", time_limit=240)
def forget_sessions():
    """Each night: sessions that are over, in which a form may lie that waited for a log-in."""
    call_command("clearsessions")


@shared_task(name="pain_site.run_background_task", time_limit=240)
def run(path, args, kwargs):
    with suppress(ObjectDoesNotExist):  # gone since: there is nothing to index
        import_string(path).call(*args, **kwargs)
