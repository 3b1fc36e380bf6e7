"""The review pages over HTTP, without a browser: who may see what, and how a decision is recorded."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.fixtures.drawn_pages import NIK, PASSPORT
from tests.fixtures.review_case import ReviewCase, review_case
from tests.fixtures.web_app import accept, make_services, publish, published, serving, sign_in_path
from worker.bootstrap import Services

GOOD = {"outcome": "refer_protection", "reason": "PROTECTION_REFERRAL", "note": "Hubungi atase."}
Decide = Callable[..., httpx.Response]


@contextmanager
def browsing(services: Services) -> Iterator[httpx.Client]:
    with serving(services) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ReviewCase]:
    """A data folder with one published case, made once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("filled")
    return folder, published(make_services(folder))


@pytest.fixture
def services(tmp_path: Path, request: pytest.FixtureRequest) -> Services:
    """The application's parts; with the published case when the test asks for ``made``."""
    folder = tmp_path / "data"
    if "made" in request.fixturenames:
        shutil.copytree(request.getfixturevalue("filled")[0], folder)
    return make_services(folder)


@pytest.fixture
def made(filled: tuple[Path, ReviewCase]) -> ReviewCase:
    return filled[1]


@pytest.fixture
def visitor(services: Services) -> Iterator[httpx.Client]:
    """A browser that is not signed in."""
    with browsing(services) as client:
        yield client


@pytest.fixture
def reviewer(services: Services, visitor: httpx.Client) -> httpx.Client:
    assert visitor.get(sign_in_path(services)).status_code == 303
    return visitor


@pytest.fixture
def decide(reviewer: httpx.Client, made: ReviewCase) -> Decide:
    """Return a function that posts the form of the case page, with changes."""
    path = f"/perkara/{made.case.case.id}"
    html = reviewer.get(path).text
    hidden = {name: re.search(rf'name="{name}" value="([^"]+)"', html).group(1) for name in ("csrf", "revision")}

    def post(headers: dict[str, str] | None = None, **changes: str) -> httpx.Response:
        return reviewer.post(f"{path}/keputusan", data={**hidden, **GOOD, **changes}, headers=headers)

    return post


# -- signing in ------------------------------------------------------------------------------------------------------


def test_without_a_session_a_friendly_page_says_how_to_get_a_link(visitor: httpx.Client, made: ReviewCase) -> None:
    case = f"/perkara/{made.case.case.id}"
    picture = f"{case}/revisi/4/gambar/{next(iter(made.pictures))}"
    for path in ("/antrean", case, picture, f"{case}/paket", f"{case}/berkas/x"):
        answer = visitor.get(path)
        assert answer.status_code == 401, path
        assert "python -m worker user link" in answer.text
        assert "CONTOH WULANDARI" not in answer.text
    assert visitor.post(f"{case}/keputusan", data=GOOD).status_code == 401


def test_a_link_signs_in_once(services: Services, visitor: httpx.Client) -> None:
    path = sign_in_path(services)
    answer = visitor.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/antrean")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert visitor.get("/antrean").status_code == 200
    visitor.cookies.clear()
    again = visitor.get(path)
    assert again.status_code == 403
    assert "tidak berlaku lagi" in again.text
    assert "token" not in again.text


def test_a_browsers_guess_does_not_use_a_link_up(services: Services, visitor: httpx.Client) -> None:
    path = sign_in_path(services)
    assert visitor.get(path, headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 204
    assert visitor.get(path).status_code == 303


def test_signing_out_ends_the_session_on_the_server(reviewer: httpx.Client, decide: Decide) -> None:
    cookie = reviewer.cookies["absah_session"]
    csrf = re.search(r'name="csrf" value="([^"]+)"', reviewer.get("/antrean").text).group(1)
    assert reviewer.post("/keluar", data={"csrf": "wrong"}).status_code == 403
    assert reviewer.post("/keluar", data={"csrf": csrf}).status_code == 200
    reviewer.cookies.set("absah_session", cookie)
    assert reviewer.get("/antrean").status_code == 401
    assert decide().status_code == 401


# -- the list --------------------------------------------------------------------------------------------------------


def test_the_root_leads_to_the_list(reviewer: httpx.Client) -> None:
    assert reviewer.get("/").headers["location"] == "/antrean"


def test_an_empty_list_is_calm(reviewer: httpx.Client) -> None:
    assert "Tidak ada perkara di sini" in reviewer.get("/antrean").text


def test_the_list_is_ordered_filtered_counted_and_holds_no_personal_numbers(
    services: Services, reviewer: httpx.Client
) -> None:
    published(services, "PMI-1", flag="inconsistent", priority=400)
    published(services, f"PMI-{NIK}", flag="protection", priority=900)
    html = reviewer.get("/antrean").text
    assert html.index("•••000") < html.index("PMI-1")
    assert NIK not in html
    assert PASSPORT not in html
    assert "Nomor paspor berbeda antar dokumen" in html
    filtered = reviewer.get("/antrean?tanda=inconsistent").text
    assert "PMI-1" in filtered
    assert "•••000" not in filtered
    assert re.search(r"Pelindungan dahulu</span><b>1</b>", filtered)
    assert reviewer.get("/antrean?tanda=<script>").status_code == 200


def test_a_long_list_has_pages(services: Services, reviewer: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.web.pages.PAGE_SIZE", 2)
    monkeypatch.setattr("worker.web.views.queue.PAGE_SIZE", 2)
    for number in range(3):
        published(services, f"PMI-{number}", priority=900 - number)
    first, second = reviewer.get("/antrean").text, reviewer.get("/antrean?hal=2").text
    assert "Perkara 1 sampai 2 dari 3" in first
    assert 'href="/antrean?hal=2"' in first
    assert "PMI-2" in second
    assert "PMI-0" not in second
    assert reviewer.get("/antrean?hal=0").status_code == 422


# -- one case --------------------------------------------------------------------------------------------------------


def test_a_case_tells_for_and_against(reviewer: httpx.Client, made: ReviewCase) -> None:
    html = reviewer.get(f"/perkara/{made.case.case.id}").text
    for told in (
        "Sistem menandai, manusia memutuskan.",
        "Pelindungan dahulu",
        "Izin P3MI tercatat dicabut sejak 3 Maret 2026",
        "Penjelasan wajar",
        "Perjanjian dibuat dengan paspor lama yang sudah diganti.",
        "Permen P2MI 4/2025 Pasal 9",
        "AGY001",
        "Sudah diperiksa dan cocok",
        "Tidak terjadi:</span> Angka periksa MRZ paspor tidak cocok",
        "Belum diketahui:</span> Imigrasi menjawab: data paspor tidak sesuai",
        "Belum dapat diperiksa",
        "Instansi tidak menjawab pada saat ditanya.",
        "Data contoh",
        "4 Mei 2026, 09.15 WIB",
        "Berkas kosong. Kirim ulang dokumennya.",
    ):
        assert told in html, told


def test_an_earlier_revision_can_be_read_but_not_decided_on(reviewer: httpx.Client, made: ReviewCase) -> None:
    html = reviewer.get(f"/perkara/{made.case.case.id}?revisi=2").text
    assert "Anda melihat revisi 2. Revisi terbaru adalah 4." in html
    assert 'name="outcome"' not in html
    assert "revisi/2/gambar/" in html


@pytest.mark.parametrize("query", ["?hal=0", "?ukuran=9", "?revisi=0", "?revisi=x"])
def test_an_address_that_makes_no_sense_is_told_so(reviewer: httpx.Client, made: ReviewCase, query: str) -> None:
    answer = reviewer.get(f"/perkara/{made.case.case.id}{query}")
    assert answer.status_code == 422
    assert "Permintaan tidak dapat dipahami" in answer.text


@pytest.mark.parametrize("path", ["/perkara/nothing", "/perkara/{case}?revisi=9", "/perkara/{case}/berkas/nothing"])
def test_what_is_not_there_is_a_page(reviewer: httpx.Client, made: ReviewCase, path: str) -> None:
    answer = reviewer.get(path.format(case=made.case.case.id))
    assert answer.status_code == 404
    assert "Tidak ditemukan" in answer.text


def test_a_case_that_is_not_read_yet_is_not_shown(services: Services, reviewer: httpx.Client) -> None:
    row, _ = accept(services, services.store.add_portal("portal-uji"), "PMI-9", "a.jpg")
    assert reviewer.get(f"/perkara/{row.id}").status_code == 404
    assert "PMI-9" not in reviewer.get("/antrean").text


def test_a_language_is_kept(reviewer: httpx.Client, made: ReviewCase) -> None:
    english = reviewer.get(f"/perkara/{made.case.case.id}?lang=en")
    assert '<html lang="en">' in english.text
    assert "The system flags, a person decides." in english.text
    assert "revoked since 3 March 2026" in english.text
    assert '<html lang="en">' in reviewer.get("/antrean").text
    assert '<html lang="id">' in reviewer.get("/antrean?lang=id").text
    assert '<html lang="id">' in reviewer.get("/antrean?lang=fr").text


def test_printed_text_never_becomes_markup(services: Services, reviewer: httpx.Client) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    portal = services.store.add_portal("portal-uji")
    row, upload = accept(services, portal, "PMI-X", f"{hostile}.jpg")
    result = review_case(row.id, (upload.id,) * 4, "PMI-X").case
    name = result.documents[1].fields["name"].model_copy(update={"value": hostile, "raw": hostile})
    passport = result.documents[1].model_copy(update={"fields": {"name": name}, "filename": hostile})
    publish(services, result.model_copy(update={"documents": (passport,)}))
    for path in (f"/perkara/{row.id}", "/antrean"):
        html = reviewer.get(path).text
        assert "<img src=x" not in html
        assert "&lt;img src=x onerror=alert(1)&gt;" in html


# -- what leaves -----------------------------------------------------------------------------------------------------


def test_pictures_are_given_to_reviewers_only_and_kept_by_no_cache(reviewer: httpx.Client, made: ReviewCase) -> None:
    sha256, data = next(iter(made.pictures.items()))
    answer = reviewer.get(f"/perkara/{made.case.case.id}/revisi/4/gambar/{sha256}")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "image/png", data)
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_only_pictures_of_that_very_case_are_given(
    services: Services, reviewer: httpx.Client, made: ReviewCase
) -> None:
    foreign = services.blobs.put(b"\xff\xd8\xff some other picture")
    original = services.store.uploads(made.case.case.id)[0].sha256
    for sha256 in (foreign, original, "0" * 64, "..%2f..%2fetc"):
        assert reviewer.get(f"/perkara/{made.case.case.id}/revisi/4/gambar/{sha256}").status_code == 404


def test_a_damaged_picture_is_named_and_not_shown(services: Services, reviewer: httpx.Client, made: ReviewCase) -> None:
    sha256 = next(iter(made.pictures))
    path = services.blobs.path(sha256)
    path.chmod(0o600)
    path.write_bytes(b"\x89PNG\r\n\x1a\nother")
    answer = reviewer.get(f"/perkara/{made.case.case.id}/revisi/4/gambar/{sha256}")
    assert answer.status_code == 500
    assert "tidak lagi sama dengan yang diterima" in answer.text


def test_an_original_leaves_as_an_attachment_and_the_case_records_it(
    services: Services, reviewer: httpx.Client, made: ReviewCase
) -> None:
    upload = services.store.uploads(made.case.case.id)[2]
    answer = reviewer.get(f"/perkara/{made.case.case.id}/berkas/{upload.id}")
    assert answer.content == b"perjanjian kerja.pdf"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''perjanjian%20kerja.pdf"
    event = services.store.events(made.case.case.id)[-1]
    assert (event.name, event.body["object_sha256"]) == ("original_downloaded", upload.sha256)
    assert "Dokumen asli diunduh" in reviewer.get(f"/perkara/{made.case.case.id}").text


def test_the_bundle_leaves_as_a_zip_and_the_case_records_it(
    services: Services, reviewer: httpx.Client, made: ReviewCase
) -> None:
    case_id = made.case.case.id
    answer = reviewer.get(f"/perkara/{case_id}/paket")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert "attachment" in answer.headers["content-disposition"]
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert any(name.endswith("bagit.txt") for name in names)
    assert [event.name for event in services.store.events(case_id)][-2:] == ["exported", "bundle_downloaded"]


# -- decisions -------------------------------------------------------------------------------------------------------


def test_a_decision_is_recorded_shown_and_takes_the_case_off_the_open_list(
    services: Services, reviewer: httpx.Client, made: ReviewCase, decide: Decide
) -> None:
    answer = decide()
    assert answer.status_code == 303
    (kept,) = services.store.decisions(made.case.case.id)
    assert (kept.outcome, kept.reason_code, kept.note, kept.revision, kept.reviewer) == (
        "refer_protection", "PROTECTION_REFERRAL", "Hubungi atase.", 4, "Rina Contoh",
    )  # fmt: skip
    assert services.store.events(made.case.case.id)[-1].name == "decided"
    shown = reviewer.get(answer.headers["location"]).text
    assert "Keputusan tercatat." in shown
    assert "Hubungi atase." in shown
    assert "oleh Rina Contoh" in shown
    assert "Tidak ada perkara di sini" in reviewer.get("/antrean").text
    assert "Sudah diputuskan: Rujuk ke tim pelindungan pekerja" in reviewer.get("/antrean?semua=1").text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"outcome": ""}, "Pilih salah satu keputusan."),
        ({"reason": ""}, "Pilih alasan."),
        ({"reason": "OTHER", "note": ""}, "memerlukan catatan"),
        ({"reason": "ALL_IN_ORDER"}, "tidak sesuai dengan keputusan"),
        ({"outcome": "guilty"}, "Pilih salah satu keputusan."),
    ],
)
def test_an_incomplete_decision_comes_back_with_what_was_written(
    services: Services, made: ReviewCase, decide: Decide, change: dict[str, str], said: str
) -> None:
    answer = decide(**{"note": "sudah ditulis", **change})
    assert answer.status_code == 422
    assert said in answer.text
    assert change.get("note", "sudah ditulis") in answer.text
    assert services.store.decisions(made.case.case.id) == []


@pytest.mark.parametrize(
    ("headers", "change"),
    [
        ({}, {"csrf": "0" * 64}),
        ({}, {"csrf": ""}),
        ({}, {"csrf": "kué"}),
        ({"Origin": "https://evil.example"}, {}),
        ({"Origin": "null"}, {}),
        ({"Sec-Fetch-Site": "cross-site"}, {}),
        ({"Sec-Fetch-Site": "same-site"}, {}),
    ],
)
def test_a_form_from_elsewhere_is_refused(
    services: Services, made: ReviewCase, decide: Decide, headers: dict[str, str], change: dict[str, str]
) -> None:
    answer = decide(headers, **change)
    assert answer.status_code == 403
    assert "Permintaan ditolak" in answer.text
    assert services.store.decisions(made.case.case.id) == []


def test_a_form_of_another_session_is_refused(services: Services, made: ReviewCase, decide: Decide) -> None:
    other = services.store.open_session(services.store.add_user("Budi Contoh"))
    assert decide(csrf=services.store.session(other).csrf).status_code == 403


def test_a_form_far_too_large_is_refused(decide: Decide) -> None:
    assert decide(note="x" * 200_000).status_code == 413


def test_a_decision_on_a_result_that_changed_is_not_recorded_and_says_why(
    services: Services, made: ReviewCase, decide: Decide
) -> None:
    portal = services.store.add_portal("portal-uji")
    _, upload = accept(services, portal, "PMI-2026-0417", "tambahan.jpg")
    publish(services, review_case(made.case.case.id, (upload.id,) * 4, "PMI-2026-0417", 5).case)
    answer = decide(note="tetap tersimpan di sini")
    assert answer.status_code == 409
    assert "Anda memutuskan berdasarkan revisi 4" in answer.text
    assert "Buka revisi 5" in answer.text
    assert "tetap tersimpan di sini" in answer.text
    assert services.store.decisions(made.case.case.id) == []


@pytest.mark.parametrize("revision", ["99", "0", "-1", "x", "9" * 30])
def test_a_revision_that_never_was_cannot_be_decided_on(
    services: Services, made: ReviewCase, decide: Decide, revision: str
) -> None:
    assert decide(revision=revision).status_code == 404
    assert services.store.decisions(made.case.case.id) == []
