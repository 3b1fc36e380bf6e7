"""Names and marks of the calendars that stand on papers from destination countries.

Sources: English and Arabic names of the Islamic and Gregorian months as in hijridate's locales; other spellings (of
Indonesia, the Levant, Thailand) are common ones without an official list. Years: Japan's Era Name Act (Act No. 43 of
1979) with the cabinet orders for Heisei (from 1989-01-08) and Reiwa (from 2019-05-01); Thailand's Calendar Year Act
B.E. 2483 (a year begins on 1 January since B.E. 2484); of Taiwan, year 1 is 1912; 2026-11.
"""

from typing import Final

HIJRI_MONTHS: Final[tuple[tuple[str, ...], ...]] = (
    ("MUHARRAM", "MOHARRAM", "محرم"),
    ("SAFAR", "SHAFAR", "صفر"),
    ("RABI AL AWWAL", "RABI UL AWWAL", "RABI I", "RABIULAWAL", "RABIUL AWAL", "RABIUL AWWAL", "ربيع الاول"),
    ("RABI AL THANI", "RABI UL THANI", "RABI AL AKHIR", "RABI AL AAKHIR", "RABI II", "RABIULAKHIR", "RABIUL AKHIR",
     "RABIUTS TSANI", "ربيع الثاني", "ربيع الاخر"),
    ("JUMADA AL AWWAL", "JUMADA AL ULA", "JUMADA AL OULA", "JUMADA I", "JUMADILAWAL", "JUMADIL AWAL", "JUMADIL AWWAL",
     "JUMADIL ULA", "جمادى الاولى", "جمادى الاول"),
    ("JUMADA AL THANI", "JUMADA AL THANIYAH", "JUMADA AL AKHIRAH", "JUMADA AL AKHIR", "JUMADA II", "JUMADILAKHIR",
     "JUMADIL AKHIR", "JUMADITS TSANIYAH", "جمادى الثانية", "جمادى الاخرة", "جمادى الاخر"),
    ("RAJAB", "رجب"),
    ("SHABAN", "SHAABAN", "SYABAN", "SYAKBAN", "SYA BAN", "SHA BAN", "شعبان"),
    ("RAMADAN", "RAMADHAN", "RAMADLAN", "RAMAZAN", "رمضان"),
    ("SHAWWAL", "SHAWAL", "SYAWAL", "SYAWWAL", "شوال"),
    ("DHU AL QADAH", "DHU AL QIDAH", "DHUL QADAH", "DHUL QIDAH", "DHU AL QA DAH", "DHU AL QI DAH", "ZULKAIDAH",
     "DZULQADAH", "DZULKAIDAH", "DZULQA DAH", "ZULQADAH", "ذو القعدة", "ذي القعدة"),
    ("DHU AL HIJJAH", "DHUL HIJJAH", "ZULHIJAH", "ZULHIJJAH", "DZULHIJJAH", "DZULHIJAH", "ذو الحجة", "ذي الحجة"),
)  # fmt: skip
"""Printed names of each Islamic month, upper case, without marks of vowels and with spaces for hyphens."""

ARABIC_MONTHS: Final[tuple[tuple[str, ...], ...]] = (
    ("يناير", "كانون الثاني"), ("فبراير", "شباط"), ("مارس", "اذار"), ("ابريل", "نيسان"), ("مايو", "ايار"),
    ("يونيو", "يونيه", "حزيران"), ("يوليو", "يوليه", "تموز"), ("اغسطس", "اب"), ("سبتمبر", "ايلول"),
    ("اكتوبر", "تشرين الاول"), ("نوفمبر", "تشرين الثاني"), ("ديسمبر", "كانون الاول"),
)  # fmt: skip
"""Printed names of each Gregorian month in Arabic, of the Gulf and of the Levant; alif without its hamza."""

THAI_MONTHS: Final[tuple[tuple[str, ...], ...]] = (
    ("มกราคม", "ม.ค."), ("กุมภาพันธ์", "ก.พ."), ("มีนาคม", "มี.ค."), ("เมษายน", "เม.ย."), ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."), ("กรกฎาคม", "ก.ค."), ("สิงหาคม", "ส.ค."), ("กันยายน", "ก.ย."), ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."), ("ธันวาคม", "ธ.ค."),
)  # fmt: skip
"""Printed names of each month in Thai, whole and short."""

ROC_MARKS: Final = ("中華民國", "中华民国", "民國", "民国", "MINGUO", "R.O.C.", "ROC", "TAIWAN YEAR")
BUDDHIST_MARKS: Final = ("พุทธศักราช", "พ.ศ.", "B.E.", "BE")
HIJRI_MARKS: Final = ("A.H.", "AH", "H", "HIJRI", "HIJRIAH", "HIJRIYAH", "هـ", "ه", "هجرية", "هجري")
GREGORIAN_MARKS: Final = ("西元", "公元", "西暦", "A.D.", "AD", "C.E.", "CE", "MASEHI", "M", "م", "ميلادي", "ميلادية")

JAPANESE_ERAS: Final[tuple[tuple[tuple[str, ...], str, str], ...]] = (
    (("令和", "REIWA"), "2019-05-01", "9999-12-31"),
    (("平成", "HEISEI"), "1989-01-08", "2019-04-30"),
    (("昭和", "SHOWA"), "1926-12-25", "1989-01-07"),
)
"""Names of each era with its first and last day; year 1 is the calendar year in which it begins."""
