"""The four renderers of a bulletin (通报的四种输出), over one finished tree. No database, no Django, no network.

Rooms: `words` (the fixed wording of masthead and tail, what may be printed), `sizes` (the page in numbers, GB/T 9704),
`text`, `html` (with `page.css`), `docx` (with `docx_parts`, the fixed parts of the file), `pdf` (with `gongwen.typ`),
`fonts` (which font stands for which role, and what is missing, by `glyphs`).

The same tree gives the same bytes in every format.
"""
