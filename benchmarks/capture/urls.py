"""The site's addresses, and one whose view does nothing but one INSERT."""

import secrets

from django.db import connection
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from benchmarks.capture.statements import INSERT
from pain_site.urls import urlpatterns as site_urls


@csrf_exempt
def minimal(request):
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [secrets.token_hex(32)])
    return HttpResponse(status=303, headers={"Location": "/"})


urlpatterns = [path("minimal/", minimal), *site_urls]
