"""Signed PDFs, as they were signed and after what people and programs do to them."""

import datetime as dt
import logging
import re

import pikepdf
import pytest
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from extractors.model import TraceState
from samples.forgeries import signed_pdf as pdf
from validators.forensics.budget import OutOfTime, within
from validators.forensics.check import Measured, Result, load, run
from validators.forensics.exhibit import Exhibit, Sheet
from validators.forensics.program import NO_PIXELS, line
from validators.forensics.strata import Stratum

WAGE = pdf.WAGE_BOX


@pytest.fixture(autouse=True)
def _quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def clean() -> bytes:
    return pdf.signed(pdf.contract(form=True))


def result(data: bytes, *trusted: pdf.Holder, papers: int = 1) -> Result:
    sheets = tuple(Sheet(index, NO_PIXELS, document=index) for index in range(papers))
    whom = tuple(one.der for one in trusted or (pdf.authority(),))
    return run(load()["pdf_signatures"], Exhibit(data, "application/pdf", Stratum.BORN_DIGITAL, sheets, whom))


def signatures(data: bytes, *trusted: pdf.Holder) -> list[dict[str, str]]:
    return [dict(one.facts) for one in result(data, *trusted).measured if "change" not in one.facts]


def changes(data: bytes) -> list[Measured]:
    return [one for one in result(data).measured if "change" in one.facts]


def kinds(data: bytes) -> set[str]:
    return {one.facts["change"] for one in changes(data)}


# -- as signed ---------------------------------------------------------------------------------------------------------


def test_a_signed_file_is_intact_trusted_and_shows_no_change(clean):
    (one,) = signatures(clean)
    assert one["outcome"] == "intact"
    assert (one["trust"], one["coverage"], one["changes"]) == ("trusted", "whole_file", "none")
    assert (one["signed_at"], one["time_source"]) == ("2026-03-10T02:00:00+00:00", "signer")
    assert one["revocation"] == "not_checked"
    assert not changes(clean)


def test_no_person_s_name_is_in_the_facts(clean):
    himself = pdf.signed(pdf.contract(), pdf.holder("SITI NUR AMINAH", ""), chain=())
    for facts in (*signatures(clean), *signatures(himself)):
        assert not any("PEJABAT" in text or "SITI" in text for text in facts.values())


def test_the_place_of_the_signature_is_told_for_every_paper_of_the_file(clean):
    first, second = result(clean, papers=2).measured
    assert (first.document, second.document) == (0, 1)
    assert first.region is not None
    assert first.region.x0 == pytest.approx(350 / 595, abs=0.002)
    assert first.region.y1 == pytest.approx(1 - 60 / 842, abs=0.002)


def test_on_a_turned_page_the_place_is_where_one_sees_it():
    turned = pdf.rewritten(pdf.contract(), turn=90)
    (one,) = result(pdf.signed(turned)).measured
    assert one.region is not None
    assert one.region.y0 == pytest.approx(350 / 595, abs=0.002)  # what was across is down
    assert any("5.100" in change.facts.get("was", "") for change in changes(pdf.retyped(pdf.signed(turned))))


def test_an_unsigned_file_says_so():
    assert [dict(one.facts) for one in result(pdf.contract()).measured] == [{"signatures": "0"}]
    packed = pdf.rewritten(pdf.contract(), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert [dict(one.facts) for one in result(packed).measured] == [{"signatures": "0"}]


@pytest.mark.parametrize("subfilter", [SigSeedSubFilter.ADOBE_PKCS7_DETACHED, SigSeedSubFilter.PADES])
def test_both_usual_forms_of_signature_are_read(subfilter):
    (one,) = signatures(pdf.signed(pdf.contract(), subfilter=subfilter))
    assert (one["outcome"], one["trust"]) == ("intact", "trusted")


# -- who vouches -------------------------------------------------------------------------------------------------------


def test_an_authority_outside_the_folder_is_unknown_and_named():
    other = pdf.holder("CA LAIN", "BADAN LAIN", ca=True)
    (one,) = signatures(pdf.signed(pdf.contract(), pdf.holder("PEJABAT", issuer=other), chain=(other,)))
    assert (one["outcome"], one["trust"], one["issuer"]) == ("intact", "unknown_issuer", "BADAN LAIN")


def test_an_intermediate_authority_may_come_with_the_signature():
    root = pdf.authority()
    middle = pdf.holder("CA ANTARA", issuer=root, ca=True)
    data = pdf.signed(pdf.contract(), pdf.holder("PEJABAT DAERAH", issuer=middle), chain=(middle,))
    assert signatures(data, root)[0]["trust"] == "trusted"
    assert signatures(data, middle)[0]["trust"] == "trusted"
    assert signatures(data, pdf.holder("CA LAIN", ca=True))[0]["trust"] == "unknown_issuer"


def test_a_signer_alone_is_no_authority():
    (one,) = signatures(pdf.signed(pdf.contract(), pdf.holder("SITI", "SITI"), chain=()))
    assert (one["outcome"], one["trust"]) == ("intact", "self_signed")


@pytest.mark.parametrize(("year", "trust"), [(2024, "trusted"), (2026, "not_valid_then")])
def test_a_certificate_is_judged_on_the_day_of_signing(year, trust):
    ended = pdf.holder("PEJABAT LAMA", issuer=pdf.authority(), years=(2020, 2025))
    data = pdf.signed(pdf.contract(), ended, at=dt.datetime(year, 3, 10, tzinfo=dt.UTC))
    assert signatures(data)[0]["trust"] == trust


def test_an_authority_that_had_run_out_on_that_day_vouches_for_nobody():
    old = pdf.holder("CA LAMA", ca=True, years=(2015, 2025))
    data = pdf.signed(pdf.contract(), pdf.holder("PEJABAT", issuer=old), chain=(old,))
    assert signatures(data, old)[0]["trust"] != "trusted"


def test_a_certificate_for_another_use_is_told():
    another = pdf.holder("SERVER CONTOH", issuer=pdf.authority(), ca=True)
    assert signatures(pdf.signed(pdf.contract(), another))[0]["trust"] == "not_for_signing"


def test_a_trusted_time_stamp_gives_the_time_and_another_does_not():
    stamping = pdf.holder("TSA CONTOH", issuer=pdf.authority(), stamps_time=True)
    data = pdf.signed(pdf.contract(), stamper=pdf.stamper(stamping, pdf.SIGNED_AT + dt.timedelta(hours=1)))
    (one,) = signatures(data)
    assert (one["timestamp"], one["time_source"]) == ("trusted", "timestamp")
    assert one["signed_at"] == "2026-03-10T03:00:00+00:00"
    (elsewhere,) = signatures(data, pdf.holder("CA LAIN", ca=True))
    assert (elsewhere["timestamp"], elsewhere["time_source"]) == ("unknown_issuer", "signer")


# -- what came after ---------------------------------------------------------------------------------------------------


def test_a_second_signature_is_allowed_and_no_change_of_the_paper(clean):
    data = pdf.signed(clean, field_name="Tanda2", box=(72, 60, 240, 120))
    first, second = signatures(data)
    assert (first["outcome"], second["outcome"]) == ("allowed", "intact")
    assert not changes(data)


def test_a_second_signature_whose_picture_hides_the_wage_is_told_with_what_stood_there(clean):
    (one,) = changes(pdf.signed(clean, field_name="Tanda2", box=WAGE, style=pdf.OPAQUE))
    assert (one.facts["change"], one.facts["was"], one.facts["outcome"]) == ("over_text", pdf.WAGE, "allowed")


def test_a_change_on_a_page_that_is_not_drawn_is_not_called_none():
    data = pdf.retyped(pdf.signed(pdf.contract(pages=70)), page=65)
    assert kinds(data) == {"not_drawn"}


def test_a_field_filled_after_the_signature_is_allowed_and_told(clean):
    data = pdf.filled(clean, "diterima")
    assert signatures(data)[0]["outcome"] == "allowed"
    (one,) = changes(data)
    assert (one.facts["change"], one.facts["now"], one.facts["outcome"]) == ("field", "diterima", "allowed")
    assert one.region is not None


def test_a_field_that_the_signer_locked_is_a_change():
    data = pdf.filled(
        pdf.signed(pdf.contract(form=True), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES), "HKD 9.900"
    )
    (one,) = signatures(data)
    assert (one["kind"], one["outcome"]) == ("certification", "changed")
    assert [(change.facts["change"], change.facts["now"]) for change in changes(data)] == [("field", "HKD 9.900")]


def test_data_that_keep_a_signature_verifiable_are_no_change(clean):
    data = pdf.with_store(clean, pdf.authority())
    (one,) = signatures(data)
    assert (one["outcome"], one["changes"]) == ("intact", "archive")
    assert not changes(data)


def test_blank_lines_behind_the_file_are_no_change(clean):
    assert signatures(clean + b"\r\n\r\n")[0]["outcome"] == "intact"


def test_a_wage_painted_over_later_is_shown_with_both_amounts(clean):
    data = pdf.retyped(clean)
    (one,) = signatures(data)
    assert (one["outcome"], one["coverage"], one["trust"]) == ("changed", "whole_revision", "trusted")
    (change,) = changes(data)
    assert change.facts["change"] == "content"
    assert "5.100" in change.facts["was"]
    assert "9.900" in change.facts["now"]
    assert change.region is not None
    assert change.region.x0 > WAGE[0] / 595 - 0.01
    assert change.region.y1 < 1 - WAGE[1] / 842 + 0.01
    assert change.shown is not None
    assert change.shown.min() < 128 < change.shown.max()  # a picture with the old print on it


def test_a_change_between_two_signatures_is_the_first_one_s(clean):
    data = pdf.signed(pdf.retyped(clean), field_name="Tanda2", box=(72, 60, 240, 120))
    first, second = signatures(data)
    assert (first["outcome"], second["outcome"]) == ("changed", "intact")
    assert kinds(data) == {"content"}


def test_an_annotation_over_the_wage_hides_it(clean):
    (one,) = changes(pdf.noted(clean, WAGE, "1 1 1"))
    assert (one.facts["change"], one.facts["was"]) == ("over_text", pdf.WAGE)


def test_a_stroke_beside_a_number_is_no_note(clean):
    assert kinds(pdf.noted(clean, (243, 625, 248, 636), "0 0 0")) == {"over_text"}


def test_a_stamp_on_free_paper_and_a_marker_on_text_are_notes(clean):
    assert kinds(pdf.noted(clean, (72, 300, 160, 340))) == {"note"}
    assert kinds(pdf.noted(clean, WAGE, "1 1 0", blend=True)) <= {"note"}


def test_a_page_added_later_is_told(clean):
    assert kinds(pdf.longer(clean)) == {"page_added"}


def test_a_signature_taken_out_is_found_in_the_revision_that_had_it(clean):
    (one,) = signatures(pdf.unsigned(clean))
    assert (one["outcome"], one["trust"]) == ("removed", "trusted")
    assert not changes(pdf.unsigned(clean))
    edited = pdf.retyped(pdf.unsigned(clean))
    assert kinds(edited) == {"content"}


@pytest.mark.parametrize(
    "how", [{}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {"linearize": True}, {"turn": 90}]
)
def test_a_file_saved_anew_is_not_called_changed(clean, how):
    (one,) = signatures(pdf.rewritten(clean, **how))
    assert one["outcome"] == "rewritten"
    assert not changes(pdf.rewritten(clean, **how))


def test_a_signed_byte_changed_in_place_breaks_the_signature():
    data = pdf.signed(pdf.contract())
    offset = data.index(b"Width") if b"Width" in data else data.index(b"/Font")
    broken = data[:offset] + b"w" + data[offset + 1 :]
    assert signatures(broken)[0]["outcome"] == "broken"


# -- hostile files -----------------------------------------------------------------------------------------------------


def ranges(data: bytes, text: bytes) -> bytes:
    """``data`` with other ranges, in the room that the signer left for them."""
    found = re.search(rb"/ByteRange\s*\[[^]]*\] *", data)
    return pdf.patched(data, found.group(), b"/ByteRange" + text.ljust(len(found.group()) - 10))


HOSTILE = {
    "huge": b"[0 9 999999999999 9]",
    "far over the end": b"[0 100 200 99999999]",
    "overlapping": b"[0 900 100 900]",
    "negative": b"[0 -5 100 900]",
    "from elsewhere": b"[7 100 200 300]",
    "too few": b"[0 100]",
    "too many": b"[0 9 9 9 9 9 9 9]",
    "no numbers": b"[/A (b) 7 8]",
    "no list": b" 77",
    "empty": b"[0 0 0 0]",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_odd_ranges_have_an_outcome_and_are_never_intact(text):
    found = result(ranges(pdf.signed(pdf.contract()), text))
    assert found.state is not TraceState.NOT_APPLICABLE
    outcomes = {one.facts["outcome"] for one in found.measured}
    assert outcomes <= {"unparsable", "rewritten", "broken", "unsupported"}
    assert outcomes or found.state is TraceState.FAILED


def contents(data: bytes, change) -> bytes:
    found = re.search(rb"/Contents\s*<([0-9A-Fa-f]+)>", data)
    return data[: found.start(1)] + change(found.group(1)) + data[found.end(1) :]


CONTAINERS = {
    "cut": lambda hexed: hexed[:200].ljust(len(hexed), b"0"),
    "zeros": lambda hexed: b"0" * len(hexed),
    "noise": lambda hexed: (b"DEADBEEF" * len(hexed))[: len(hexed)],
    "another length": lambda hexed: b"3084FFFFFFFF" + hexed[12:],
    "deep": lambda hexed: (b"3080" * len(hexed))[: len(hexed)],
    "an unknown algorithm": lambda hexed: hexed.lower().replace(b"608648016503040201", b"608648016503040299"),
    "other attributes": lambda hexed: hexed.lower().replace(b"2a864886f70d010904", b"2a864886f70d010999"),
    "text that is no UTF-8": lambda hexed: hexed.lower().replace(b"434f4e544f48", b"ff4ffe54ff48"),
}


@pytest.mark.parametrize("change", CONTAINERS.values(), ids=CONTAINERS)
def test_a_container_that_is_cut_or_odd_has_an_outcome_and_hides_no_other_signature(change):
    data = pdf.signed(contents(pdf.signed(pdf.contract()), change), field_name="Tanda2", box=(72, 60, 240, 120))
    first, second = signatures(data)
    assert first["outcome"] not in {"intact", "allowed"}
    assert second["outcome"] == "intact"


def test_a_field_without_contents_is_told():
    data = pdf.signed(pdf.contract()).replace(b"/Contents <", b"/Kontents <", 1)
    assert signatures(data)[0]["outcome"] == "unparsable"


def test_an_old_or_unknown_form_of_signature_is_unsupported_and_not_broken():
    data = pdf.signed(pdf.contract())
    for other in (b"/adbe.pkcs7.deta", b"/adbe.x509.rsa_s"):
        odd = pdf.patched(data, b"/adbe.pkcs7.detached", other.ljust(20, b"z"))
        assert signatures(odd)[0]["outcome"] == "unsupported"


def test_three_thousand_revisions_end_in_time_and_are_not_intact(clean):
    with within(20):
        data = pdf.revisions(clean, 3000)
        (one,) = signatures(data)
    assert (one["outcome"], one["changes"]) == ("changed", "too_many_revisions")
    assert not changes(data)


def test_a_few_empty_revisions_are_looked_through(clean):
    assert signatures(pdf.revisions(clean, 5))[0]["outcome"] == "intact"


def test_an_encrypted_signed_file_is_read_where_it_opens_without_a_password(clean):
    locked = pdf.rewritten(clean, encryption=pikepdf.Encryption(owner="a", user=""))
    assert signatures(locked)[0]["outcome"] in {"rewritten", "unparsable"}
    closed = result(pdf.rewritten(clean, encryption=pikepdf.Encryption(owner="a", user="b")))
    assert (closed.state, closed.reason) == (TraceState.FAILED, "encrypted")


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", b"%PDF-1.7 /ByteRange [0 1 2 3]", b"%PDF-1.7 /ObjStm", b"/ByteRange" * 1000],
    ids=["nothing", "a head", "ranges alone", "a stream's name", "many ranges"],
)
def test_a_file_that_cannot_be_read_has_an_outcome(data):
    found = result(data)
    assert found.state is TraceState.FAILED or not any("outcome" in one.facts for one in found.measured)
    line(found)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_never_intact(clean, share):
    found = result(clean[: int(len(clean) * share)])
    assert not any(one.facts.get("outcome") in {"intact", "allowed"} for one in found.measured)


def test_fields_that_hold_themselves_end(clean):
    import io

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(clean)) as file:
        field = file.Root.AcroForm.Fields[0]
        field.Kids = pikepdf.Array([field])
        del field["/FT"]
        file.save(out)
    assert result(out.getvalue()).state in set(TraceState)


def test_what_is_measured_can_be_sent(clean):
    for data in (clean, pdf.retyped(clean), pdf.rewritten(clean)):
        assert line(result(data)).measured


def test_a_budget_ends_work_that_takes_too_long():
    def work() -> None:
        while True:
            pass

    with pytest.raises(OutOfTime), within(0.05):
        work()
    with within(5):
        pass
