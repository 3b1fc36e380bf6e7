"""Wage, term and hours in lines of Chinese, Japanese, Korean and Arabic."""

import pytest

from extractors.agreement.foreign_terms import foreign_terms
from extractors.documents.work_contract import extract
from tests.fixtures.word_page import READERS, page_of


def told(text):
    return {name: found.value for name, found in foreign_terms(text)}


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("雇主每月支付勞工薪資新臺幣 20,000 元。", "20000", "TWD"),
        ("第三條 薪資：每月新台幣20,000元。", "20000", "TWD"),
        ("每月工資為港幣 5,100 元", "5100", "HKD"),
        ("월 기본급 2,000,000원", "2000000", "KRW"),
        ("الأجر الشهري : 1,500 ريال سعودي", "1500", "SAR"),
    ],
)
def test_a_monthly_wage(text, amount, currency):
    assert told(text) == {"wage_amount": amount, "wage_currency": currency, "wage_period": "month"}


@pytest.mark.parametrize(
    "text",
    [
        "每月加班工資新臺幣 20,000 元",
        "每月薪資新臺幣 20,000 元，扣 2,000 元",
        "薪資新臺幣 20,000 元",
        "每月新臺幣 20,000 元",
        "每月薪資新臺幣 20,000 元或新臺幣 22,000 元",
        "월 임금에서 100,000원을 공제한다",
    ],
)
def test_what_is_no_wage_or_not_surely_one(text):
    assert told(text) == {}


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("契約期間為 24 個月。", "24"),
        ("契約期間：自入境翌日起三年。", "36"),
        ("合同期限为 2 年", "24"),
        ("근로계약기간 36 개월", "36"),
        ("مدة هذا العقد سنتان تبدأ من تاريخ الوصول", "24"),
    ],
)
def test_a_term(text, months):
    assert told(text) == {"duration_months": months}


@pytest.mark.parametrize(
    "text",
    [
        "契約期間自 2026年4月1日 起",
        "契約期間 24 個月，或 36 個月",
        "契約期間內試用 3 個月",
        "休息 3 年",
        "第三年契約期間",
    ],
)
def test_what_is_no_term(text):
    assert "duration_months" not in told(text)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("每日工作 10 小時。", "10 hours per day"),
        ("每週工作 48 小時", "48 hours per week"),
        ("하루 8시간 근무한다", "8 hours per day"),
        ("每日休息 8 小時", None),
        ("1일 연장근로 2시간", None),
    ],
)
def test_hours(text, hours):
    assert told(text).get("working_hours") == hours


def test_a_contract_in_indonesian_and_chinese_keeps_both():
    rows = (
        "PERJANJIAN KERJA 勞動契約",
        "Majikan membayar upah kepada Pekerja sebesar NT$ 22.000 setiap bulan.",
        "雇主每月支付勞工薪資新臺幣 20,000 元。",
        "Masa perjanjian ini adalah 36 bulan.",
        "契約期間為 24 個月。",
    )

    field = extract([page_of(rows)], READERS)["translations"]

    said = {(item["field"], item["language"]): item["value"] for item in field.value}
    assert (said["wage_amount", "id"], said["wage_amount", "zh"]) == ("22000", "20000")
    assert (said["duration_months", "id"], said["duration_months", "zh"]) == ("36", "24")
