"""The address below the admin's at which somebody from outside comes in, who cannot be logged in yet."""

from django.urls import path

from editorial.accounts.log_in.views import takes_passkey

from .come_in_views import ComeInView

urlpatterns = [path("account/invitation/<str:key>/", takes_passkey(ComeInView.as_view()), name="account_invitation")]
