"""Titles of work contracts and of the papers that stand beside them, as patterns; case does not count.

Older titles and those of the destinations' standard forms: domain.md sections 2 to 4.
"""

from typing import Final

WORK_CONTRACT: Final = (
    r"(?:surat )?(?:perjanjian|kontrak)(?: kontrak)? kerja(?! ?sama)\b|perjanjian kerja laut"
    r"|(?:employment|labou?r|work|service) (?:contract|agreement)|(?:contract|agreement) (?:of|for) (?:employment|service)"
    r"|(?:contract|agreement) of employment|kontrak (?:pekerjaan|perkhidmatan|penggajian)|perjanjian (?:pekerjaan|perkhidmatan)"
    r"|seafarer.?s employment (?:agreement|contract)|(?:terms and )?conditions of employment|letter of appointment"
    r"|(?:勞\s?動|勞工|僱傭|聘僱|雇傭)\s?(?:契\s?約|合約)|雇用(?:契約書|条件書)|労働契約書|근로계약서|عقد\s?(?:ال)?عمل"
)
OTHER_PAPER: Final = (
    r"perjanjian\s+penempatan|placement\s+agreement|job\s+order\b(?!\s*(?:no|nomor|number|:|/|id))|demand\s+letter(?!\s*/)"
    r"|surat\s+permintaan(?!\s*(?:no|nomor|/))|surat\s+(?:izin|ijin|keterangan|pernyataan|tugas)|power\s+of\s+attorney"
    r"|surat\s+kuasa|recruitment\s+agreement|perjanjian\s+kerja\s*sama|sertifikat|certificate(?! no)|cost\s+statement|invoice"
    r"|slip\s+gaji|curriculum|surat\s+perjanjian\s+penempatan|kartu\s+keluarga|polis\s+asuransi"
)
