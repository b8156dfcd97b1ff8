"""Letting somebody else act in a post (代办)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from mingcha.kernel import clock
from mingcha.orgs import queries
from mingcha.orgs.forms.fields import RefusedForm, day_field
from mingcha.orgs.models import Person, Post


class _PostChoice(forms.ModelChoiceField[Post]):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}（{obj.person.name}）" if obj.person.name else str(obj.title)


class _PersonChoice(forms.ModelChoiceField[Person]):
    def label_from_instance(self, obj: Any) -> str:
        titles = "、".join(post.title for post in obj.posts.all() if post.unit_id == self.unit_id)
        return f"{obj.name}（{titles}）" if obj.name else titles

    unit_id: int | None = None


class DelegationForm(RefusedForm):
    """Which post, who, from when until when, why (设代办)."""

    post = _PostChoice(label=gettext_lazy("岗位"), queryset=Post.objects.none(), empty_label=None)
    person = _PersonChoice(label=gettext_lazy("代办人"), queryset=Person.objects.none())
    valid_from = day_field(gettext_lazy("代办起"))
    valid_until = day_field(gettext_lazy("代办止"), help_text=gettext_lazy("最后一天；到期自动结束，最长90天。"))
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200, help_text=gettext_lazy("如出差、休假、学习。"))

    def __init__(self, data: Any = None, *, actor: Post) -> None:
        super().__init__(data, initial={"valid_from": clock.today(), "post": actor.pk})
        posts, people = self.fields["post"], self.fields["person"]
        assert isinstance(posts, _PostChoice)  # noqa: S101  for the type checker
        assert isinstance(people, _PersonChoice)  # noqa: S101  for the type checker
        posts.queryset = queries.posts_to_delegate(actor)
        people.queryset = queries.possible_deputies(actor).exclude(pk=actor.person_id or 0).prefetch_related("posts")
        if actor.is_head or actor.is_office_head:
            people.queryset = queries.possible_deputies(actor).prefetch_related("posts")
        people.unit_id = actor.unit_id
