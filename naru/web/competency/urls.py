"""Addresses of the room competency."""

from django.urls import path

from naru.web.competency import editions, links, packages, pages

app_name = "competency"

urlpatterns = [
    path("", pages.index, name="list"),
    path("occupations/", pages.occupations, name="occupations"),
    path("codes/", editions.codes, name="codes"),
    path("frameworks/", packages.frameworks, name="frameworks"),
    path("frameworks/new/", packages.open_framework, name="open_framework"),
    path("frameworks/import/", packages.bring, name="bring"),
    path("frameworks/<int:pk>/package.json", packages.package, name="package"),
    path("frameworks/<int:pk>/departures/", packages.departures, name="departures"),
    path("successions/", editions.successions, name="successions"),
    path("successions/<int:pk>/", editions.settle, name="settle"),
    path("editions/", editions.index, name="editions"),
    path("editions/load/", editions.upload, name="standards"),
    path("editions/load/<int:pk>/", editions.run, name="standards_run"),
    path("editions/load/<int:pk>/progress/", editions.progress, name="standards_progress"),
    path("editions/load/<int:pk>/confirm/", editions.confirm, name="standards_confirm"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("alignments/", links.alignments, name="alignments"),
    path("alignments/<int:pk>/yes/", links.align_yes, name="align_yes"),
    path("alignments/<int:pk>/no/", links.align_no, name="align_no"),
    path("texts/", links.texts, name="texts"),
    path("texts/new/", links.add_texts, name="add_texts"),
    path("texts/read/", links.read_texts, name="read_texts"),
    path("texts/<int:pk>/", links.text, name="text"),
    path("suggestions/<int:pk>/yes/", links.judge_yes, name="judge_yes"),
    path("suggestions/<int:pk>/no/", links.judge_no, name="judge_no"),
    path("new/", pages.add, name="add"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/describe/", pages.describe, name="describe"),
    path("<int:pk>/accept/", pages.accept, name="accept"),
    path("<int:pk>/reject/", pages.reject, name="reject"),
    path("<int:pk>/align/", links.align, name="align"),
    path("<int:pk>/replace/", pages.replace, name="replace"),
]
