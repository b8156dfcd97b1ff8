"""JSON of assignments (交办的接口): issue, sign for, fill in, submit, hand on, return, accept, more time."""

from ninja import Router

from mingcha.assignments.api import directives, tasks, terms

router = Router()
for part in (directives, tasks, terms):
    router.add_router("", part.router)
