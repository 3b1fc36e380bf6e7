"""A PDF goes through the shut-in program, and what was seen there reaches the rules with its pictures."""

from dataclasses import replace

import numpy as np

from extractors.engine import PageImage
from extractors.grouping import Group
from extractors.model import Document, DocumentState, Field, FieldStatus, ReadingSource, Region, TraceState
from samples.forgeries.pdf_edits import edited
from tests.fixtures.examined_upload import traced_by_all
from tests.fixtures.flat_card import scanned_card, typed_over
from tests.fixtures.paper_case import subject
from tests.fixtures.scanned_pdf import jpeg, laid_in, scanned_pdf
from validators.forensics.check import load as checks
from validators.model import Outcome
from validators.rule import load, run, subjects
from worker.examining import Paper, Upload, examined
from worker.sandbox import Limits
from worker.storage.blobs import PassingBlobs


def test_a_covered_wage_is_told_with_both_texts_and_shown_as_it_was() -> None:
    edit = edited("area")
    page = Region.clipped(0, *edit.box)
    wage = Field(
        value="1900", raw=edit.after, confidence=0.99, status=FieldStatus.OK, source=ReadingSource.PDF_TEXT, region=page
    )
    read = Document(
        id="D001", sources=(), sha256="0" * 64, filename="", media_type="application/pdf", state=DocumentState.READ,
        type="work_contract", fields={"wage_amount": wage},
    )  # fmt: skip
    pixels = np.full((842, 595, 3), 255, np.uint8)
    upload = Upload(edit.data, "application/pdf", (PageImage(0, pixels, None),))
    group = Group("work_contract", 0.9, (), ())
    (document,) = examined(upload, (Paper(read, group, {0: 0}),), Limits(), PassingBlobs())
    (hidden,) = [trace for trace in document.traces if trace.check == "pdf_hidden_text"]
    assert hidden.shown_sha256 is not None
    rule = load()["PDF001"]  # the group has no pages here, so no field has a place; two numbers are a value
    (each,) = subjects(rule, subject(document))
    result = run(rule, each)
    assert result.outcome is Outcome.FLAGGED
    (finding,) = result.findings
    assert edit.before in finding.message.id
    assert edit.after in finding.message.en
    assert [proof.role for proof in finding.evidence] == ["found", "shown"]
    assert finding.evidence[1].blob_sha256 == hidden.shown_sha256


def test_the_picture_of_a_scan_is_looked_at_where_it_is_shut_in_and_told_on_the_page() -> None:
    card = scanned_card()
    pixels = typed_over(card, "birth_date", "23-11-1979")
    data = scanned_pdf(jpeg(pixels, 95), pixels.shape[1::-1], box=(0, 0, 600, 500))
    drawn = np.full((500, 600, 3), 255, np.uint8)  # what the reader saw of it does not matter
    sheet = replace(laid_in(card.sheet, (0, 0.2, 1, 1)), pixels=drawn)
    document = traced_by_all(data, "application/pdf", [drawn], [sheet])
    assert document.stratum == "scan_in_pdf"
    assert {trace.check for trace in document.traces} == set(checks())
    assert not [trace for trace in document.traces if trace.state is TraceState.FAILED]
    told = [trace for trace in document.traces if trace.check == "typography"]
    assert told[0].field == "birth_date"
    assert told[0].map_sha256 is not None
    assert told[0].region is not None
    assert told[0].region.common(sheet.fields["birth_date"]) > 0
    assert {trace.state for trace in document.traces if trace.check == "ghost"} == {TraceState.MEASURED}
