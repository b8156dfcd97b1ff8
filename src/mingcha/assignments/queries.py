"""Reads over assignments."""

from mingcha.assignments.models import Directive, DirectiveQuerySet, Task, TaskQuerySet
from mingcha.orgs.models import Post


def directives(actor: Post) -> DirectiveQuerySet:
    """Every current directive the actor may see, newest first. One statement."""
    found: DirectiveQuerySet = Directive.objects.current().visible_to(actor).select_related("unit")
    return found.order_by("-year", "-number", "pk")


def tasks(actor: Post) -> TaskQuerySet:
    """Every current task the actor may see, oldest due first. One statement."""
    found: TaskQuerySet = Task.objects.current().visible_to(actor).select_related("unit", "directive")
    return found.order_by("due_on", "unit__official_order", "pk")
