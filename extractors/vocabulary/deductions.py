"""Words by which contracts say that something is taken off the wage, or that the worker pays for it.

Indonesian, Malay and English, with key words in Chinese, Japanese, Korean and Arabic. What a deduction means for the
worker is for rules to say (UU 18/2017 Ps 30, domain.md 4.2).
"""

from typing import Final

TAKEN_OFF: Final = (
    r"\bpotongan\b",
    r"\bp[eo]?motongan\b",
    r"\bdipotong\w*",
    r"\bmemotong\b",
    r"\bdeduct(?:s|ed|ion|ions|ible)?\b",
    r"\bwithh(?:eld|old)\b",
    r"\bditahan\b",
    r"\bdikurangi\b",
    r"\bdicicil\b|\bcicilan\b|\bangsuran\b|\binstalments?\b|\binstallments?\b",
    r"\brecovered? (?:from|by)\b|\brepay(?:s|ments?)? of\b",
    r"(?:ditanggung|dibebankan|dibayar)(?: oleh| kepada)? (?:pekerja|tki|pmi|pihak kedua|karyawan)\b",
    r"(?:borne|paid|payable) by (?:the )?(?:worker|employee|helper|fdw|domestic worker|second party)\b",
    r"扣款|扣除|控除|공제|부담금액|خصم|استقطاع",
)
"""Patterns of which one stands in a sentence, a heading or a label that names a deduction."""

NEGATIONS: Final = (
    r"\b(?:tidak|tak|tanpa|tiada|bukan|dilarang|nihil|no|not|never|without|none|neither|nor)\b",
    r"不得|免|なし|없음|لا يجوز|دون",
)
EXCEPTIONS: Final = r"\b(?:kecuali|selain|except|save|other than|apart from|hanya|only)\b"
"""Words after which a negated sentence names what is taken off after all."""

FILLERS: Final = (
    r"sebesar|sebanyak|sejumlah|senilai|adalah|yaitu|yakni|of|is|are|at|approx(?:imately)?\.?|about|sekitar|kira-kira|maks\w*"
    r"|amounting to|amount|in the amount|the|a|an|dan|and|atau|or|serta|juga|also|untuk|for|as|guna|per|setiap"
    r"|tiap|each|every"
    r"|bulan(?:nya)?|month(?:ly)?|bulanan|hanya|only|boleh|may|dapat|can|will|shall|akan|be|dilakukan|from|dari|gaji|upah|wages?"
    r"|salary|pekerja|worker|pihak|kedua|his|her|that|agrees?|fdw|employee|employees|by|way|oleh|terhadap|atas|selama|during"
    r"|helper|repays?|bayaran|hari|day|minggu|week|tahun|year|sebulan|seperti|berikut|following|items?|jenis|to"
)
"""Words at the edges of what is paid for that do not name it."""
