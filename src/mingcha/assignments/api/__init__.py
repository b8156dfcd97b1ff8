"""JSON of assignments (交办的接口): issue, sign for, fill in, submit, return, accept, more time; workbooks; chasing."""

from ninja import Router

from mingcha.assignments.api import chasing, directives, tasks, terms, workbooks

router = Router()
for part in (directives, tasks, terms, workbooks, chasing):
    router.add_router("", part.router)
