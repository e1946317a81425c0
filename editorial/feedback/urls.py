"""Where readers send what they think."""

from django.urls import path

from .capture import receipt_views, views

app_name = "feedback"

urlpatterns = [
    path("", views.answer, name="answer"),
    path("report/", views.report, name="report"),
    path("preview/", views.preview, name="preview"),
    path("receipt/", receipt_views.receipt, name="receipt"),
    path("receipt/<str:link>/", receipt_views.status, name="status"),
    path("kept/<str:link>/", views.kept, name="kept"),
    path("<str:link>/", views.thanks, name="thanks"),
]
