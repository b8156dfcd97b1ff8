"""The proofreader of official Chinese text (校对): finds what a text claims and says what does not hold.

Pure Python: no Django, no database, no project data. Every offset counts code points from the first character given.

Rooms, upper ones import lower ones:
    check         findings over a text: unbound claims, quantifiers, percentages, parts against totals, unit names
    jsonl         one numeral as one line of JSON
    numerals      every numeral of a text, told apart: count percent money range | ordinal date number_name
    quantifiers   claims without a numeral (全部、基本上都、大部分、其余)
    context       what stands around a numeral: clause, period, subject, who, qualifier
    chinese       numerals in characters (三轮, 百分之五, 一是), judged
    arabic        numerals in digits, judged
    dates         dates, judged
    patterns      the one compiled master regex
    values        what a written number is worth
    units         counter words, measures, qualifiers: units.txt
    words         idioms, names and places that hold a numeral: words.txt
    tables        reads the .txt tables, which an office may extend
"""
