"""Addresses of the registry's pages."""

from django.urls import path

from mingcha.orgs.views import changes, contacts, delegations, groups, responsibilities, tokens, units

app_name = "orgs"
urlpatterns = [
    path("units/", units.unit_list, name="unit_list"),
    path("units/<int:pk>/", units.unit_detail, name="unit_detail"),
    path("units/<int:pk>/contacts/", contacts.unit_contacts, name="unit_contacts"),
    path("units/<int:pk>/contacts/<str:kind>/", contacts.set_contact, name="set_contact"),
    path("contacts/<int:pk>/end/", contacts.end_contact, name="end_contact"),
    path("leading-groups/", groups.leading_group_list, name="leading_group_list"),
    path("leading-groups/coverage/", groups.coverage_list, name="coverage_list"),
    path("leading-groups/<int:pk>/", groups.leading_group_detail, name="leading_group_detail"),
    path("leading-groups/<int:pk>/correct/", groups.correct_leading_group, name="correct_leading_group"),
    path("units/<int:pk>/leading-group/", groups.found_leading_group, name="found_leading_group"),
    path("responsibilities/", responsibilities.responsibility_list, name="responsibility_list"),
    path("responsibilities/<int:pk>/", responsibilities.responsibility_detail, name="responsibility_detail"),
    path("responsibilities/<int:pk>/end/", responsibilities.end_responsibility, name="end_responsibility"),
    path("responsibilities/<int:pk>/correct/", responsibilities.correct_responsibility, name="correct_responsibility"),
    path("units/<int:pk>/responsibility/", responsibilities.assign_responsibility, name="assign_responsibility"),
    path("posts/act", delegations.act_in_post, name="act_in_post"),
    path("delegations/", delegations.delegation_list, name="delegation_list"),
    path("delegations/make", delegations.make_delegation, name="make_delegation"),
    path("delegations/<int:pk>/", delegations.delegation_detail, name="delegation_detail"),
    path("delegations/<int:pk>/end", delegations.end_delegation, name="end_delegation"),
    path("tokens/", tokens.token_list, name="token_list"),
    path("tokens/make/", tokens.make_token, name="make_token"),
    path("tokens/<int:pk>/revoke/", tokens.revoke_token, name="revoke_token"),
    path("answerable/", responsibilities.answerable, name="answerable"),
    path("units/<int:pk>/change/", changes.change_unit, name="change_unit"),
    path("units/<int:pk>/rename/", changes.rename_unit, name="rename_unit"),
    path("units/<int:pk>/merge/", changes.merge_units, name="merge_units"),
    path("units/<int:pk>/split/", changes.split_unit, name="split_unit"),
    path("units/<int:pk>/close/", changes.close_unit, name="close_unit"),
    path("units/<int:pk>/order/", changes.unit_order, name="unit_order"),
    path("units/<int:pk>/place/", changes.place_unit, name="place_unit"),
]
