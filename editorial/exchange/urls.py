"""Addresses in the admin where documents come in."""

from django.urls import path

from .legacy.views import LegacyBatchesView, LegacyBatchView
from .screens import moving_views, references_views, views

app_name = "exchange"
urlpatterns = [
    path("new/<int:topic_id>/", views.BringView.as_view(), name="bring"),
    path("look/<str:token>/", views.LookView.as_view(), name="look"),
    path("paste/", views.PasteView.as_view(), name="begin_paste"),
    path("paste/<str:token>/", views.PasteView.as_view(), name="paste"),
    path("moved-in/", LegacyBatchesView.as_view(), name="legacy_batches"),
    path("moved-in/<int:pk>/", LegacyBatchView.as_view(), name="legacy_batch"),
    path("wordpress/", moving_views.SendExportView.as_view(), name="send_export"),
    path("wordpress/<int:pk>/", moving_views.MovingInView.as_view(), name="moving_in"),
    path("wordpress/<int:pk>/progress/", moving_views.progress, name="progress"),
    path("wordpress/<int:pk>/report/", moving_views.report, name="moving_in_report"),
    path("references/", references_views.PastedReferencesView.as_view(), name="references"),
]
