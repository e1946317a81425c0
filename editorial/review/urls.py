"""The review screens, below the admin's address."""

from django.urls import path

from . import standing_views, views

app_name = "review"
urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("<int:page_id>/", views.ReviewView.as_view(), name="page"),
    path("<int:page_id>/standing/", standing_views.StandingView.as_view(), name="standing"),
    path("<int:page_id>/emergency/", standing_views.EmergencyView.as_view(), name="emergency"),
    path("interests/<int:pk>/", standing_views.WaiverView.as_view(), name="waiver"),
    path("<int:page_id>/document/", views.document, name="document"),
]
