"""Addresses of the room demand."""

from django.urls import path

from naru.web.demand import answer, board, figures, need, pages, postings, saying, surveys

app_name = "demand"

urlpatterns = [
    path("", pages.index, name="list"),
    path("signals/", pages.signals, name="signals"),
    path("board/", board.board, name="board"),
    path("board.xlsx", board.workbook, name="board_workbook"),
    path("figures/", figures.index, name="figures"),
    path("figures/load/", figures.load, name="load_figures"),
    path("postings/", postings.index, name="postings"),
    path("postings/new/", postings.add, name="add_postings"),
    path("postings/<int:pk>/", postings.detail, name="posting"),
    path("postings/<int:pk>/merge/<int:copy>/", postings.merge, name="merge_postings"),
    path("surveys/", surveys.index, name="surveys"),
    path("surveys/new/", surveys.new, name="survey_new"),
    path("surveys/<int:pk>/", surveys.detail, name="survey"),
    path("surveys/<int:pk>/remind/", surveys.remind, name="remind"),
    path("surveys/<int:pk>/addresses/", surveys.addresses, name="addresses"),
    path("surveys/<int:pk>/close/", surveys.close, name="survey_close"),
    path("surveys/asks/", surveys.asks, name="asks"),
    path("surveys/asks/<int:pk>/", surveys.ask, name="ask"),
    path("surveys/asks/<int:pk>/link/", surveys.hand, name="hand"),
    path("stop/<str:token>/", surveys.stop, name="stop"),
    path("answer/<str:token>/", answer.answer, name="answer"),
    path("new/", saying.state, name="state"),
    path("<int:pk>/", need.detail, name="detail"),
    path("<int:pk>/revise/", saying.revise, name="revise"),
]
