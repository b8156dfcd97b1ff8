"""Reads over assignments."""

from django.db.models import Count

from mingcha.assignments import rules
from mingcha.assignments.choices import TaskState
from mingcha.assignments.models import Directive, DirectiveQuerySet, Task, TaskQuerySet
from mingcha.orgs.models import Post


def directives(actor: Post) -> DirectiveQuerySet:
    """Every current directive the actor may see, newest first. One statement."""
    found: DirectiveQuerySet = Directive.objects.current().visible_to(actor).select_related("unit")
    return found.order_by("-year", "-number", "pk")


def tasks(actor: Post) -> TaskQuerySet:
    """Every current task the actor may see, oldest due first. One statement."""
    found: TaskQuerySet = Task.objects.current().visible_to(actor).select_related("unit", "directive")
    return found.order_by("due_on", "pk")


def state_counts(directive: Directive, actor: Post) -> dict[TaskState, int]:
    """How many of a directive's tasks stand in each state, over what the actor may see. One statement."""
    rows = Task.objects.current().visible_to(actor).filter(directive=directive).order_by().values_list("state")
    counted = dict(rows.annotate(n=Count("pk")))
    return {state: counted.get(state, 0) for state in TaskState}


def unanswered_tasks(directive: Directive, actor: Post) -> TaskQuerySet:
    """A directive's tasks whose unit has not answered, in unit order: who is missing has a name. One statement."""
    found: TaskQuerySet = Task.objects.current().visible_to(actor).filter(directive=directive)
    return found.filter(state__in=rules.UNANSWERED).order_by("unit__official_order", "unit_id")
