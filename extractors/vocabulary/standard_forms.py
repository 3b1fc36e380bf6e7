"""Standard contract forms of the destinations, and the signs by which each is known: form number, title, wordings.

Names of forms from domain.md section 2; wordings as the forms' public versions print them, seen 2026-11. One sign
alone may be quoted by any paper; two signs of different kinds are asked for.
"""

from typing import Final

SIGNS: Final[dict[str, dict[str, str]]] = {
    "HK_ID407": {
        "number": r"\bI\.?D\.?\s?407\b|\bD\.?\s?H\.?\s+Contract\s+No",
        "title": r"employment contract\s*\(?\s*for a domestic helper recruited"
        r"|從外國聘用家庭傭工|外籍家庭傭工.{0,12}合約",
        "schedule": r"schedule of accommodation and domestic duties|住宿及家務安排",
        "origin": r"place of origin for the purpose of this contract",
        "law": r"employment ordinance,?\s*\(?cap\.?\s*57|僱傭條例",
        "commissioner": r"prior consent of the commissioner for labour",
    },
    "TW_HOUSEHOLD": {
        "title": r"家庭(?:看護|幫傭|外籍)\w{0,3}.{0,12}契約"
        r"|(?:perjanjian|kontrak) kerja.{0,20}(?:perawat|penata laksana"
        r"|keluarga).{0,60}"
        r"(?:rumah tangga|taiwan)|(?:labor|employment) contract.{0,20}(?:family|household|home) (?:caretaker"
        r"|caregiver|helper|nurse)",
        "parties": r"甲\s?方.{0,400}乙\s?方",
        "care": r"被看護人|受照顧|orang (?:yang )?(?:sakit|dirawat|jompo)|pasien|care recipient",
        "money": r"新[台臺]幣|NT\s?\$|NTD|TWD",
        "insurance": r"全民健康保險|意外保險|national health insurance",
    },
    "MY_DOMESTIC": {
        "title": r"(?:standard employment contract|contract of (?:employment|service)).{0,30}(?:domestic worker"
        r"|domestic helper|pembantu rumah)"
        r"|kontrak pekerjaan.{0,30}pembantu rumah|one (?:maid|worker) one task|one channel system",
        "duties": r"duties and responsibilities of (?:the )?domestic (?:worker|helper)",
        "residence": r"place of (?:work and )?residence of (?:the )?domestic (?:worker|helper)",
        "exit": r"original exit point|foreign worker hospitalization|socso|perkeso",
        "money": r"ringgit malaysia|\bRM\s?\d",
    },
    "KR_EPS": {
        "number": r"별지\s*제\s?6호|attached form\s?no\.?\s?6\b",
        "title": r"표준근로계약서|standard labou?r contract|kontrak kerja standar",
        "parties": r"agree to fully comply with the terms of the contract|성실히 이행할 것을 약정|berjanji mematuhi",
        "newcomers": r"newcomers?(?: or re-?entering)|재입국|employment permit system|고용허가|외국인근로자의 고용",
        "recess": r"recess hours|휴게시간",
        "money": r"\bKRW\b|\bwon\b|원\b",
    },
    "SA_MUSANED": {
        "platform": r"\bmusaned\b|مساند",
        "title": r"domestic (?:worker|labou?r)s? (?:employment|service) contract|عقد عمل.{0,12}منزلي|عمالة منزلية",
        "ministry": r"ministry of human resources and social development|وزارة الموارد البشرية",
    },
    "JP_SSW": {
        "number": r"参考様式第.{1,4}[-－ー－−].{1,3}号|reference form\s?1-[56]",
        "title": r"雇用条件書|conditions of employment|雇用契約書",
        "status": r"特定技能|specified skilled worker",
    },
}  # fmt: skip
"""Form -> kind of sign -> pattern (case does not count)."""
ASKED: Final = 2
"""Signs of different kinds that a paper shows at least."""
PROPER: Final = frozenset({"number", "title", "schedule", "duties", "platform", "newcomers", "status"})
"""Kinds of which one at least must be among them."""
