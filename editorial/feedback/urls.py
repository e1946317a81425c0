"""Where readers send what they think."""

from django.urls import path

from . import views

app_name = "feedback"

urlpatterns = [
    path("", views.answer, name="answer"),
    path("report/", views.report, name="report"),
    path("<str:link>/", views.thanks, name="thanks"),
]
