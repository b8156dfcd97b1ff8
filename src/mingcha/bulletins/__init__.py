"""情况通报: from records to a numbered, frozen bulletin.

Beside the rooms of a mechanism (choices, rules, access, models, facts, measures, queries, actions, views, urls, apps):
    marks        figure marks in a source: `{key name=value:format}` (数据标记)
    source       Markdown with marks, read into pieces that know their place
    bind         from a mark to a request, from a figure to what is printed
    compose      a source bound, evaluated and proofread at once
    proofreader  numerals and claims of any official text, and what does not hold (校对)
    proofreading the proofreader put to a composed bulletin, placed in its source
    tree         the one tree that every renderer reads and an issue freezes
    live         a bulletin as its records stand now: drafts, errata
    freeze       what an issue keeps: tree, figures, digests of the records behind
    render       the tree as text, HTML, DOCX and PDF; fonts
    rendering    a finished bulletin in one of its formats
    pages        what the pages show of a figure and its records
"""
