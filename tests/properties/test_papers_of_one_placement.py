"""Rules that hold a contract against other papers: innocent changes raise nothing, garbage breaks nothing."""

from datetime import date

from hypothesis import given, settings, strategies as st

from extractors.model import Document, Field, FieldStatus, Reading, ReadingSource
from tests.fixtures.genuine_file import genuine_file
from tests.fixtures.paper_case import paper, place, subject
from validators.model import Outcome, RuleRun
from validators.rule import Subject, load, run, subjects

FAMILIES = ("VIS", "JOB", "SUB", "LNG", "SIG")
RULES = [entry for code, entry in load().items() if code[:3] in FAMILIES or "CON010" <= code <= "CON016"]
CALM = settings(deadline=None, max_examples=60)
FILES = [genuine_file(seed) for seed in range(41, 53)]
KINDS = (
    "work_contract",
    "visa",
    "job_order",
    "placement_agreement",
    "agency_licence",
    "worker_card",
    "social_security",
)
WORDS = {
    "DOMESTIC HELPER": ("PENATA LAKSANA RUMAH TANGGA", "PEKERJA RUMAH TANGGA", "DOMESTIC WORKER"),
    "DOMESTIC WORKER": ("PEKERJA RUMAH TANGGA", "HOUSEMAID", "ASISTEN RUMAH TANGGA"),
    "CAREGIVER": ("PERAWAT LANSIA", "CARETAKER", "PEKERJA RUMAH TANGGA"),
    "FACTORY OPERATOR": ("OPERATOR PABRIK", "FACTORY WORKER", "PRODUCTION OPERATOR"),
    "PRODUCTION OPERATOR": ("OPERATOR PRODUKSI", "FACTORY WORKER"),
    "PLANTATION WORKER": ("PEKERJA PERKEBUNAN", "BURUH LADANG", "HARVESTER"),
    "SHOP ASSISTANT": ("PELAYAN TOKO", "PRAMUNIAGA"),
}


def flagged(case: Subject) -> list[RuleRun]:
    runs = [run(entry, each) for entry in RULES for each in subjects(entry, case)]
    return [entry for entry in runs if entry.outcome is Outcome.FLAGGED]


def changed(document: Document, name: str, value: str) -> Document:
    field = document.fields.get(name)
    if field is None:
        return document
    return document.model_copy(update={"fields": {**document.fields, name: field.model_copy(update={"value": value})}})


def company(draw: st.DrawFn, name: str) -> str:
    """Another way in which a paper writes the same company or person."""
    words = name.split()
    if words[0] in {"PT", "PT."}:
        rest = " ".join(words[1:])
        return draw(st.sampled_from([f"PT. {rest}", f"{rest}, PT", f"{rest} PT", name.lower(), rest]))
    if name.endswith(("BHD.", "LTD.")):
        cut = name.replace(" SDN. BHD.", "").replace(" CO., LTD.", "").replace(",", "")
        return draw(st.sampled_from([name, cut, name.replace(".", ""), name.title()]))
    return draw(st.sampled_from([name, f"MR {name}", f"MS. {name}", " ".join(draw(st.permutations(words)))]))


def rewritten(draw: st.DrawFn, document: Document) -> Document:
    """The same paper, its parties and the job written in another way, the worker's address moved."""
    for name in ("employer_name", "agency_name"):
        if name in document.fields:
            document = changed(document, name, company(draw, document.fields[name].text))
    if "position" in document.fields:
        position = document.fields["position"].text
        document = changed(document, "position", draw(st.sampled_from([position, *WORDS.get(position, ())])))
    return changed(document, "worker_address", draw(st.text("ABCDEFGH 123", max_size=20)))


@st.composite
def innocent_file(draw: st.DrawFn) -> Subject:
    """A genuine file in which each paper writes things its own way, in any order, some papers scanned twice."""
    papers = [rewritten(draw, document) for document in draw(st.sampled_from(FILES))]
    again = draw(st.lists(st.sampled_from(papers), max_size=3))
    papers += [document.model_copy(update={"id": f"D{90 + at:03}"}) for at, document in enumerate(again)]
    left_out = draw(st.sets(st.sampled_from([document.id for document in papers]), max_size=3))
    kept = [document for document in draw(st.permutations(papers)) if document.id not in left_out]
    return subject(*kept)


@CALM
@given(innocent_file())
def test_innocent_ways_of_writing_and_scans_of_one_paper_raise_nothing(case: Subject) -> None:
    assert [(entry.rule, entry.findings) for entry in flagged(case)] == []


def test_a_genuine_file_is_decided_and_not_left_open() -> None:
    """All would be in vain if every rule abstained on a whole, well-read file."""
    for papers in FILES:
        runs = [run(entry, each) for entry in RULES for each in subjects(entry, subject(*papers))]
        passed = {entry.rule for entry in runs if entry.outcome is Outcome.PASSED}
        assert {"CON010", "CON011", "CON012", "CON013", "CON014", "JOB001", "JOB002", "JOB003", "JOB004"} <= passed
        assert {"VIS001", "VIS002", "LNG001"} <= passed


VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "NaN", "-1", "1e999", "0001-01-01", "9999-12-31", "2026-13-40", "MYS", "８", "٣ jam per hari"]
    ),
    st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str),
    st.integers(-9, 10**30).map(str),
)
LISTS = st.lists(
    st.dictionaries(
        st.sampled_from(["field", "language", "value", "item", "amount", "currency", "party", "kind", "region"]),
        st.one_of(VALUES, st.none(), st.integers(), st.just(place(3).model_dump())),
        max_size=6,
    ),
    max_size=4,
)
NAMES = sorted(
    {name for papers in FILES for document in papers for name in document.fields}
    | {"deductions", "signatures", "mrz_line_2", "visa_type", "missing_pages"}
)


@st.composite
def field(draw: st.DrawFn) -> Field:
    value = draw(st.one_of(VALUES, LISTS))
    readings = tuple(
        Reading(
            source=ReadingSource.VISUAL,
            engine=draw(st.sampled_from(["a", "b"])),
            raw="",
            value=draw(VALUES),
            confidence=draw(st.floats(0, 1)),
            region=draw(st.sampled_from([None, place(1), place(2)])),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    return Field(
        value=value,
        raw="",
        confidence=draw(st.floats(0, 1)),
        status=draw(st.sampled_from([FieldStatus.OK, FieldStatus.OK, FieldStatus.OK, *FieldStatus])),
        source=ReadingSource.VISUAL,
        region=draw(st.sampled_from([None, place(1), place(2)])),
        readings=readings,
    )


@st.composite
def garbage(draw: st.DrawFn) -> Subject:
    """Papers with anything in any field."""
    kinds = draw(st.lists(st.sampled_from([*KINDS, "work_contract"]), min_size=1, max_size=4))
    return subject(
        *(
            paper(kind, f"D{at:03}", **draw(st.dictionaries(st.sampled_from(NAMES), field(), max_size=12)))
            for at, kind in enumerate(kinds)
        )
    )


@CALM
@given(garbage())
def test_garbage_in_any_field_breaks_no_rule(case: Subject) -> None:
    for entry in RULES:
        for each in subjects(entry, case):
            assert run(entry, each).outcome in Outcome


@CALM
@given(st.sampled_from(FILES), st.data())
def test_what_is_not_read_surely_is_never_flagged(papers: tuple[Document, ...], data: st.DataObject) -> None:
    """Another placement's papers, of which nothing was read surely, contradict nothing."""
    others = data.draw(st.sampled_from(FILES))
    unsure = [
        document.model_copy(
            update={
                "id": f"D{80 + at:03}",
                "fields": {
                    name: one.model_copy(update={"status": FieldStatus.DOUBTFUL})
                    for name, one in document.fields.items()
                },
            }
        )
        for at, document in enumerate(others)
    ]
    assert flagged(subject(*papers, *unsure)) == []


@CALM
@given(st.sampled_from(FILES), st.integers(2, 40), st.booleans())
def test_a_lower_wage_in_a_later_contract_is_always_seen(
    papers: tuple[Document, ...], percent: int, first: bool
) -> None:
    """In whatever order the two contracts were filed."""
    contract = papers[0]
    wage, signed = int(contract.fields["wage_amount"].text), date.fromisoformat(contract.fields["signed_on"].text)
    later = changed(contract, "wage_amount", str(wage * (100 - percent) // 100))
    later = changed(later, "signed_on", str(date.fromordinal(signed.toordinal() + 20))).model_copy(
        update={"id": "D099"}
    )
    pair = (later, contract) if first else (contract, later)
    assert "SUB001" in {entry.rule for entry in flagged(subject(*pair, *papers[1:]))}
