"""Bundles as an officer gets them: written, unpacked, checked with other people's tools, and tampered with."""

import datetime as dt
import hashlib
import io
import json
import logging
import os
import shutil
import stat
import subprocess
import tracemalloc
import zipfile
from pathlib import Path

import bagit
import pytest

from extractors.errors import FailureCode, UnreadableUpload
from extractors.model import Document, DocumentState, Page, Quality, Source, Text
from validators.model import (
    Assessment,
    Case,
    CaseHead,
    Cause,
    DocumentFlag,
    Evidence,
    Finding,
    NextStep,
    Outcome,
    ProtectionFlag,
    RuleRun,
    Severity,
    Stage,
    Versions,
)
from worker.evidence.bundle import build, bundle_name, verify
from worker.evidence.defects import (
    Added,
    BadManifest,
    BrokenChain,
    Changed,
    DamagedArchive,
    Defect,
    Duplicate,
    Missing,
    UnsafePath,
)

MADE = dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
JPEG = b"\xff\xd8\xff\xe0 a photo as received"
PDF = b"%PDF-1.7 a contract as received"
HTML = b"<html>no document</html>"
PICTURE = b"\x89PNG\r\n\x1a\n a page image"
HEAT = b"\x89PNG\r\n\x1a\n a heat map"
BLOBS = {hashlib.sha256(data).hexdigest(): data for data in (JPEG, PDF, HTML, PICTURE, HEAT)}
WORDS = Text(id="kata", en="words")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def source(data: bytes, filename: str, upload: str, media_type: str = "image/jpeg") -> Source:
    return Source(upload_id=upload, sha256=sha256(data), filename=filename, media_type=media_type, bytes=len(data))


def document(number: int, data: bytes, *sources: Source, **more) -> Document:
    first = {"sha256": sha256(data), "filename": sources[0].filename, "media_type": sources[0].media_type}
    return Document(id=f"D{number:03d}", sources=sources, **first, **{"state": DocumentState.READ, **more})


def page(data: bytes) -> Page:
    quality = Quality(sharpness=1, glare=0, card_width_px=None)
    return Page(index=0, width_px=4, height_px=4, dpi=None, image_sha256=sha256(data), rotation=0, quality=quality)


def case(reference: str | None = "PMI-2026-0042", revision: int = 3) -> Case:
    photo, twice = source(JPEG, "KTP saya.jpg", "u1"), source(JPEG, "../../../KTP.jpg", "u2")
    contract = source(PDF, "kontrak\u202egpj.pdf", "u3", "application/pdf")
    failed = source(HTML, "paspor.pdf", "u4", "application/octet-stream")
    why = UnreadableUpload(FailureCode.UNSUPPORTED_TYPE, "triage").failure()
    proof = Evidence(caption=WORDS, role="found", document="D001", blob_sha256=sha256(HEAT))
    check = RuleRun(
        rule="NIK003", version=1, status="stable", title=WORDS, outcome=Outcome.FLAGGED, severity=Severity.MEDIUM,
        cause=Cause.INCONSISTENCY, documents=("D001",), basis=(), innocent=(WORDS,),
        findings=(Finding(message=WORDS, evidence=(proof,)),),
    )  # fmt: skip
    return Case(
        case=CaseHead(
            id="5f1e", reference=reference, revision=revision, stage=Stage.REGISTRATION, received_at=MADE,
            assessed_at=MADE,
        ),
        documents=(
            document(1, JPEG, photo, twice, pages=(page(PICTURE),)),
            document(2, PDF, contract, photo, pages=(page(PICTURE),)),
            document(3, HTML, failed, state=DocumentState.FAILED, failure=why),
        ),
        checks=(check,),
        answers=(),
        assessment=Assessment(
            flag="inconsistent", document=DocumentFlag.INCONSISTENT, protection=ProtectionFlag.NONE, priority=400,
            next_step=NextStep.REVIEW, reasons=("NIK003",), coverage=1.0,
        ),
        versions=Versions(absah="0.1.0", rules="1", policy="1", packs={}, engines={}),
    )  # fmt: skip


def events(count: int = 3) -> list[dict]:
    chain, prev = [], "0" * 64
    for seq in range(1, count + 1):
        body = {"seq": seq, "at": "2026-03-04T05:06:07.000Z", "event": "received", "detail": {"note": "é\u2028"}}
        text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256((prev + text).encode()).hexdigest()
        chain.append({**body, "prev": prev, "hash": digest})
        prev = digest
    return chain


DECISIONS = [{"reviewer": "petugas", "outcome": "cleared", "reason_code": "R1", "note": "é", "decided_at": MADE}]


@pytest.fixture
def bundle(tmp_path) -> Path:
    return build(case(), BLOBS.__getitem__, events(), DECISIONS, made_at=MADE, folder=tmp_path / "out")


@pytest.fixture
def unpacked(bundle, tmp_path) -> Path:
    subprocess.run(["unzip", "-q", str(bundle), "-d", str(tmp_path / "bag")], check=True)
    return tmp_path / "bag" / bundle.stem


def zipped(folder: Path, target: Path, compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(target, "w", compression) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{folder.name}/{path.relative_to(folder)}")
    return target


def relist(folder: Path) -> None:
    """Rewrite every manifest so that it agrees with the files as they are now."""
    for prefix in ("manifest", "tagmanifest"):
        for algorithm in ("sha256", "sha512"):
            target = folder / f"{prefix}-{algorithm}.txt"
            lines = []
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder).as_posix()
                inside = name.startswith("data/") if prefix == "manifest" else not name.startswith(("data/", "tagm"))
                if path.is_file() and inside:
                    lines.append(f"{hashlib.new(algorithm, path.read_bytes()).hexdigest()}  {name}\n")
            target.write_text("".join(lines), "utf-8")
    size = [path.stat().st_size for path in (folder / "data").rglob("*") if path.is_file()]
    info = (folder / "bag-info.txt").read_text("utf-8").splitlines()
    info = [f"Payload-Oxum: {sum(size)}.{len(size)}" if line.startswith("Payload-Oxum") else line for line in info]
    if (text := "\n".join(info) + "\n") != (folder / "bag-info.txt").read_text("utf-8"):
        (folder / "bag-info.txt").write_text(text, "utf-8")
        relist(folder)


def kinds(defects: list[Defect]) -> list[tuple[str, str]]:
    for defect in defects:
        assert defect.text.id != defect.text.en
        assert str(defect).isprintable()
    return [(type(defect).__name__, defect.path) for defect in defects]


class TestWriting:
    def test_it_holds_what_an_officer_needs(self, bundle):
        with zipfile.ZipFile(bundle) as archive:
            names = archive.namelist()
            top = "bukti_PMI-2026-0042_v3/"
            assert bundle.name == "bukti_PMI-2026-0042_v3.zip"
            assert names == sorted(names)
            assert {name.removeprefix(top) for name in names} == {
                "bagit.txt", "bag-info.txt", "BACA-DULU_READ-FIRST.txt", "manifest-sha256.txt", "manifest-sha512.txt",
                "tagmanifest-sha256.txt", "tagmanifest-sha512.txt", "data/case.json", "data/bundle.json",
                "data/custody/custody.jsonl", "data/review/decisions.json", "data/originals/D001/original.jpg",
                "data/originals/D002/original.pdf", "data/originals/D003/original.bin", "data/pages/D001/page-001.png",
                "data/pages/D002/page-001.png", f"data/derived/{sha256(HEAT)[:32]}.png",
            }  # fmt: skip
            assert archive.read(top + "data/originals/D001/original.jpg") == JPEG
            assert archive.read(top + "data/originals/D003/original.bin") == HTML
            assert archive.read(top + "data/case.json") == case().to_json().encode()
            assert Case.model_validate_json(archive.read(top + "data/case.json")) == case()
            assert all(name.isascii() and len(name) <= 120 for name in names)
            assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}

    def test_names_that_files_came_with_are_told_and_never_used(self, unpacked):
        description = json.loads((unpacked / "data/bundle.json").read_text("utf-8"))
        first = next(entry for entry in description["files"] if entry["path"].endswith("D001/original.jpg"))
        assert [upload["filename"] for upload in first["uploads"]] == ["KTP saya.jpg", "../../../KTP.jpg"]
        assert description["custody"] == {"events": 3, "head": events()[-1]["hash"]}
        assert description["sealed"] is False

    def test_decisions_and_custody_arrive_whole(self, unpacked):
        (decision,) = json.loads((unpacked / "data/review/decisions.json").read_text("utf-8"))
        assert decision["decided_at"] == "2026-03-04T05:06:07.000Z"
        assert decision["reason_code"] == "R1"
        lines = (unpacked / "data/custody/custody.jsonl").read_text("utf-8").rstrip("\n").split("\n")
        assert [json.loads(line) for line in lines] == events()

    def test_the_same_inputs_give_the_same_bytes(self, bundle, tmp_path, monkeypatch):
        monkeypatch.setenv("TZ", "Asia/Jakarta")
        os.umask(os.umask(0o077))
        east = MADE.astimezone(dt.timezone(dt.timedelta(hours=9)))
        again = build(case(), BLOBS.__getitem__, events(), DECISIONS, made_at=east, folder=tmp_path / "again")
        assert again.read_bytes() == bundle.read_bytes()

    @pytest.mark.parametrize(
        ("reference", "expected"),
        [
            ("PMI-2026-0042", "bukti_PMI-2026-0042_v3"),
            ("a/b", f"bukti_a-b-{sha256(b'a/b')[:8]}_v3"),
            ("../../x", f"bukti_x-{sha256(b'../../x')[:8]}_v3"),
            ("印尼", f"bukti_kasus-{sha256('印尼'.encode())[:8]}_v3"),
            ("x" * 90, f"bukti_{'x' * 48}-{sha256(b'x' * 90)[:8]}_v3"),
            (None, "bukti_5f1e_v3"),
        ],
    )
    def test_any_reference_gives_a_safe_name_of_its_own(self, reference, expected, tmp_path):
        assert bundle_name(case(reference)) == expected
        path = build(case(reference), BLOBS.__getitem__, [], [], made_at=MADE, folder=tmp_path)
        assert path == tmp_path / f"{expected}.zip"
        assert verify(path) == []

    def test_a_reference_of_two_lines_does_not_reach_the_bag_s_fields(self, tmp_path):
        path = build(case("A\nPayload-Oxum: 1.1"), BLOBS.__getitem__, [], [], made_at=MADE, folder=tmp_path)
        assert verify(path) == []

    def test_a_blob_that_is_not_what_it_should_be_leaves_no_bundle(self, tmp_path):
        with pytest.raises(ValueError, match="is not what its name says"):
            build(case(), lambda _: JPEG, [], [], made_at=MADE, folder=tmp_path)
        calls = []

        def fading(name: str) -> bytes:
            calls.append(name)
            if len(calls) > 14:
                raise KeyError(name)
            return BLOBS[name]

        with pytest.raises(KeyError):
            build(case(), fading, [], [], made_at=MADE, folder=tmp_path)
        assert list(tmp_path.iterdir()) == []

    def test_originals_are_not_held_in_memory_together(self, tmp_path):
        size = 3_000_000
        many = {sha256(data): data for data in (bytes([number]) * size for number in range(12))}
        store = tmp_path / "blobs"
        store.mkdir()
        for name, data in many.items():
            (store / name).write_bytes(data)
        documents = tuple(
            document(number, data, source(data, "a.jpg", f"u{number}")) for number, data in enumerate(many.values(), 1)
        )
        del many
        whole = case().model_copy(update={"documents": documents, "checks": ()})
        tracemalloc.start()
        path = build(whole, lambda name: (store / name).read_bytes(), [], [], made_at=MADE, folder=tmp_path)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert path.stat().st_size > 12 * size
        assert peak < 5 * size

    def test_a_time_without_a_zone_is_refused(self, tmp_path):
        with pytest.raises(ValueError, match="zone"):
            build(case(), BLOBS.__getitem__, [], [], made_at=MADE.replace(tzinfo=None), folder=tmp_path)


class TestOtherPeoplesTools:
    @pytest.mark.parametrize("manifest", ["manifest", "tagmanifest"])
    @pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
    def test_coreutils_agree(self, unpacked, manifest, algorithm):
        command = [f"{algorithm}sum", "--strict", "-c", f"{manifest}-{algorithm}.txt"]
        assert subprocess.run(command, cwd=unpacked, capture_output=True, check=False).returncode == 0

    def test_bagit_agrees(self, unpacked, caplog):
        caplog.set_level(logging.CRITICAL)
        bag = bagit.Bag(str(unpacked))
        assert bag.is_valid()
        assert bag.version_info == (1, 0)
        assert bag.info["External-Identifier"] == "urn:absah:case:5f1e:v3"
        assert bag.info["Bagging-Date"] == "2026-03-04"

    def test_unzip_finds_no_fault(self, bundle):
        assert subprocess.run(["unzip", "-tq", str(bundle)], capture_output=True, check=False).returncode == 0

    def test_the_first_file_says_how_to_check_in_ten_lines_of_each_language(self, unpacked):
        text = (unpacked / "BACA-DULU_READ-FIRST.txt").read_text("utf-8")
        indonesian, english = text.split("-" * 100)[0], text.split("-" * 100)[1]
        for half in (indonesian, english):
            assert [f"\n{number}. " in half for number in range(1, 12)] == [True] * 10 + [False]
            assert "sha256sum -c manifest-sha256.txt" in half
            assert "shasum -a 256 -c" in half
            assert "Get-FileHash" in half
        assert max(len(line) for line in text.splitlines()) < 180


class TestVerifying:
    def test_a_whole_bundle_has_no_defect_as_zip_and_as_folder(self, bundle, unpacked, tmp_path):
        assert verify(bundle) == []
        assert verify(unpacked) == []
        assert verify(unpacked.parent) == []
        assert verify(zipped(unpacked, tmp_path / "again.zip", zipfile.ZIP_DEFLATED)) == []

    @pytest.fixture(params=["folder", "zip"])
    def check(self, request, unpacked, tmp_path):
        """Return a function that verifies the changed folder, as it is or packed again."""

        def defects() -> list[tuple[str, str]]:
            if request.param == "folder":
                return kinds(verify(unpacked))
            return kinds(verify(zipped(unpacked, tmp_path / "changed.zip")))

        return defects

    @pytest.mark.parametrize("path", ["data/originals/D001/original.jpg", "data/review/decisions.json", "bagit.txt"])
    def test_one_changed_byte(self, unpacked, check, path):
        data = bytearray((unpacked / path).read_bytes())
        data[-1] ^= 1
        (unpacked / path).write_bytes(data)
        assert check() == [("Changed", path)]

    @pytest.mark.parametrize("path", ["data/pages/D001/page-001.png", "BACA-DULU_READ-FIRST.txt"])
    def test_one_removed_file(self, unpacked, check, path):
        (unpacked / path).unlink()
        assert check() == [("Missing", path)]

    @pytest.mark.parametrize("path", ["data/originals/D001/more.jpg", "extra.txt", "Thumbs.db"])
    def test_one_added_file(self, unpacked, check, path):
        (unpacked / path).write_bytes(b"")
        assert check() == [("Added", path)]

    def test_all_defects_are_named_not_only_the_first(self, unpacked, check):
        (unpacked / "data/case.json").write_bytes(b"{}")
        (unpacked / "data/originals/D002/original.pdf").unlink()
        (unpacked / "data/pages/D002/page-001.png").rename(unpacked / "data/pages/D002/page-002.png")
        (unpacked / "bag-info.txt").unlink()
        assert set(check()) == {
            ("Changed", "data/case.json"),
            ("Missing", "data/originals/D002/original.pdf"),
            ("Missing", "data/pages/D002/page-001.png"),
            ("Added", "data/pages/D002/page-002.png"),
            ("Missing", "bag-info.txt"),
        }

    def test_a_manifest_edited_to_fit_is_seen_by_the_others(self, unpacked, check):
        path = unpacked / "data/originals/D001/original.jpg"
        before = path.read_bytes()
        path.write_bytes(b"another paper")
        manifest = unpacked / "manifest-sha256.txt"
        text = manifest.read_text("utf-8")
        manifest.write_text(text.replace(sha256(before), sha256(b"another paper")), "utf-8")
        found = check()
        assert ("Changed", "manifest-sha256.txt") in found
        assert ("Changed", "data/originals/D001/original.jpg") in found

    def test_an_original_swapped_with_all_manifests_contradicts_the_result(self, unpacked, check):
        (unpacked / "data/originals/D001/original.jpg").write_bytes(b"another paper")
        relist(unpacked)
        assert check() == [("BadManifest", "data/case.json")]

    def test_a_complete_rewrite_cannot_be_seen_before_bundles_are_sealed(self, unpacked, check):
        (unpacked / "data/review/decisions.json").write_text("[]", "utf-8")
        relist(unpacked)
        assert check() == []

    def test_a_wrong_size_in_the_bag_s_fields(self, unpacked, check):
        info = unpacked / "bag-info.txt"
        text = info.read_text("utf-8").replace("Payload-Oxum: ", "Payload-Oxum: 9")
        info.write_text(text, "utf-8")
        for algorithm in ("sha256", "sha512"):
            listed = unpacked / f"tagmanifest-{algorithm}.txt"
            lines = [line for line in listed.read_text("utf-8").splitlines() if "bag-info" not in line]
            lines.append(f"{hashlib.new(algorithm, text.encode()).hexdigest()}  bag-info.txt")
            listed.write_text("\n".join(lines) + "\n", "utf-8")
        assert check() == [("BadManifest", "bag-info.txt")]

    @pytest.mark.parametrize("change", ["edit", "drop", "cut", "swap", "noise"])
    def test_custody_events_that_do_not_follow_from_each_other(self, unpacked, check, change):
        path = unpacked / "data/custody/custody.jsonl"
        lines = path.read_text("utf-8").rstrip("\n").split("\n")
        if change == "edit":
            lines[1] = lines[1].replace("received", "erased")
        elif change == "drop":
            del lines[1]
        elif change == "cut":
            del lines[-1]
        elif change == "swap":
            lines[0], lines[1] = lines[1], lines[0]
        else:
            lines[1] = "["
        path.write_text("\n".join(lines) + "\n", "utf-8")
        relist(unpacked)
        assert check() == [("BrokenChain", "data/custody/custody.jsonl")]

    def test_events_without_a_chain_are_let_be(self, tmp_path):
        path = build(case(), BLOBS.__getitem__, [{"event": "received"}], [], made_at=MADE, folder=tmp_path)
        assert verify(path) == []

    @pytest.mark.parametrize("name", ["manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt"])
    def test_a_removed_manifest(self, unpacked, check, name):
        (unpacked / name).unlink()
        assert check() == [("Missing", name)]

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("nonsense", BadManifest("manifest-sha256.txt", "line 11")),
            (f"{'0' * 64}  ../../etc/passwd", UnsafePath("../../etc/passwd", "manifest-sha256.txt, line 11")),
            (f"{'0' * 64}  /etc/passwd", UnsafePath("/etc/passwd", "manifest-sha256.txt, line 11")),
            (f"{'0' * 64}  data/none", Missing("data/none")),
        ],
    )
    def test_a_line_that_has_no_place_in_a_manifest(self, unpacked, line, expected):
        manifest = unpacked / "manifest-sha256.txt"
        manifest.write_text(manifest.read_text("utf-8") + line + "\n", "utf-8")
        found = verify(unpacked)
        assert expected in found
        assert Changed("manifest-sha256.txt") in found

    def test_a_manifest_that_is_no_text(self, unpacked, check):
        (unpacked / "manifest-sha256.txt").write_bytes(b"\xff\xfe\x00")
        assert ("BadManifest", "manifest-sha256.txt") in check()

    def test_a_link_in_a_folder_is_named_and_not_followed(self, unpacked):
        path = unpacked / "data/case.json"
        path.unlink()
        path.symlink_to("/etc/passwd")
        (unpacked / "data/loop").symlink_to("..")
        assert kinds(verify(unpacked)) == [
            ("Missing", "data/case.json"),
            ("UnsafePath", "data/case.json"),
            ("UnsafePath", "data/loop"),
        ]


class TestArchivesThatCannotBeTrusted:
    @staticmethod
    def with_entry(bundle: Path, name: str | zipfile.ZipInfo, data: bytes = b"x") -> list[Defect]:
        with zipfile.ZipFile(bundle, "a") as archive:
            archive.writestr(name, data)
        return verify(bundle)

    @pytest.mark.parametrize(
        "name", ["../escape", "/etc/cron.d/x", "C:/x", "bukti_PMI-2026-0042_v3/../../x", "a\\..\\b", "a\x1b[2J"]
    )
    def test_names_that_lead_out_are_named_and_nothing_is_written(self, bundle, name, tmp_path):
        before = set(tmp_path.rglob("*"))
        assert UnsafePath in [type(defect) for defect in self.with_entry(bundle, name)]
        assert set(tmp_path.rglob("*")) == before

    def test_a_link_in_the_archive(self, bundle):
        info = zipfile.ZipInfo("bukti_PMI-2026-0042_v3/data/link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        assert UnsafePath(info.filename) in self.with_entry(bundle, info, b"/etc/passwd")

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_two_entries_under_one_name(self, bundle):
        name = "bukti_PMI-2026-0042_v3/data/case.json"
        assert Duplicate(name.casefold()) in self.with_entry(bundle, name, case().to_json().encode())

    def test_names_that_are_one_on_windows(self, bundle):
        found = self.with_entry(bundle, "bukti_PMI-2026-0042_v3/data/CASE.json")
        assert Duplicate("bukti_pmi-2026-0042_v3/data/case.json") in found

    def test_a_file_beside_the_bundle_s_folder(self, bundle):
        assert Added("setup.exe", "outside of the bundle's folder") in self.with_entry(bundle, "setup.exe")

    def test_a_bundle_of_another_kind(self, tmp_path):
        path = tmp_path / "other.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "hello")
        assert kinds(verify(path)) == [("NotABag", "other.zip")]
        assert kinds(verify(tmp_path / "nothing")) == [("NotABag", "nothing")]
        (tmp_path / "empty").mkdir()
        assert kinds(verify(tmp_path / "empty")) == [("NotABag", "empty")]

    def test_a_bag_without_its_declaration_is_missing_it(self, bundle, unpacked, tmp_path):
        (unpacked / "bagit.txt").unlink()
        assert kinds(verify(zipped(unpacked, tmp_path / "x.zip"))) == [("Missing", "bagit.txt")]
        assert kinds(verify(unpacked)) == [("Missing", "bagit.txt")]

    def test_a_truncated_archive(self, bundle):
        data = bundle.read_bytes()
        for share in (0, 0.1, 0.5, 0.99):
            bundle.write_bytes(data[: int(share * len(data))])
            assert [type(defect) for defect in verify(bundle)] == [DamagedArchive]

    def test_any_changed_byte_of_the_archive_is_a_defect_or_changes_no_file(self, bundle):
        data = bundle.read_bytes()
        with zipfile.ZipFile(bundle) as archive:
            whole = {name: archive.read(name) for name in archive.namelist()}
        for place in range(0, len(data), 97):
            changed = bytearray(data)
            changed[place] ^= 0x20
            bundle.write_bytes(changed)
            if not verify(bundle):
                with zipfile.ZipFile(io.BytesIO(bytes(changed))) as archive:
                    assert {name: archive.read(name) for name in archive.namelist()} == whole

    def test_an_entry_that_says_it_is_encrypted(self, bundle):
        data = bytearray(bundle.read_bytes())
        central = data.index(b"PK\x01\x02")
        data[central + 8] |= 1
        bundle.write_bytes(data)
        assert DamagedArchive in [type(defect) for defect in verify(bundle)]

    def test_a_folder_that_cannot_be_a_file(self, unpacked):
        os.mkfifo(unpacked / "data" / "pipe")
        assert UnsafePath("data/pipe") in verify(unpacked)
        shutil.rmtree(unpacked)
        assert BrokenChain not in [type(defect) for defect in verify(unpacked)]
