"""The screens of corrections, inside the admin."""

from django.urls import path

from .views import CorrectionsReport, CorrectionView, OpenCorrectionView

app_name = "corrections"

urlpatterns = [
    path("", CorrectionsReport.as_view(), name="index"),
    path("results/", CorrectionsReport.as_view(results_only=True), name="results"),
    path("open/", OpenCorrectionView.as_view(), name="open"),
    path("<int:correction_id>/", CorrectionView.as_view(), name="correction"),
]
