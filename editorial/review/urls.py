"""The review screens, below the admin's address."""

from django.urls import path

from . import views

app_name = "review"
urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("<int:page_id>/", views.ReviewView.as_view(), name="page"),
    path("<int:page_id>/document/", views.document, name="document"),
]
