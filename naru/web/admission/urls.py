from django.urls import path

from naru.web.admission import pages

app_name = "admission"
urlpatterns = [
    path("", pages.index, name="list"),
    path("<int:pk>/", pages.membership, name="membership"),
    path("<int:pk>/end/", pages.end, name="end"),
    path("<int:pk>/transfer/", pages.transfer, name="transfer"),
    path("invitations/", pages.invitations, name="invitations"),
    path("invitations/new/", pages.invite, name="invite"),
    path("invitations/<int:pk>/", pages.invitation, name="invitation"),
    path("invitations/<int:pk>/approve/", pages.approve, name="approve"),
    path("invitations/<int:pk>/refuse/", pages.refuse, name="refuse"),
    path("invitations/<int:pk>/withdraw/", pages.withdraw, name="withdraw"),
    path("invitations/<int:pk>/resend/", pages.resend, name="resend"),
    path("second-factor/", pages.waivers, name="waivers"),
    path("second-factor/waive/", pages.waive, name="waive"),
    path("second-factor/<int:pk>/end/", pages.end_waiver, name="end_waiver"),
]
