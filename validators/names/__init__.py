"""Names of people, companies and places: normal forms and explained comparisons.

The comparisons are made to be safe: a variation that occurs on genuine papers never gives ``different``. What cannot be
told apart from such a variation is ``compatible`` (the features say what was bridged) or ``cannot_tell`` (they say what
left it open). How well that works is measured by ``python -m bench.names`` (docs/screening.md).

>>> compare("SITI NUR AMINAH", "AMINAH<<SITI<NUR").likeness.value
'compatible'
>>> compare("H. MOH. JUSUF", "MUHAMMAD YUSUF").features
('title', 'abbreviation', 'spelling')
>>> compare("SITI AMINAH", "DEWI LESTARI").likeness.value
'different'
>>> compare_companies("PT MAJU JAYA SEJAHTERA", "PT MAJU JAYA SENTOSA").likeness.value
'different'
>>> compare_companies("PT MAJU JAYA SEJAHTERA", "MAJU JAYA SEJAHTERA PT").features
('form',)
>>> compare_places("KAB. TOBA SAMOSIR", "TOBA").features
('kind', 'old_name')
>>> compare_places("KAB. MALANG", "KEC. KEPANJEN").likeness.value
'cannot_tell'
"""

from validators.names.companies import compare_companies, is_company
from validators.names.people import compare
from validators.names.places import compare_places
from validators.names.words import Comparison, Likeness, normal

__all__ = ["Comparison", "Likeness", "compare", "compare_companies", "compare_places", "is_company", "normal"]
