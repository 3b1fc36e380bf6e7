"""The operator's folder of trusted authorities: what is read from it, and what is refused."""

import sys
from pathlib import Path

import pytest

import worker.__main__
from samples.forgeries import signed_pdf as pdf
from worker.bootstrap import tools
from worker.settings import Settings
from worker.trust import TrustStore, WrongTrust, load_trust


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "trust"
    place.mkdir()
    return place


def other() -> pdf.Holder:
    return pdf.holder("CA LAIN", "BADAN LAIN", ca=True)


def test_no_folder_trusts_nobody():
    assert load_trust(None) == TrustStore()


def test_pem_and_der_are_read_once_each_and_other_files_passed_over(folder):
    (folder / "both.pem").write_bytes(b"BSrE, 2026\n" + pdf.authority().pem + other().pem)
    (folder / "again.cer").write_bytes(other().der)
    (folder / "README.md").write_text("why", "utf-8")
    assert set(load_trust(folder).certificates) == {pdf.authority().der, other().der}


@pytest.mark.parametrize("content", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_file_that_is_no_certificate_is_named_in_both_languages(folder, content):
    (folder / "ca.pem").write_bytes(content)
    with pytest.raises(WrongTrust) as wrong:
        load_trust(folder)
    assert str(folder / "ca.pem") in wrong.value.report
    assert "bukan sertifikat" in wrong.value.report
    assert "no certificate" in wrong.value.report


def test_a_signer_s_own_certificate_is_refused(folder):
    (folder / "someone.crt").write_bytes(pdf.official().pem)
    with pytest.raises(WrongTrust, match="authority"):
        load_trust(folder)


def test_a_folder_that_is_not_there_is_refused(folder):
    with pytest.raises(WrongTrust, match="cannot be read"):
        load_trust(folder / "nowhere")


def test_a_wrong_folder_stops_a_command_with_status_2(folder, monkeypatch, capsys):
    (folder / "ca.pem").write_bytes(b"hello")
    monkeypatch.setenv("ABSAH_TRUST_DIR", str(folder))
    monkeypatch.setattr(sys, "argv", ["worker", "screen", __file__])
    with pytest.raises(SystemExit) as end:
        worker.__main__.main()
    assert end.value.code == 2
    assert "ca.pem" in capsys.readouterr().err


def test_a_new_authority_reads_files_again_and_stands_in_the_result(folder):
    (folder / "ca.pem").write_bytes(pdf.authority().pem)
    one = tools(Settings(trust_dir=folder))
    before = (one.engines["trusted_authorities"], one.pipeline)
    (folder / "other.der").write_bytes(other().der)
    two = tools(Settings(trust_dir=folder))
    assert two.engines["trusted_authorities"] != before[0]
    assert two.pipeline != before[1]
    assert "trusted_authorities" not in tools(Settings()).engines
