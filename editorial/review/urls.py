"""The review screens, below the admin's address."""

from django.urls import path

from .screens import evidence_view, letters_views
from .screens.authority import authority_views, expert_home, expert_views, key_views
from .screens.decisions import emergency_views, risk_views, status_views, waiver_views
from .screens.signing import remark_views, views

app_name = "review"
urlpatterns = [
    path("<int:page_id>/", views.ReviewView.as_view(), name="page"),
    path("<int:page_id>/status/", status_views.StatusView.as_view(), name="status"),
    path("<int:page_id>/evidence/", evidence_view.EvidencePackView.as_view(), name="evidence"),
    path("<int:page_id>/emergency/", emergency_views.EmergencyView.as_view(), name="emergency"),
    path("interests/<int:pk>/", waiver_views.WaiverView.as_view(), name="waiver"),
    path("who-may-sign/", authority_views.AuthorityView.as_view(), name="authority"),
    path("who-may-sign/invite/", authority_views.InviteView.as_view(), name="invite"),
    path("who-may-sign/<int:pk>/", authority_views.AuthorityProposalView.as_view(), name="authority_proposal"),
    path("who-may-sign/ask/<slug:kind>/", authority_views.AskView.as_view(), name="authority_ask"),
    path("signing-keys/", key_views.KeysView.as_view(), name="keys"),
    path("letters/<int:pk>/", letters_views.LetterView.as_view(), name="letter"),
    path("<int:page_id>/risk/", risk_views.RiskView.as_view(), name="risk"),
    path("<int:page_id>/remarks/", remark_views.RemarksView.as_view(), name="remarks"),
    path("<int:page_id>/remarks/people/", remark_views.people_to_name, name="people_to_name"),
    path("<int:page_id>/experts/", expert_views.ExpertsView.as_view(), name="experts"),
    path("yours/", expert_home.ExpertHomeView.as_view(), name="expert_home"),
    path("invitations/<int:pk>/", expert_views.ExpertAnswerView.as_view(), name="expert_answer"),
    path("<int:page_id>/document/", views.document, name="document"),
]
