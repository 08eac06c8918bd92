from django.urls import path

from naru.web.load import pages

app_name = "load"
urlpatterns = [
    path("", pages.index, name="index"),
    path("template.xlsx", pages.template, name="template"),
    path("<int:pk>/", pages.run, name="run"),
    path("<int:pk>/progress/", pages.progress, name="progress"),
    path("<int:pk>/load/", pages.confirm, name="confirm"),
    path("<int:pk>/cancel/", pages.cancel, name="cancel"),
    path("<int:pk>/retry/", pages.retry, name="retry"),
    path("<int:pk>/marked.xlsx", pages.marked, name="marked"),
]
