"""The review pages in Chromium: what a reviewer sees, with and without JavaScript, on a desk and on a telephone."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Page, expect

from tests.fixtures.drawn_pages import ktp_page
from tests.fixtures.review_case import ReviewCase, review_case
from tests.fixtures.web_app import accept, publish, published, sign_in_path
from worker.bootstrap import Services
from worker.web.views.geometry import Box, upright

DESK = {"width": 1440, "height": 900}
TELEPHONE = {"width": 420, "height": 860}
AIR = 0.02
"""How far a frame may stand from the printed value, as a share of the page."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Visit:
    """A page and everything that a browser complained about on it."""

    page: Page
    troubles: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


Open = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, address: str, desk: tuple[Services, ReviewCase]) -> Iterator[Open]:
    """Return a function that opens a fresh, signed-in browser window."""
    contexts = []

    def start(size: dict[str, int] = DESK, *, scripts: bool = True, signed_in: bool = True) -> Visit:
        context = browser.new_context(viewport=size, java_script_enabled=scripts, base_url=address)
        contexts.append(context)
        context.set_default_timeout(20_000)
        seen = Visit(context.new_page())
        seen.page.on("console", lambda message: seen.troubles.append(message.text) if message.type == "error" else None)
        seen.page.on("pageerror", lambda error: seen.troubles.append(str(error)))
        seen.page.on(
            "request",
            lambda request: None if request.url.startswith(address) else seen.foreign.append(request.url),
        )
        if scripts:
            seen.page.add_init_script(
                "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))"
            )
        if signed_in:
            seen.page.goto(sign_in_path(desk[0]))
        return seen

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def case_path(desk: tuple[Services, ReviewCase]) -> str:
    return f"/perkara/{desk[1].case.case.id}"


@contextmanager
def quiet(seen: Visit) -> Iterator[Page]:
    """Fail when the browser complained about anything, or asked anyone else for anything."""
    seen.troubles.clear()
    yield seen.page
    assert seen.troubles == []
    assert seen.foreign == []


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


# -- every page, in both languages and sizes -------------------------------------------------------------------------

PAGES = {
    "queue": "/antrean",
    "queue-filtered": "/antrean?tanda=likely_fake",
    "queue-empty": "/antrean?tanda=protection&hal=9",
    "case": "{case}",
    "case-turned-ktp": "{case}?dok=D001",
    "case-zoomed": "{case}?dok=D003&hal=2&ukuran=2",
    "case-failed-file": "{case}?dok=D004",
    "case-earlier": "{case}?revisi=2",
}


@pytest.mark.parametrize(
    ("language", "size"),
    [
        ("id", TELEPHONE),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in (("id", DESK), ("en", TELEPHONE), ("en", DESK))),
    ],
    ids=lambda value: str(value["width"]) if isinstance(value, dict) else value,
)
def test_every_page_is_clean_accessible_and_fits(  # noqa: PLR0917
    visit: Open, case_path: str, axe: str, screens: Path, language: str, size: dict[str, int]
) -> None:
    seen = visit(size)
    for name, path in PAGES.items():
        whole = path.format(case=case_path)
        with quiet(seen) as page:
            page.goto(f"{whole}{'&' if '?' in whole else '?'}lang={language}")
            assert page.locator("html").get_attribute("lang") == language
            page.screenshot(path=screens / f"{name}-{language}-{size['width']}.png", full_page=True)
            assert fits(page), name
            assert violations(page, axe) == [], name


@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_for_people_without_a_session_are_accessible(visit: Open, axe: str, screens: Path, language: str) -> None:
    seen = visit(TELEPHONE, signed_in=False)
    for name, path in (("sign-in", "/masuk"), ("sign-in-expired", "/masuk?token=used"), ("not-found", "/nothing")):
        seen.page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        seen.page.screenshot(path=screens / f"{name}-{language}.png")
        assert fits(seen.page)
        assert violations(seen.page, axe) == [], name
    assert seen.foreign == []


def test_the_sentence_that_a_person_decides_stands_on_every_page(visit: Open, case_path: str) -> None:
    page = visit().page
    for path in (*PAGES.values(), "/nothing"):
        page.goto(path.format(case=case_path))
        expect(page.get_by_text("Sistem menandai, manusia memutuskan.")).to_be_visible()


# -- the picture and its boxes ---------------------------------------------------------------------------------------


def share(page: Page, selector: str) -> Box:
    """Return where an element stands on the picture, in shares of it."""
    paper, part = (page.locator(one).bounding_box() for one in ("#gambar .scan", selector))
    x, y = (part["x"] - paper["x"]) / paper["width"], (part["y"] - paper["y"]) / paper["height"]
    return Box(x, y, x + part["width"] / paper["width"], y + part["height"] / paper["height"])


@pytest.mark.parametrize(
    ("document", "hal", "label", "name"),
    [("D001", 1, "3a", "nik"), ("D001", 1, "3b", "birth_date"), ("D002", 1, "2b", "passport_number"),
     ("D003", 1, "1a", "agency_licence"), ("D003", 2, "1b", "signed_on")],
)  # fmt: skip
@pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=lambda size: str(size["width"]))
def test_a_box_stands_on_the_printed_value(  # noqa: PLR0917
    visit: Open, case_path: str, desk: tuple[Services, ReviewCase], document: str, hal: int, label: str, name: str,
    size: dict[str, int],
) -> None:  # fmt: skip
    page = visit(size).page
    page.goto(f"{case_path}?dok={document}&hal={hal}")
    rotation = 90 if document == "D001" else 0
    printed = upright(desk[1].regions[document][name], rotation)
    shown = share(page, f"#kotak-{label} .frame")
    assert shown.x0 <= printed.x0 <= shown.x0 + AIR
    assert shown.y0 <= printed.y0 <= shown.y0 + AIR
    assert shown.x1 - AIR <= printed.x1 <= shown.x1
    assert shown.y1 - AIR <= printed.y1 <= shown.y1


def test_a_picture_that_was_stored_lying_down_is_shown_upright(visit: Open, case_path: str) -> None:
    page = visit().page
    page.goto(f"{case_path}?dok=D001")
    page.wait_for_load_state("networkidle")
    page.locator(".marks").evaluate("node => node.remove()")
    shown = Image.open(io.BytesIO(page.locator("#gambar .scan").screenshot())).convert("L")
    drawn = Image.open(io.BytesIO(ktp_page().data)).rotate(-90, expand=True).convert("L").resize(shown.size)
    assert ImageStat.Stat(ImageChops.difference(shown, drawn)).mean[0] < 8


@pytest.mark.parametrize("size", [DESK, TELEPHONE], ids=lambda size: str(size["width"]))
def test_numbers_stand_beside_the_paper_and_cover_neither_it_nor_each_other(
    visit: Open, case_path: str, size: dict[str, int]
) -> None:
    page = visit(size).page
    page.goto(f"{case_path}?dok=D001")
    paper = page.locator("#gambar .scan").bounding_box()
    circles = [circle.bounding_box() for circle in page.locator(".badge circle").all()]
    assert len(circles) == 4
    for circle in circles:
        assert circle["width"] >= 24
        assert circle["x"] + circle["width"] <= paper["x"] + 1 or circle["x"] >= paper["x"] + paper["width"] - 1
    tops = sorted(circle["y"] for circle in circles)
    assert all(below - above >= 24 for above, below in pairwise(tops))


def test_cut_outs_show_the_value_itself(visit: Open, case_path: str, screens: Path) -> None:
    page = visit().page
    page.goto(f"{case_path}?dok=D002")
    page.wait_for_load_state("networkidle")
    crop = page.locator("#temuan-3 .crop").first
    picture = Image.open(io.BytesIO(crop.screenshot(path=screens / "cut-out.png"))).convert("L")
    dark = sum(picture.histogram()[:100]) / (picture.width * picture.height)
    assert 0.05 < dark < 0.6


# -- links between findings and boxes --------------------------------------------------------------------------------


def test_a_finding_shows_its_box_without_losing_the_readers_place(visit: Open, case_path: str) -> None:
    with quiet(visit()) as page:
        page.goto(case_path)
        page.evaluate("window.stayed = true")
        page.locator("#temuan-2 .seen").last.click()
        expect(page.locator("#kotak-2b")).to_have_class("box sev-high is-lit")
        expect(page.locator("#gambar .docs [aria-current]")).to_contain_text("Paspor")
        assert page.evaluate("window.stayed")
        assert "dok=D002" in page.url
        page.go_back()
        expect(page.locator("#gambar .docs [aria-current]")).to_contain_text("Perjanjian kerja")


def test_a_box_leads_to_its_finding(visit: Open, case_path: str) -> None:
    with quiet(visit()) as page:
        page.goto(f"{case_path}?dok=D001")
        page.locator("#kotak-3b .frame").click()
        expect(page.locator("#temuan-3")).to_be_focused()
        expect(page.locator("#temuan-3")).to_be_in_viewport()


def test_keys_go_through_the_findings_and_can_be_turned_off(visit: Open, case_path: str) -> None:
    with quiet(visit()) as page:
        page.goto(case_path)
        page.keyboard.press("j")
        expect(page.locator("#temuan-1")).to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.locator("#temuan-3")).to_be_focused()
        expect(page.locator("#gambar .docs [aria-current]")).to_contain_text("KTP-el")
        page.keyboard.press("k")
        expect(page.locator("#temuan-2")).to_be_focused()
        page.keyboard.press("z")
        expect(page.locator(".zooms [aria-current]")).to_have_text("2×")
        page.get_by_label("Pintasan papan tombol").uncheck()
        page.keyboard.press("j")
        expect(page.locator("#temuan-3")).not_to_be_focused()
        page.locator("#note").fill("jkz")
        expect(page.locator("#note")).to_have_value("jkz")


def test_without_scripts_links_lead_to_box_and_finding(visit: Open, case_path: str) -> None:
    page = visit(scripts=False).page
    page.goto(case_path)
    page.locator("#temuan-2 .seen").last.click()
    assert page.url.endswith("?dok=D002&hal=1#kotak-2b")
    page.locator("#kotak-2b .frame").click()
    assert page.url.endswith("#temuan-2")


# -- decisions -------------------------------------------------------------------------------------------------------


def fill(page: Page, reason: str = "NEEDS_ORIGINAL", note: str = "Mohon asli perjanjian.") -> None:
    page.get_by_label("Minta dokumen asli atau foto baru").check()
    page.get_by_label("Alasan").select_option(reason)
    page.locator("#note").fill(note)


def test_a_decision_works_without_scripts(visit: Open, desk: tuple[Services, ReviewCase], screens: Path) -> None:
    services = desk[0]
    case_id = published(services, "PMI-TANPA-SKRIP").case.case.id
    page = visit(scripts=False).page
    page.goto(f"/perkara/{case_id}")
    page.get_by_role("link", name="Ke keputusan").click()
    fill(page)
    page.get_by_role("button", name="Catat keputusan").click()
    expect(page.get_by_text("Keputusan tercatat.")).to_be_visible()
    page.locator("#keputusan").screenshot(path=screens / "decided.png")
    (kept,) = services.store.decisions(case_id)
    assert (kept.outcome, kept.reason_code) == ("ask_more", "NEEDS_ORIGINAL")
    page.goto("/antrean")
    expect(page.get_by_text("PMI-TANPA-SKRIP")).to_have_count(0)


def test_other_needs_a_note_and_says_so(visit: Open, desk: tuple[Services, ReviewCase], axe: str) -> None:
    case_id = published(desk[0], "PMI-LAINNYA").case.case.id
    page = visit().page
    page.goto(f"/perkara/{case_id}")
    fill(page, "OTHER", "")
    page.get_by_role("button", name="Catat keputusan").click()
    expect(page.get_by_role("alert")).to_contain_text("memerlukan catatan")
    expect(page.get_by_label("Minta dokumen asli atau foto baru")).to_be_checked()
    assert violations(page, axe) == []
    assert desk[0].store.decisions(case_id) == []


def test_a_forged_token_is_refused(visit: Open, desk: tuple[Services, ReviewCase]) -> None:
    case_id = published(desk[0], "PMI-TOKEN").case.case.id
    page = visit().page
    page.goto(f"/perkara/{case_id}")
    page.locator(".decide [name=csrf]").evaluate("node => { node.value = '0'.repeat(64) }")
    fill(page)
    with page.expect_response(lambda answer: answer.url.endswith("/keputusan")) as answered:
        page.get_by_role("button", name="Catat keputusan").click()
    assert answered.value.status == 403
    expect(page.get_by_role("heading", name="Permintaan ditolak")).to_be_visible()
    assert desk[0].store.decisions(case_id) == []


def test_a_result_that_changed_meanwhile_is_explained(
    visit: Open, desk: tuple[Services, ReviewCase], axe: str, screens: Path
) -> None:
    services = desk[0]
    case_id = published(services, "PMI-BERUBAH").case.case.id
    page = visit().page
    page.goto(f"/perkara/{case_id}")
    fill(page)
    _, upload = accept(services, services.store.add_portal("portal-uji"), "PMI-BERUBAH", "tambahan.jpg")
    publish(services, review_case(case_id, (upload.id,) * 4, "PMI-BERUBAH", 5).case)
    with page.expect_response(lambda answer: answer.url.endswith("/keputusan")) as answered:
        page.get_by_role("button", name="Catat keputusan").click()
    assert answered.value.status == 409
    expect(page.get_by_text("Anda memutuskan berdasarkan revisi 4.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("Mohon asli perjanjian.")
    page.screenshot(path=screens / "conflict.png")
    assert violations(page, axe) == []
    page.get_by_role("link", name="Buka revisi 5").click()
    expect(page.get_by_text("Revisi 5").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_map_is_laid_over_the_page_and_taken_off_again(visit: Open, case_path: str, scripts: bool) -> None:
    seen = visit(scripts=scripts)
    page = seen.page
    page.goto(case_path)
    with quiet(seen):
        page.get_by_title("Tampilkan petanya pada gambar").click()
        expect(page.locator("#gambar image.heat")).to_have_count(1)
        page.get_by_role("link", name="Tanpa peta").click()
        expect(page.locator("#gambar image.heat")).to_have_count(0)


def test_a_map_is_red_where_it_is_hot_and_leaves_the_rest_as_it_is(
    visit: Open, case_path: str, desk: tuple[Services, ReviewCase], screens: Path
) -> None:
    region = desk[1].regions["D001"]["name"]
    page = visit().page
    page.goto(f"{case_path}?dok=D001&hal=1")
    plain = picture_of(page)
    page.get_by_title("Tampilkan petanya pada gambar").click()
    expect(page.locator("#gambar image.heat")).to_have_count(1)
    mapped = picture_of(page)
    box = upright(region, 90)
    mapped.save(screens / "peta.png")
    assert reddening(plain, mapped, box) > 25
    assert reddening(plain, mapped, Box(0.02, 0.02, 0.2, 0.1)) < 8


def test_what_is_not_on_the_page_any_more_is_shown_beside_the_finding(
    visit: Open, case_path: str, screens: Path
) -> None:
    page = visit().page
    page.goto(case_path)
    earlier = page.get_by_alt_text("Gambar: Versi sebelumnya")
    earlier.scroll_into_view_if_needed()
    expect(earlier).to_be_visible()
    page.wait_for_function("image => image.complete", arg=earlier.element_handle())
    page.screenshot(path=screens / "bukti-gambar.png", full_page=True)
    assert earlier.evaluate("image => image.naturalWidth") == 360


def picture_of(page: Page) -> Image.Image:
    page.wait_for_load_state("networkidle")
    return Image.open(io.BytesIO(page.locator("#gambar .scan").screenshot())).convert("RGB")


def reddening(plain: Image.Image, mapped: Image.Image, box: Box) -> float:
    """How much redder than green a part became."""
    size = plain.size
    part = (int(box.x0 * size[0]), int(box.y0 * size[1]), int(box.x1 * size[0]), int(box.y1 * size[1]))
    before, after = (ImageStat.Stat(one.resize(size).crop(part)).mean for one in (plain, mapped))
    return (after[0] - after[1]) - (before[0] - before[1])
