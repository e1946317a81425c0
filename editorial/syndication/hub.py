"""The hub: where anybody asks to be told of a topic, or no longer (WebSub). Nothing is believed before it is asked."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from ninja.errors import HttpError

from articles.reading.machines.access import asked_too_often
from articles.stores.databases import writing

from . import tasks
from .copies.keys import syndicator_of
from .telling.subscriptions import SubscriptionRequest
from .telling.topics import topic_of

PLAIN = "text/plain; charset=utf-8"
LONGEST_SECRET = 200  # bytes, by the Recommendation


class HubForm(forms.Form):
    """What a subscriber sends; fields are named `hub.…`."""

    mode = forms.ChoiceField(choices=SubscriptionRequest.Mode.choices)
    topic = forms.CharField(max_length=500)
    callback = forms.CharField(max_length=500)
    secret = forms.CharField(max_length=LONGEST_SECRET - 1, required=False, strip=False)
    lease_seconds = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    def add_prefix(self, field_name: str) -> str:
        return f"hub.{field_name}"

    def clean_topic(self) -> str:
        topic = topic_of(self.cleaned_data["topic"])
        if topic is None:
            raise forms.ValidationError("that is none of this site's feeds, nor its list of recalls.")
        return topic

    def clean_callback(self) -> str:
        callback = self.cleaned_data["callback"]
        try:
            parts = urlsplit(callback)
            fits = parts.scheme in ("http", "https") and parts.hostname and not parts.fragment and parts.port != 0
        except ValueError:
            fits = False
        if not fits or parts.username or parts.password:
            raise forms.ValidationError("write it as https://example.org/path, without a name or a password.")
        return callback

    def clean_secret(self) -> str:
        secret = self.cleaned_data["secret"]
        if len(secret.encode()) >= LONGEST_SECRET:
            raise forms.ValidationError("it has to be shorter than 200 bytes.")
        return secret


@csrf_exempt
@require_POST
def hub(request: HttpRequest) -> HttpResponse:
    """202: it is asked soon. Whoever sends a key is asked as the syndicator that has it."""
    if asked_too_often(request):
        return _said(429, "Too many requests. Wait a minute.")
    form = HubForm(request.POST)
    if not form.is_valid():
        faults = [f"hub.{name}: {fault}" for name, errors in form.errors.items() for fault in errors]
        return _said(400, " ".join(faults))
    try:
        whose = syndicator_of(request)
    except HttpError as refused:
        return _said(401, str(refused))
    SubscriptionRequest.objects.using(writing().alias).bulk_create(
        [SubscriptionRequest(**form.cleaned_data, syndicator_id=whose)]
    )
    if whose:  # a stranger waits for the clock: how often they ask wakes nobody
        tasks.recall_soon()
    return _said(202, "Your callback will be asked whether it wants this.")


def _said(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type=PLAIN, headers={"Cache-Control": "no-store"})
