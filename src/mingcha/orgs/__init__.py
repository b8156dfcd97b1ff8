"""Units on two lines, people, posts, leading groups, and who is acting (单位、人员、岗位、领导小组).

One room more than a mechanism has: `acting`, which says in which post a signed-in person acts.
"""
