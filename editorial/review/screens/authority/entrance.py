"""The address below the admin's at which somebody from outside comes in, who cannot be logged in yet."""

from django.urls import path

from .come_in_views import ComeInView

urlpatterns = [path("account/invitation/<str:key>/", ComeInView.as_view(), name="account_invitation")]
