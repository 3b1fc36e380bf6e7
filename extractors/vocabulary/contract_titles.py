"""Titles of work contracts and of the papers that stand beside them, as patterns; case does not count.

Older titles and those of the destinations' standard forms: domain.md sections 2 to 4.
"""

from typing import Final

WORK_CONTRACT: Final = (
    r"(?:surat )?(?:perjanjian|kontrak)(?: kontrak)? kerja(?! ?sama)\b|perjanjian kerja laut"
    r"|(?:employment|labou?r|work|service) (?:contract|agreement)|(?:contract|agreement) (?:of|for) (?:employment"
    r"|service)"
    r"|(?:contract|agreement) of employment|kontrak (?:pekerjaan|perkhidmatan|penggajian)|perjanjian (?:pekerjaan"
    r"|perkhidmatan)"
    r"|seafarer.?s employment (?:agreement|contract)|(?:terms and )?conditions of employment|letter of appointment"
    r"|(?:勞\s?動|勞工|僱傭|聘僱|雇傭)\s?(?:契\s?約|合約)|雇用(?:契約書|条件書)|労働契約書|근로계약서|عقد\s?(?:ال)?عمل"
)
OTHER_PAPER: Final = (
    r"perjanjian\s+penempatan|placement\s+agreement|job\s+order\b(?!\s*(?:no|nomor|number|:|/|id))|demand\s+letter(?!\s*/)"
    r"|surat\s+permintaan(?!\s*(?:no|nomor|/))|surat\s+(?:izin|ijin|keterangan|pernyataan|tugas)|power\s+of\s+attorney"
    r"|surat\s+kuasa|recruitment\s+agreement|perjanjian\s+kerja\s*sama|sertifikat|certificate(?! no)"
    r"|cost\s+statement|invoice"
    r"|slip\s+gaji|curriculum|surat\s+perjanjian\s+penempatan|kartu\s+keluarga|polis\s+asuransi"
)
CONTRACT_SIGNS: Final = (
    r"\b(?:majikan|employer|pemberi kerja|pengguna jasa|pemilik kapal|ship ?owner)\b|雇主|사용자|الطرف الأول",
    r"\b(?:pekerja|worker|employee|tenaga kerja|helper|karyawan|seafarer|pelaut)\b|勞工|근로자|الطرف الثاني",
    r"\b(?:upah|gaji|wages?|salary)\b|工資|薪資|임금|الأجر|賃金",
    r"\b(?:pihak (?:pertama|kesatu|kedua)|(?:first|second) party)\b|甲方|乙方",
    r"\b(?:pasal|article|fasal)\s+\(?\w+|第.{1,3}[條条]|المادة",
    r"\b(?:jam kerja|waktu kerja|working hours|hours of work|lembur|overtime|rest days?|masa bekerja)\b|근로시간|工時",
    r"\b(?:jangka waktu|contract period|duration|masa kontrak|pemutusan|terminat\w+|perselisihan|disputes?|tempoh)\b",
)
"""What work contracts speak of besides their title: the two parties, the wage, how the parties are called, articles,
hours, the term and its end."""
