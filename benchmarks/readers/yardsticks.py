"""Views that do as little as one can: send a page, ask one question and send it, ask and say that nothing is new."""

import os

from django.http import HttpResponse, HttpResponseNotModified
from django.urls import path

from articles.record.published.publications import Publication
from articles.stores.databases import for_readers

BODY = os.urandom(int(os.environ.get("BENCHMARK_BYTES", "12000")))  # as large as an article on the wire


def bare(request):
    return HttpResponse(BODY, headers={"Content-Encoding": "br"})


def one_query(request):
    with for_readers():
        Publication.objects.filter(path="/").values_list("pk", "edition_id", "status").first()
    return HttpResponse(BODY, headers={"Content-Encoding": "br"})


def one_query_304(request):
    with for_readers():
        Publication.objects.filter(path="/").values_list("pk", "edition_id", "status").first()
    return HttpResponseNotModified()


urlpatterns = [path("bare/", bare), path("one-query/", one_query), path("one-query-304/", one_query_304)]
