"""The mandatory clauses of a work contract, C1 to C15, and the wordings that show them.

Source of the list: UU 18/2017 Ps 15(2) and Perban BP2MI 1/2020 Ps 2(2), as in domain.md 4.1. Wordings: Indonesian,
Malay and English, with key words of the other languages that contracts of the destinations are printed in
(traditional Chinese, Arabic, Korean, Japanese). C1 and C2 (the parties) are shown by their names and addresses.
"""

from typing import Final

HEADINGS: Final[dict[str, str]] = {
    "C3": r"jabatan|jenis (?:dan \w+ )?pekerjaan|uraian (?:pekerjaan|tugas|jabatan)|tugas(?: pokok| pekerja|-tugas)?"
    r"|(?:ruang )?lingkup (?:kerja|pekerjaan|tugas)|bidang (?:kerja|pekerjaan|usaha)|^pekerjaan|pekerjaan dan"
    r"|jawatan|skop kerja"
    r"|job(?: description| title| position| duties)?$|position|occupation|(?:nature|type|kind|scope"
    r"|description) of (?:the )?"
    r"(?:work|duties|job|employment)|duties(?: and responsibilities)? of (?:the )?(?:domestic )?(?:worker|helper"
    r"|employee|fdw)"
    r"|contents? of (?:the )?(?:duties|work)|domestic duties|^duties$|appointment|designation|profession|\brank\b"
    r"|subject"
    r"|工作內容|工作項目|職務|從事工作|業務の?内容|職種|업무\s?내용|직무|직종|المهنة|طبيعة العمل|نوع العمل|الوظيفة",
    "C4": r"hak dan (?:kewajiban|tanggung jawab)|kewajiban|hak(?:-hak| pekerja| majikan)|tanggung ?jawab|kewajipan"
    r"|rights(?: and (?:obligations|duties|responsibilities))?|(?:obligations|responsibilities"
    r"|undertakings)(?: of| by|$)"
    r"|duties and (?:obligations|responsibilities|rights)|duties of (?:the )?(?:employer|parties|both)|權利|義務|権利"
    r"|의무|권리|حقوق|التزامات|واجبات",
    "C5": r"jam kerja|waktu (?:kerja|istirahat|bekerja)|hari (?:libur|istirahat|kerja|rehat)|istirahat|rehat"
    r"|\bcuti\b|hari raya"
    r"|working (?:hours|time|days)|hours of (?:work|rest)|^hours|rest (?:period|days?|time|hours)|days? off"
    r"|\bleave\b|holidays?"
    r"|recess|工時|工作時間|休假|休息|例假|假日"
    r"|労働時間|勤務時間|休日|休暇"
    r"|근로\s?시간|휴게|휴일|휴가|ساعات العمل|الراحة|الإجازة|الإجازات",
    "C6": r"\bupah\b|\bgaji\b|pengupahan|penggajian(?! asing)|imbalan|\bwages?\b|salary|salaries|remuneration"
    r"|\bpay\b|^payment"
    r"|emolument|lembur|overtime|工資|薪資|薪津|報酬|賃金|給与|임금|급여|보수|الأجر|الأجور|الراتب",
    "C7": r"akomodasi|fasilitas|kemudahan|tempat tinggal|\bmakan(?:an)?\b|konsumsi|penginapan|transportasi"
    r"|perumahan|asrama"
    r"|kesejahteraan|accommodation|lodging|housing(?! expense| allowance)|\bfood\b|\bmeals?\b|\bboard\b"
    r"|transport(?:ation)?|facilities|amenities|welfare"
    r"|膳宿|食宿|住宿|膳食|宿舎|住居|食事|숙식|숙박|숙소|السكن|الإقامة|الطعام|الإعاشة",
    "C8": r"asuransi|insurans|jaminan sosial|^jaminan$|jaminan kesehatan|kesehatan|perawatan|pengobatan|rawatan"
    r"|insurance"
    r"|social (?:security|protection|insurance)|medical|health ?care|health insurance|bpjs|perkeso|socso|pampasan"
    r"|workm[ae]n.s compensation|保險|勞健保|醫療|保険|보험|의료|التأمين|الرعاية الصحية|التأمينات|العلاج",
    "C9": r"jangka (?:waktu|masa)|masa (?:berlaku|kontrak|kerja|perjanjian|penggajian|bekerja)"
    r"|lama(?:nya)? (?:kontrak|perjanjian|kerja)"
    r"|waktu (?:perjanjian|kontrak)|duration|^term\b|terms? of (?:the )?(?:contract|labor|labour|agreement"
    r"|employment contract)"
    r"|period of (?:the )?(?:employment|contract|service)|(?:contract|employment|agreement) (?:period|term"
    r"|duration)|commencement"
    r"|tenure|tempoh|validity|effective|契約期間|契約期限|聘僱期間|雇用期間"
    r"|契約の?期間|계약\s?기간|근로\s?기간|مدة العقد|المدة|سريان",
    "C10": r"perpanjangan|pembaruan|pembaharuan|penyambungan|renewal|extension"
    r"|續約|續聘|展延|更新|갱신|연장|تجديد|تمديد",
    "C11": r"pemutusan|pengakhiran|penghentian|pemberhentian|\bphk\b|penamatan|terminat\w+|dismissal|resignation"
    r"|^(?:period of )?notice|終止|解約|解僱|解除|退職|解雇|해지|해고|퇴직|إنهاء العقد|فسخ|إنهاء",
    "C12": r"berakhirnya|(?:perjanjian|kontrak)(?: kerja)? berakhir|akhir (?:perjanjian|kontrak|hubungan)"
    r"|tamat(?:nya)? (?:kontrak|tempoh)"
    r"|end of (?:the )?(?:contract|agreement|employment)|\bexpir(?:y|ation)\b|completion of (?:the )?(?:contract"
    r"|agreement)"
    r"|屆滿|期滿|契約の?終了|계약\s?만료|종료|انتهاء العقد|انقضاء",
    "C13": r"perselisihan|sengketa|penyelesaian (?:masalah|perselisihan|sengketa)|pertikaian|pengaduan|keluhan"
    r"|disputes?|grievances?"
    r"|disagreements?|complaints?|settlement of|爭議|糾紛|申訴|紛争|苦情|분쟁|고충|المنازعات|الخلافات|تسوية|النزاعات",
    "C14": r"pemulangan|kepulangan|penghantaran (?:pulang|balik)|tiket|repatriation|passage|return (?:ticket"
    r"|airfare|home|passage|travel)"
    r"|air ?(?:fare|ticket|passage)|返國|機票|回國|帰国|귀국|항공권|العودة|تذكرة|إعادة",
    "C15": r"keselamatan|keamanan|p[e]?(?:r)?lindungan(?! sosial)|\bsafety\b"
    r"|(?<!social )\bsecurity\b(?! (?:deposit|bond))|protection"
    r"|安全|안전|السلامة|الأمن|الحماية|سلامة",
}  # fmt: skip
"""Clause -> a pattern of the words that a heading or a table's label names it by (case does not count)."""

SENTENCES: Final[dict[str, str]] = {
    "C3": r"(?:bekerja|dipekerjakan|mempekerjakan)\b[^.;]{0,80}\bsebagai (?!berikut)"
    r"|(?:employ\w*|works?|hired|engaged?|appoint\w*|serve)\b[^.;]{0,90}\bas (?:an? )?(?!follows|per |well|set"
    r"|agreed)[a-z]"
    r"|perform (?:only )?(?:domestic|household|the following) duties|(?:in|to) the (?:position|post|capacity) of"
    r"|melaksanakan tugas sebagai"
    r"|擔任|從事.{0,12}工作|يعمل .{0,50}بمهنة|بمهنة|従事",
    "C4": r"(?:wajib|berkewajiban|harus|hendaklah)\b[^.;]{0,40}(?:men?taati|mematuhi|menghormati|mengikuti peraturan)"
    r"|hak dan kewajiban|berkewajiban|(?:abide by|obey|observe) (?:the |all )?(?:laws?|rules?|regulations?|lawful"
    r"|instructions?)"
    r"|work diligently|rights and obligations|應遵守|يلتزم الطرف الثاني|يتعهد",
    "C5": r"\d{1,2}\s?(?:\([a-z ]+\)\s?)?(?:jam|hours?)(?: kerja| of work)?(?: /)? ?(?:sehari|per hari|a day"
    r"|per day|daily|seminggu"
    r"|per minggu|a week|per week|each day)|\brest days?\b|\bdays? off\b|hari (?:libur|istirahat|rehat)\b"
    r"|annual leave|cuti tahunan"
    r"|waktu istirahat|休息|每日.{0,3}小時|ساعات (?:راحة|عمل)|راحة يومية|يوم (?:راحة|إجازة)",
    "C6": r"(?:upah|gaji|wages?|salary|remuneration)\b[^.;]{0,90}(?:dibayar\w*|paid|pembayaran"
    r"|through (?:a )?bank|transfer)"
    r"|(?:pay|membayar\w*)\b[^.;]{0,60}(?:upah|gaji|wages?|salary)|每月工資|月薪|أجر\w* شهري|الأجر الشهري|راتب",
    "C7": r"(?:menyediakan|provid(?:e|es|ed|ing)|disediakan|memberikan|furnish\w*|suppl(?:y|ies)"
    r"|menanggung)\b[^.;]{0,70}?"
    r"(?:tempat tinggal|akomodasi|asrama|\bmakan|penginapan|kamar|transport|angkutan|accommodation|lodging"
    r"|housing|\bfood\b|\bmeals?\b"
    r"|dormitory|shuttle|living quarters|mess\b)"
    r"|(?:makan\w*|akomodasi|accommodation|\bfood\b|tempat tinggal|penginapan)\b[^.;]{0,90}(?:disediakan|provided"
    r"|ditanggung|borne)"
    r"|提供.{0,12}(?:膳食|住宿|食宿|膳宿)|(?:توفير|يوفر|بتوفير).{0,25}(?:السكن|سكن|الطعام)",
    "C8": r"asuransi|diasuransikan|\binsurance\b(?! fees?)|\binsur(?:e|es|ed|ing)\b|insurans|\bbpjs\b|perkeso"
    r"|socso|jaminan sosial"
    r"|medical (?:treatment|care|cost|expens)|biaya (?:berobat|pengobatan|perawatan)"
    r"|menanggung (?:biaya )?(?:pengobatan|perawatan)"
    r"|social (?:security|insurance)|投保|健康保險|تكاليف العلاج|التأمين",
    "C9": r"(?:berlaku|masa|jangka waktu|for a (?:period|term))\b[^.;]{0,40}\b(?:\d{1,2}|satu|dua|tiga|two"
    r"|three)\b[^.;]{0,25}"
    r"(?:tahun|bulan|years?|months?)|契約期間|مدة العقد",
    "C10": r"(?:dapat|bisa|boleh|akan) (?:diperpanjang|diperbarui|diperbaharui|disambung)|memperpanjang"
    r"|(?:may|shall|can|will|to) (?:be )?(?:automatically |mutually )?(?:renew|extend)(?:ed)?\b|(?:renew"
    r"|extend) (?:this|the) "
    r"|enter into a new contract|得(?:續約|展延)|續約|قابلة? للتجديد|يجدد",
    "C11": r"(?:dapat|berhak|boleh|akan) (?:memutus\w*|mengakhiri|menghentikan|diputus\w*|diakhiri|dihentikan)"
    r"|diberhentikan"
    r"|memutuskan (?:hubungan|kontrak|perjanjian)|pemutusan (?:hubungan|kontrak|perjanjian)"
    r"|terminat\w+ (?:of )?(?:this|the|his|her)\b"
    r"|(?:party|employer|worker|side) may (?:\w+ ){0,3}(?:terminate|end) |may be (?:terminated|dissolved|ended)"
    r"|終止(?:本)?契約|إنهاء (?:هذا )?العقد",
    "C12": r"(?:perjanjian|kontrak)(?: kerja)?(?: ini)? (?:akan )?(?:berakhir|tamat)(?: dengan sendirinya"
    r"| demi hukum)?,?\s*"
    r"(?:apabila|jika|bila|karena|dalam hal|pada saat masa|:)"
    r"|(?:contract|agreement) (?:shall |will )?(?:be deemed to )?(?:end|ends|expires?|ceases?|lapses?"
    r"|comes? to an end)\b[^.;]{0,20}"
    r"(?:when|if|upon|on|in the event|automatically|:)|ينتهي (?:هذا )?العقد|契約.{0,6}終了する",
    "C13": r"perselisihan|sengketa|\bdisputes?\b|musyawarah|mediasi|pertikaian|調解|爭議|المنازعات|الخلافات|خلاف",
    "C14": r"memulangkan|dipulangkan|(?:biaya|ongkos|tiket|tambang)(?: pesawat)? (?:pulang|balik|pemulangan"
    r"|kepulangan)|pemulangan|repatriat\w+"
    r"|return (?:passage|ticket|air ?(?:fare|ticket|passage)|fare|travel|flight)|(?:cost|expenses?) of (?:the )?return"
    r"|returning home|passage home|air passage|機票|返國|تذكرة|عودة الطرف",
    "C15": r"(?:menjamin|memberikan|jaminan|menjaga)\b[^.;]{0,60}(?:keselamatan|keamanan)|(?:ensure|guarantee"
    r"|maintain|respect|protect)\w*"
    r"\b[^.;]{0,150}\b(?:safety|security|safe|harassment|abuse)\b|安全(?:衛生|的)|ضمان سلامت|سلامة",
}  # fmt: skip
"""Clause -> a pattern of what its sentences say where no heading names it."""
