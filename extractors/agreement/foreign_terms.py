"""Wage, term and hours of a contract's Chinese, Japanese, Korean or Arabic sentences.

The labels and shapes of ``entries`` and ``prose`` know words of Latin script only. Here a line of another script is
looked at by itself: a wage with its currency on a line that speaks of the wage, the term on one that speaks of the
term, hours with the day or week they are for. A line that names two amounts, or speaks of overtime, allowances or
deductions, gives nothing. Sources of the words: the clause headings of ``extractors.vocabulary.clauses`` and the
standard contracts of the destinations.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractors import money
from extractors.agreement.found import Found

_WAGE: Final = re.compile(r"工資|工资|薪資|薪资|薪津|月薪|賃金|給与|임금|급여|기본급|الأجر|الراتب|راتب|أجر")
_NOT_WAGE: Final = re.compile(
    r"加班|扣|津貼|津贴|獎金|奖金|膳|伙食|手当|控除|残業|초과|연장|공제|수당|식비|إضافي|خصم|يخصم|بدل|مكافأة|علاوة"
)
_MONTHLY: Final = re.compile(r"每月|每個月|月薪|月給|월|شهري|شهر")
_TERM: Final = re.compile(
    r"契約期間|契约期间|合約期|合同期|聘僱期間|雇用期間|계약\s?기간|근로\s?계약|고용\s?기간|مدة|العقد"
)
_NOT_TERM: Final = re.compile(r"試用|试用|통보|수습|تجربة|إشعار|前|以前|قبل")
_MONTHS: Final = re.compile(r"(?<![\d.])(?P<number>\d{1,3}) ?(?:個月|个月|か月|ヶ月|ヵ月|개월|شهرا|شهر|أشهر)")
_YEARS: Final = re.compile(
    r"(?<![\d.第])(?P<number>\d|[一二三兩两四五]) ?(?:年(?!\d{0,2}月)|년|سنوات|سنين)|(?P<two>سنتان|سنتين|عامان|عامين)"
    r"|(?P<one>سنة واحدة|عام واحد)"
)
_HOURS: Final = re.compile(
    r"(?:(?P<day>每日|每天|一日|1日|1일|하루|매일|يوميا|في اليوم)"
    r"|(?P<week>每週|每周|每星期|1주|매주|أسبوعيا|في الأسبوع))"
    r"[^\d。.;；]{0,14}(?P<number>\d{1,2}) ?(?:小時|小时|時間|시간|ساعات|ساعة)"
)
_NOT_HOURS: Final = re.compile(r"休息|休憩|睡眠|휴게|휴식|راحة|加班|残業|초과|연장")
_DIGITS: Final = {"一": 1, "二": 2, "兩": 2, "两": 2, "三": 3, "四": 4, "五": 5}


def foreign_terms(text: str) -> Iterator[tuple[str, Found]]:
    """Yield field and value of each term that a line of text in another script than Latin surely names."""
    yield from _wage(text)
    if _TERM.search(text) and not _NOT_TERM.search(text):
        yield from _term(text)
    if not _NOT_HOURS.search(text):
        for match in list(_HOURS.finditer(text))[:1]:
            unit = "day" if match["day"] else "week"
            yield "working_hours", Found(f"{match['number']} hours per {unit}", match.start(), match.end())


def _wage(text: str) -> Iterator[tuple[str, Found]]:
    amounts = money.find_all(text)
    if len(amounts) != 1 or not _WAGE.search(text) or _NOT_WAGE.search(text) or not _MONTHLY.search(text):
        return
    one = amounts[0]
    yield "wage_amount", Found(one.amount, one.number_start, one.number_end, not one.doubtful)
    yield "wage_currency", Found(one.currency, one.start, one.end)
    yield "wage_period", Found("month", one.start, one.end)


def _term(text: str) -> Iterator[tuple[str, Found]]:
    found = [Found(match["number"], match.start(), match.end()) for match in _MONTHS.finditer(text)]
    found += [Found(str(12 * _years(match)), match.start(), match.end()) for match in _YEARS.finditer(text)]
    if len({entry.value for entry in found}) == 1:
        yield "duration_months", found[0]


def _years(match: re.Match[str]) -> int:
    if match["number"]:
        return _DIGITS.get(match["number"]) or int(match["number"])
    return 2 if match["two"] else 1
