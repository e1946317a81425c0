"""Addresses in the admin where documents come in."""

from django.urls import path

from . import views

app_name = "exchange"
urlpatterns = [
    path("new/<int:topic_id>/", views.BringView.as_view(), name="bring"),
    path("look/<str:token>/", views.LookView.as_view(), name="look"),
    path("paste/", views.PasteView.as_view(), name="begin_paste"),
    path("paste/<str:token>/", views.PasteView.as_view(), name="paste"),
]
