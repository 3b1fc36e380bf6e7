import pytest

from extractors import money


@pytest.mark.parametrize(
    ("printed", "amount", "currency"),
    [
        ("RM 1.700,00", "1700", "MYR"),
        ("RM1,700.00", "1700", "MYR"),
        ("HK$5,100", "5100", "HKD"),
        ("HK$ 5,100.50", "5100.5", "HKD"),
        ("NT$ 20.000", "20000", "TWD"),
        ("SAR1,500", "1500", "SAR"),
        ("(1500) SAR", "1500", "SAR"),
        ("1.500 (seribu lima ratus) Riyal Saudi", "1500", "SAR"),
        ("USD 600.00", "600", "USD"),
        ("US$ 1,250", "1250", "USD"),
        ("S$ 620", "620", "SGD"),
        ("Rp1.500.000,-", "1500000", "IDR"),
        ("Rp. 4.500.000,00", "4500000", "IDR"),
        ("10.320 Won", "10320", "KRW"),
        ("¥ 180,000", "180000", "JPY"),
        ("Ringgit Malaysia 1.700,00", "1700", "MYR"),
        ("1 700 PLN", "1700", "PLN"),
    ],
)
def test_amounts_are_read_as_papers_write_them(printed, amount, currency):
    text = f"upah sebesar {printed} setiap bulan"

    (found,) = money.find_all(text)

    assert (found.amount, found.currency, found.doubtful) == (amount, currency, False)
    assert text[found.number_start : found.number_end].strip("-") in printed


@pytest.mark.parametrize("text", ["Pasal 17 ayat 2", "RT 001 RW 002", "12 hari", "X0012345", "ARMADA 12", "no. 5"])
def test_other_numbers_are_no_money(text):
    assert money.find_all(text) == ()


@pytest.mark.parametrize("text", ["KWD 120.000", "RM1,7O0.00"])
def test_a_mark_or_a_letter_with_two_meanings_is_doubtful(text):
    assert money.find_all(text)[0].doubtful


@pytest.mark.parametrize(
    ("text", "amount"), [("HK$ 5, 740", "5740"), ("RM 1. 700,00", "1700"), ("Rp 4 .500. 000", "4500000")]
)
def test_a_number_that_a_reader_parted_is_whole_and_doubtful(text, amount):
    (found,) = money.find_all(f"a wage of {text} per month")

    assert (found.amount, found.doubtful) == (amount, True)


def test_a_number_at_the_end_of_a_sentence_does_not_reach_into_the_next():
    (found,) = money.find_all("upah RM 1,700. 24 bulan, 8 jam sehari")

    assert (found.amount, found.doubtful) == ("1700", False)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (" per bulan", "month"),
        (" sebulan", "month"),
        ("/month", "month"),
        (" a month", "month"),
        (" setiap hari", "day"),
        (" per hour", "hour"),
        (" / jam", "hour"),
        (" mingguan", "week"),
        (" per tahun", "year"),
        ("Gaji bulanan", "month"),
        ("Monthly salary", "month"),
    ],
)
def test_periods_are_found(text, period):
    found = money.find_period(text)

    assert found is not None
    assert found.value == period


def test_hours_of_work_are_no_period():
    assert money.find_period(" untuk 8 jam kerja") is None


def test_two_amounts_are_found_in_order():
    found = money.find_all("RM 1.700,00 / RM1,700.00")

    assert [entry.amount for entry in found] == ["1700", "1700"]


def test_an_amount_without_currency_is_read_on_request():
    found = money.bare("1.700,00")

    assert found is not None
    assert (found.amount, found.currency) == ("1700", "")
