"""Two pages held against each other: what is one paper, and what then differs on it."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.model import Document, Region, Trace
from tests.fixtures.paper_case import ktp, paper, read, traced
from validators.forensics.crops import corners_of, told
from validators.forensics.likeness import Overlay
from validators.reuse import Kind, prints_of
from worker.one_paper import Differing, Shown, differing

WIDE, HIGH = 1000, 1400
WHOLE = told(corners_of((0.0, 0.0, 1.0, 1.0), np.eye(3)))
VALUES = {"worker_name": "SITI NUR AMINAH", "worker_id_number": "3301904107950000", "letter_number": "474/019/2026",
          "village": "SUKAMAJU", "signed_on": "2026-02-14", "worker_birth_date": "1995-07-01"}  # fmt: skip
MARKS = {"family hand": (0.1, 0.75, 0.35, 0.83), "witness hand": (0.6, 0.75, 0.85, 0.83)}


@dataclass(frozen=True)
class Letter:
    """What stands on a letter: values, and by what chance each hand has signed."""

    values: dict[str, str]
    hands: dict[str, int]

    def shown(self) -> Shown:
        page = np.full((HIGH, WIDE, 3), 252, np.uint8)
        fields = {}
        for row, (name, value) in enumerate(self.values.items()):
            low = 200 + 70 * row
            cv2.putText(page, value, (300, low), cv2.FONT_HERSHEY_DUPLEX, 0.8, (30, 30, 30), 2, cv2.LINE_AA)
            region = Region(page=0, x0=0.3, y0=(low - 22) / HIGH, x1=0.3 + 0.017 * len(value), y1=(low + 5) / HIGH)
            fields[name] = read(value).model_copy(update={"region": region})
        traces = [_print("page", "family_permit", (0.0, 0.0, 1.0, 1.0))]
        for role, chance in self.hands.items():
            _sign(page, MARKS[role], chance)
            traces.append(_print("signature", role, MARKS[role]))
        document = traced(paper("family_permit", "D001"), *traces).model_copy(update={"fields": fields})
        return _shown(document, page)


def _print(kind: str, role: str, box: tuple[float, float, float, float]) -> Trace:
    facts = {"kind": kind, "role": role, "hash": "5" * 64, "corners": told(corners_of(box, np.eye(3)))}
    return Trace(check="prints", facts=facts, region=Region.clipped(0, *box))


def _sign(page: np.ndarray, box: tuple[float, float, float, float], chance: int) -> None:
    draw = np.random.default_rng(chance)
    xs = np.linspace(box[0] * WIDE + 8, box[2] * WIDE - 8, 24)
    ys = draw.uniform(box[1] * HIGH + 8, box[3] * HIGH - 8, 24)
    points = np.stack([xs, ys], axis=1).round().astype(np.int32)
    cv2.polylines(page, [points], False, (140, 60, 40), 4, cv2.LINE_AA)  # type: ignore[call-overload]


def _shown(document: Document, page: np.ndarray) -> Shown:
    return Shown(document, next(one for one in prints_of(document) if one.kind is Kind.PAGE), page)


LETTER = Letter(VALUES, {"family hand": 1, "witness hand": 2})


def told_of(other: Letter) -> Differing | None:
    return differing(LETTER.shown(), other.shown())


def test_one_letter_twice_differs_in_nothing() -> None:
    assert told_of(LETTER) is None


def test_a_day_of_birth_that_is_another_one_is_told_with_its_place() -> None:
    found = told_of(replace(LETTER, values={**VALUES, "worker_birth_date": "1991-07-01"}))
    assert found is not None
    assert found.names == ("worker_birth_date",)
    assert found.region.y0 > 0.3


def test_of_one_family_or_village_s_letters_none_is_another() -> None:
    """All but the name and the numbers is the same print: a relative's letter of the same day."""
    others = {"worker_name": "DEWI LESTARI", "worker_id_number": "3301905203990000", "letter_number": "474/020/2026"}
    assert told_of(replace(LETTER, values={**VALUES, **others})) is None


def test_another_day_of_signing_is_another_paper() -> None:
    changed = {"worker_birth_date": "1991-07-01", "signed_on": "2026-08-27"}
    assert told_of(replace(LETTER, values={**VALUES, **changed})) is None


def test_another_signature_is_told_where_another_hand_s_is_the_very_same() -> None:
    found = told_of(replace(LETTER, hands={"family hand": 9, "witness hand": 2}))
    assert found is not None
    assert (found.names, found.by) == (("signature",), ("witness hand",))
    assert found.region.x1 < 0.5


def test_a_letter_printed_and_signed_anew_is_innocent() -> None:
    assert told_of(replace(LETTER, hands={"family hand": 9, "witness hand": 8})) is None


def test_a_signature_that_is_not_there_yet_is_innocent() -> None:
    assert told_of(replace(LETTER, hands={"witness hand": 2})) is None


# portraits


def _card(face: int) -> np.ndarray:
    """A card with lines of print at the left and a face of blots at the right."""
    card = np.full((455, 720, 3), 225, np.uint8)
    for row, text in enumerate(("3301904107950000", "SITI NUR AMINAH", "SUKAMAJU, 01-07-1995", "KP MULYA NO 7")):
        cv2.putText(card, text, (30, 100 + 70 * row), cv2.FONT_HERSHEY_DUPLEX, 0.9, (40, 40, 40), 2, cv2.LINE_AA)
    blots = cv2.GaussianBlur(np.random.default_rng(face).standard_normal((200, 156)), (0, 0), 4)
    card[120:320, 545:701] = (128 + 45 * blots / blots.std()).clip(0, 255).astype(np.uint8)[:, :, None]
    return card


FACE = (545 / 720, 120 / 455, 701 / 720, 320 / 455)


def test_a_portrait_under_a_finger_or_a_glare_is_still_the_same() -> None:
    finger, glare = _card(1), _card(1)
    cv2.ellipse(finger, (690, 300), (75, 70), 20, 0, 360, (140, 150, 160), -1)
    glare[120:210, 545:701] = 255
    for covered in (finger, glare):
        assert (Overlay(_card(1), covered).usual(FACE) or 0.0) > 0.9


def test_another_portrait_is_another() -> None:
    assert (Overlay(_card(1), _card(2)).usual(FACE) or 0.0) < 0.5


def test_of_a_copy_without_greys_nothing_is_said_of_the_portrait() -> None:
    hard = np.where(_card(1) > 128, 250, 10).astype(np.uint8)
    assert Overlay(_card(1), hard).usual(FACE) is None


def test_the_portrait_of_a_card_needs_a_day_of_issue_that_is_the_same() -> None:
    """A card issued anew bears another portrait; where the day was not read, nobody knows."""
    places = {"nik": 0.15, "name": 0.3, "birth_date": 0.46, "address": 0.61}
    fields = {name: read(name).model_copy(update={"region": Region(page=0, x0=0.04, y0=y, x1=0.5, y1=y + 0.09)})
              for name, y in places.items()}  # fmt: skip
    card = traced(ktp(), _print("page", "ktp", (0.0, 0.0, 1.0, 1.0)), _print("portrait", "usual", FACE))
    unread = card.model_copy(update={"fields": fields})
    assert differing(_shown(unread, _card(1)), _shown(unread, _card(2))) is None
    dated = unread.model_copy(update={"fields": {**fields, "issued_on": fields["birth_date"]}})
    found = differing(_shown(dated, _card(1)), _shown(dated, _card(2)))
    assert found is not None
    assert found.names == ("portrait",)
