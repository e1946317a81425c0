"""The desk's screens about copies elsewhere, below the admin's address."""

from django.urls import path

from . import screens

app_name = "syndication"
urlpatterns = [
    path("recalls/", screens.RecallsView.as_view(), name="recalls"),
    path("recalls/<int:pk>/", screens.RecallView.as_view(), name="recall"),
    path("syndicators/<int:pk>/", screens.SyndicatorView.as_view(), name="syndicator"),
]
