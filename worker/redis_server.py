"""A private Redis: a real ``redis-server`` of our own on a unix socket, with its append-only file in our folder."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry as RedisRetry

from worker.children import Child
from worker.settings import LONGEST_SOCKET_PATH

SERVERS: Final = ("redis-server", "valkey-server")
START_TIMEOUT_S: Final = 15.0


class NoRedisServer(Exception):  # noqa: N818  # what this machine lacks
    """No Redis server is installed."""

    def __init__(self) -> None:
        super().__init__("no redis-server found; install it: apt-get install redis-server (macOS: brew install redis)")


class RedisServer:
    """A running private server; nobody else of this machine can reach its socket."""

    def __init__(self, folder: Path) -> None:
        program = next((found for name in SERVERS if (found := shutil.which(name))), None)
        if program is None:
            raise NoRedisServer
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._passing: Path | None = None
        self.socket = self._socket_in(folder)
        self._command = [
            program,
            *("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
            *("--dir", str(folder), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
            *("--maxmemory-policy", "noeviction", "--daemonize", "no", "--loglevel", "warning"),
        ]
        self._log = folder / "redis.log"
        self.child = self._start()

    @property
    def url(self) -> str:
        """The address for ``ABSAH_REDIS_URL``."""
        return f"unix://{self.socket}"

    def restart(self) -> None:
        """Start it again on the same socket and append-only file, after it has ended."""
        self.child = self._start()

    def stop(self) -> None:
        """End the server and remove what lies outside its folder."""
        self.child.stop()
        if self._passing is not None:
            shutil.rmtree(self._passing, ignore_errors=True)

    def _start(self) -> Child:
        child = Child("redis-server", self._command, self._log)
        try:
            child.wait_until(self._answers, START_TIMEOUT_S)
        except BaseException:
            child.stop()
            raise
        return child

    def _answers(self) -> bool:
        try:
            with Redis(unix_socket_path=str(self.socket), retry=RedisRetry(NoBackoff(), 0)) as client:
                return bool(client.ping())
        except RedisError:
            return False

    def _socket_in(self, folder: Path) -> Path:
        """Return the socket's path: in the folder, or in a passing one where that path is too long for a socket."""
        path = folder / "redis.sock"
        if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
            return path
        self._passing = Path(tempfile.mkdtemp(prefix="absah-"))
        return self._passing / "redis.sock"
