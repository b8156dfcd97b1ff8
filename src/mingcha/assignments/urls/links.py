"""Addresses that one-time links open: whoever has the secret and the number, without an account."""

from django.urls import path

from mingcha.assignments.views import by_link

app_name = "links"
urlpatterns = [
    path("<str:secret>/", by_link.open_link, name="open_link"),
    path("<str:secret>/code/", by_link.send_link_code, name="send_link_code"),
    path("<str:secret>/verify/", by_link.verify_link, name="verify_link"),
    path("<str:secret>/form/", by_link.answer_by_link, name="answer_by_link"),
    path("<str:secret>/receipt/", by_link.link_receipt, name="link_receipt"),
]
