"""界面: what every page of every mechanism stands on; it knows no unit and no mechanism.

Rooms:
    records      the registry of record kinds; mechanisms enter theirs in `apps.py`
    inbox        the registry of what waits for somebody (待办来源)
    navigation   the menu, made from the registry
    columns      what is known of a column from its path
    values       how a value is written on a page (日期、是否、选项、对象)
    lists        `record_list`: filters, sorting, paging, partial updates; `table_for`, `filterset_for`
    details      `record_detail`: label and value rows, related records, links to verbs
    searching    which records answer to a word
    filters      the filter forms of lists
    schemas      shapes that every mechanism's JSON shares: strict input, a unit's name, pages of a list
    sheets       the registry of tables that are taken in and given out
    layouts      saved looks of lists on paper: columns, heads, widths, totals (台账样式)
    exports      a list as a file: all rows with these filters in this order, streamed
    downloads    kept files handed out, always as a download (附件)
    context      what every template knows: menu, acting post
    formats      dates as the office writes them (2018年4月9日), and in English
    locale       the English translation; extracted and compiled by `mingcha.config.messages`
    templates/ui, templatetags, static/ui
"""
