"""The verbs of assignments: a directive goes down as one task per unit; answers come back.

Files: `issue` (交办), `answer` (签收、报送), `judge` (退回、办结).
"""

from mingcha.assignments.actions.answer import sign_for_task, submit_task
from mingcha.assignments.actions.issue import Asked, issue_directive
from mingcha.assignments.actions.judge import accept_task, return_task

__all__ = ["Asked", "accept_task", "issue_directive", "return_task", "sign_for_task", "submit_task"]
