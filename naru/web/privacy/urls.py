"""Addresses of one's own data, consent, links, and the officer's work."""

from django.urls import path

from naru.web.privacy import link, mine, officer, public, school

app_name = "privacy"

urlpatterns = [
    path("", mine.index, name="mine"),
    path("<int:pk>/consent/<slug:purpose>/", mine.give, name="give"),
    path("<int:pk>/withdraw/<int:consent>/", mine.withdraw, name="withdraw"),
    path("<int:pk>/looked/", mine.looked, name="looked"),
    path("<int:pk>/correct/", mine.correct, name="correct"),
    path("<int:pk>/copy.json", mine.copy_json, name="copy_json"),
    path("<int:pk>/copy.xlsx", mine.copy_xlsx, name="copy_xlsx"),
    path("<int:pk>/ask/", school.ask, name="ask"),
    path("<int:pk>/paper/", school.paper, name="paper"),
    path("<int:pk>/requests/<int:asked>/take-back/", school.take_back, name="take_back"),
    path("corrections/", school.corrections, name="corrections"),
    path("corrections/<int:pk>/", school.answer, name="answer"),
    path("rules/new/", school.rule, name="rule"),
    path("link/<str:token>/", link.guardian_consent, name="link"),
    path("looks/", officer.looks_list, name="looks"),
    path("events/", officer.events_list, name="events"),
    path("reviews/", officer.reviews, name="reviews"),
    path("reviews/<int:year>/<int:month>/", officer.review, name="review"),
    path("retention/", officer.retention_list, name="retention"),
    path("retention/find/", officer.find_due, name="find_due"),
    path("retention/<int:pk>/", officer.destruction, name="destruction"),
    path("statistics/", officer.statistics, name="statistics"),
    path("law/", public.law_page, name="law"),
    path("lawful/", public.lawful, name="lawful"),
    path("texts/<slug:purpose>/", public.text, name="text"),
]
