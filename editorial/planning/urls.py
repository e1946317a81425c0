"""The screens of the plan, below the admin's address."""

from django.urls import path

from .screens import views
from .screens.guidelines import GuidelinesView, GuidelineView
from .screens.review_due import ReviewDueView
from .screens.schedule import BundleView

app_name = "planning"
urlpatterns = [
    path("review/<int:page_id>/", ReviewDueView.as_view(), name="review"),
    path("bundles/<int:pk>/", BundleView.as_view(), name="bundle"),
    path("guidelines/", GuidelinesView.as_view(), name="guidelines"),
    path("guidelines/<int:pk>/", GuidelineView.as_view(), name="guideline"),
    path("<int:page_id>/", views.PlanView.as_view(), name="page"),
    path("assignments/<int:pk>/", views.AssignmentView.as_view(), name="assignment"),
    path("claim/", views.ClaimView.as_view(), name="claim"),
]
