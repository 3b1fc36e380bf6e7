"""Currencies that wages of migrant workers are paid in: how they are printed, by ISO 4217 code.

Source: ISO 4217; printed forms from Indonesian placement papers of the main destinations (domain.md 4.4).
A bare ``$`` is left out: it names no country's dollar.
"""

from typing import Final

PRINTED: Final[dict[str, tuple[str, ...]]] = {
    "AED": ("AED", "DHS", "DH", "Dirham UEA", "UAE Dirham", "UAE Dirhams", "Dirham"),
    "AUD": ("AUD", "A$", "AU$", "Dolar Australia", "Australian Dollar", "Australian Dollars"),
    "BHD": ("BHD", "BD", "Dinar Bahrain", "Bahraini Dinar", "Bahraini Dinars"),
    "BND": ("BND", "B$", "BN$", "Dolar Brunei", "Brunei Dollar", "Brunei Dollars", "Ringgit Brunei"),
    "CAD": ("CAD", "C$", "CA$", "Dolar Kanada", "Canadian Dollar", "Canadian Dollars"),
    "CHF": ("CHF",),
    "CNY": ("CNY", "RMB", "Yuan", "Renminbi"),
    "EUR": ("EUR", "€", "Euro", "Euros"),
    "GBP": ("GBP", "£", "Pound Sterling", "Pounds Sterling", "Poundsterling"),
    "HKD": (
        "HKD",
        "HK$",
        "HKS",
        "HK $",
        "港幣",
        "港元",
        "Dolar Hong Kong",
        "Dollar Hong Kong",
        "Hong Kong Dollar",
        "Hong Kong Dollars",
    ),
    "IDR": ("IDR", "Rp", "Rp.", "Rupiah", "Indonesian Rupiah"),
    "JOD": ("JOD", "JD", "Dinar Yordania", "Jordanian Dinar", "Jordanian Dinars"),
    "JPY": ("JPY", "¥", "￥", "JP¥", "Yen", "Japanese Yen", "Yen Jepang", "円"),
    "KRW": ("KRW", "₩", "Won", "Korean Won", "Won Korea", "원"),
    "KWD": ("KWD", "KD", "Dinar Kuwait", "Kuwaiti Dinar", "Kuwaiti Dinars"),
    "MOP": ("MOP", "MOP$", "Pataca", "Patacas"),
    "MVR": ("MVR", "Rufiyaa"),
    "MYR": ("MYR", "RM", "R.M.", "Ringgit Malaysia", "Malaysian Ringgit", "Ringgit"),
    "NZD": ("NZD", "NZ$", "New Zealand Dollar", "New Zealand Dollars"),
    "OMR": ("OMR", "RO", "Riyal Oman", "Rial Oman", "Omani Rial", "Omani Rials"),
    "PGK": ("PGK", "Kina"),
    "PLN": ("PLN", "Zloty"),
    "QAR": ("QAR", "QR", "Riyal Qatar", "Qatari Riyal", "Qatari Riyals"),
    "RUB": ("RUB",),
    "SAR": (
        "SAR",
        "SR",
        "Riyal Saudi",
        "Riyal Arab Saudi",
        "Saudi Riyal",
        "Saudi Riyals",
        "Saudi Arabian Riyal",
        "ريال سعودي",
    ),
    "SGD": ("SGD", "S$", "SG$", "Dolar Singapura", "Singapore Dollar", "Singapore Dollars"),
    "THB": ("THB", "Baht"),
    "TRY": ("TRY", "Lira Turki", "Turkish Lira"),
    "TWD": (
        "TWD",
        "NTD",
        "NT$",
        "NTS",
        "NT",
        "N.T.$",
        "新台幣",
        "新臺幣",
        "Dolar Taiwan",
        "Dolar Taiwan Baru",
        "New Taiwan Dollar",
        "New Taiwan Dollars",
    ),
    "USD": ("USD", "US$", "US Dollar", "US Dollars", "Dolar Amerika", "Dolar Amerika Serikat", "Dolar AS"),
}
"""Codes, signs and names as papers print them. ``HKS`` and ``NTS`` are how a reader of pixels often sees HK$, NT$."""

THREE_DECIMALS: Final = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
"""Currencies whose thousandth is in use: in 120.000 the dot may be either mark (ISO 4217, minor unit 3)."""
