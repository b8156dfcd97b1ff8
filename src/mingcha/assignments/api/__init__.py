"""JSON of assignments (交办的接口): issue, sign for, fill in, submit, hand on, return, accept, more time; workbooks."""

from ninja import Router

from mingcha.assignments.api import directives, tasks, terms, workbooks

router = Router()
for part in (directives, tasks, terms, workbooks):
    router.add_router("", part.router)
