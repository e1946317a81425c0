"""Addresses in the admin where documents come in."""

from django.urls import path

from . import references_views, views
from .legacy.views import LegacyBatchesView, LegacyBatchView

app_name = "exchange"
urlpatterns = [
    path("new/<int:topic_id>/", views.BringView.as_view(), name="bring"),
    path("look/<str:token>/", views.LookView.as_view(), name="look"),
    path("paste/", views.PasteView.as_view(), name="begin_paste"),
    path("paste/<str:token>/", views.PasteView.as_view(), name="paste"),
    path("moved-in/", LegacyBatchesView.as_view(), name="legacy_batches"),
    path("moved-in/<int:pk>/", LegacyBatchView.as_view(), name="legacy_batch"),
    path("references/", references_views.PastedReferencesView.as_view(), name="references"),
]
