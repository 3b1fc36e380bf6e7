"""Child programs and the private Redis of the demo: ready or a clear word, and gone afterwards."""

import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

import pytest
from redis import Redis

from tests.fixtures.own_redis import own_redis
from worker.children import Child, ChildFailed
from worker.redis_server import NoRedisServer, RedisServer
from worker.settings import LONGEST_SOCKET_PATH


def test_a_child_that_ends_too_early_says_why(tmp_path):
    child = Child("child", [sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path / "log")
    with pytest.raises(ChildFailed, match=r"(?s)child ended with status 1.*no such thing"):
        child.wait_until(lambda: False, 20)


def test_a_child_that_is_never_ready_is_given_up(tmp_path):
    child = Child("child", [sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / "log")
    with pytest.raises(ChildFailed, match="not ready"):
        child.wait_until(lambda: False, 0.2)
    child.stop()
    assert not child.is_running()
    child.stop()


def test_a_redis_keeps_what_it_holds_over_a_crash_and_nobody_else_reaches_it():
    with own_redis() as server:
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
        assert stat.S_IMODE(server.socket.parent.stat().st_mode) == 0o700
        with Redis.from_url(server.url) as client:
            client.set("k", "v")
            assert client.config_get("port") == {"port": "0"}
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        server.child.kill()
        server.restart()
        with Redis.from_url(server.url) as client:
            assert client.get("k") == b"v"
    assert not server.child.is_running()


def test_a_folder_whose_path_is_too_long_for_a_socket_gets_a_passing_one():
    if shutil.which("redis-server") is None:
        pytest.skip("no redis-server is installed")
    root = Path(tempfile.mkdtemp(prefix="absah-test-"))
    folder = root / ("long" * 30)
    server = RedisServer(folder)
    try:
        assert len(os.fsencode(server.socket)) <= LONGEST_SOCKET_PATH
        with Redis.from_url(server.url) as client:
            assert client.ping()
        assert (folder / "appendonlydir").is_dir()
    finally:
        server.stop()
        shutil.rmtree(root)
    assert not server.socket.parent.exists()


def test_a_machine_without_redis_gets_the_line_to_type(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoRedisServer, match="apt-get install redis-server"):
        RedisServer(tmp_path)
