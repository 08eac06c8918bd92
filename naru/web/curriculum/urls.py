"""Addresses of the room curriculum."""

from django.urls import path

from naru.web.curriculum import pages, requests, studies, tables

app_name = "curriculum"

urlpatterns = [
    path("", pages.index, name="list"),
    path("courses/", pages.courses, name="courses"),
    path("coverage/", pages.coverage, name="coverage"),
    path("new/", pages.department, name="department"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/state/", pages.state, name="state"),
    path("<int:pk>/seats/", pages.seats, name="seats"),
    path("<int:pk>/course/", pages.course, name="course"),
    path("<int:pk>/draft/", tables.draft, name="draft"),
    path("<int:pk>/options/", studies.ask, name="ask"),
    path("courses/<int:pk>/ask/", tables.ask, name="course_ask"),
    path("courses/<int:pk>/decide/", tables.decide, name="course_decide"),
    path("tables/", tables.index, name="tables"),
    path("tables/<int:pk>/", tables.table, name="table"),
    path("tables/<int:pk>/edit/", tables.edit, name="table_edit"),
    path("tables/<int:pk>/check/", tables.check, name="table_check"),
    path("tables/<int:pk>/submit/", tables.submit, name="table_submit"),
    path("tables/<int:pk>/approve/", tables.approve, name="table_approve"),
    path("tables/<int:pk>/return/", tables.give_back, name="table_return"),
    path("tables/<int:pk>/compare/", tables.compare, name="table_compare"),
    path("tables/<int:pk>/xlsx/", tables.download, name="table_xlsx"),
    path("training/", tables.proposals, name="proposals"),
    path("training/<int:pk>/", tables.proposal, name="proposal"),
    path("options/", studies.index, name="studies"),
    path("options/seats/", studies.seats, name="seats_plan"),
    path("options/<int:pk>/", studies.study, name="study"),
    path("options/<int:pk>/progress/", studies.progress, name="study_progress"),
    path("options/<int:pk>/cancel/", studies.cancel, name="study_cancel"),
    path("options/<int:pk>/retry/", studies.retry, name="study_retry"),
    path("option/<int:pk>/adopt/", studies.adopt, name="adopt"),
    path("option/<int:pk>/choose/", studies.choose, name="choose"),
    path("option/<int:pk>/propose/", studies.propose, name="propose"),
    path("option/<int:pk>/request/<int:at>/", requests.from_option, name="from_option"),
    path("campaigns/", requests.campaigns, name="campaigns"),
    path("campaigns/new/", requests.new_campaign, name="new_campaign"),
    path("campaigns/<int:pk>/", requests.campaign, name="campaign"),
    path("campaigns/<int:pk>/request/", requests.new, name="new_request"),
    path("requests/", requests.index, name="requests"),
    path("requests/<int:pk>/", requests.one, name="request"),
    path("requests/<int:pk>/edit/", requests.edit, name="request_edit"),
    path("requests/<int:pk>/move/", requests.move, name="request_move"),
    path("requests/<int:pk>/opinion/", requests.opinion, name="opinion"),
    path("requests/<int:pk>/correct/", requests.correct, name="correct"),
    path("supply/", requests.indicators, name="supply"),
]
