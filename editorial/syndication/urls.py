"""Where programs subscribe."""

from django.urls import path

from .hub import hub

app_name = "hub"
urlpatterns = [path("", hub, name="hub")]
