"""A PDF goes through the shut-in program, and what was seen there reaches the rules with its pictures."""

import numpy as np

from extractors.engine import PageImage
from extractors.grouping import Group
from extractors.model import Document, DocumentState, Field, FieldStatus, ReadingSource, Region
from samples.forgeries.pdf_edits import edited
from tests.fixtures.paper_case import subject
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
    assert [proof.role for proof in finding.evidence] == ["found", "compared", "shown"]
    assert finding.evidence[2].blob_sha256 == hidden.shown_sha256
