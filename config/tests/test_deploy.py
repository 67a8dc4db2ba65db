"""The files for deployment are kept true: parsed, verified, and nginx started for real."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPSConnection
from pathlib import Path

import pytest
import trustme
import yaml

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")))


def documented() -> set[str]:
    return set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs/settings.md").read_text()))


def test_compose_file_sets_documented_variables_and_builds_our_image():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())

    assert set(compose["services"]) == {"app", "worker", "database", "proxy"}
    for name in ("app", "worker"):
        service = compose["services"][name]
        assert set(service["environment"]) <= documented()
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).exists()


def test_image_runs_as_an_ordinary_user_and_copies_files_that_exist():
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()

    assert "USER dateline" in lines
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ")]
    names = [name for part in copied for name in part if not name.startswith(("--", "/"))]
    assert all((ROOT / name).exists() for name in names)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_unit_is_sound(unit, tmp_path):
    for each in UNITS:
        text = each.read_text().replace("/opt/dateline/bin/dateline", "/bin/true")
        (tmp_path / each.name).write_text(text)

    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / unit.name)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert unit.name not in done.stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_unit_sets_documented_variables(unit):
    named = re.findall(r"^Environment=(.*)$", unit.read_text(), re.MULTILINE)

    assert set(re.findall(r"([A-Z_]+)=", " ".join(named))) <= documented()


def until(happened: Callable[[], object], seconds: float = 60) -> None:
    for _ in range(int(seconds * 20)):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class Proxied:
    """A site behind nginx, configured as `deploy/nginx.conf` says but for names and ports."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.inner = folder, free_port(), free_port()
        authority = trustme.CA()
        authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(
            str(folder / "site.pem")
        )
        self.tls = ssl.create_default_context()
        authority.configure_trust(self.tls)
        self.log = (folder / "site.log").open("wb")
        self.processes = [self._site(), self._nginx()]
        until(lambda: accepts(self.inner) and accepts(self.port))

    def _site(self) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "DATELINE_DATA": str(self.folder / "data"),
            "DATELINE_HTTPS": "true",
            "DATELINE_PROXIES": "1",
            "DATELINE_LOG": "json",
            "ALLOWED_HOSTS": "localhost",
        }
        migrate = [sys.executable, "manage.py", "migrate", "-v0"]
        subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
        command = [sys.executable, "-m", "config.server", "--port", str(self.inner)]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=self.log)

    def _nginx(self) -> subprocess.Popen[bytes]:
        site = (DEPLOY / "nginx.conf").read_text()
        pem = str(self.folder / "site.pem")
        site = re.sub(r"server \{\s+listen 80;.*?\n\}", "", site, count=1, flags=re.DOTALL)
        site = site.replace("127.0.0.1:8000", f"127.0.0.1:{self.inner}")
        site = site.replace("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl")
        site = site.replace("archive.example.org;", "localhost;")
        site = re.sub(r"(ssl_certificate(?:_key)? +)\S+;", rf"\g<1>{pem};", site)
        logs = f"access_log off; error_log {self.folder}/error.log;"
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = " ".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in kinds)
        # Its workers write to this folder, which belongs to whoever runs the test.
        user = "user root;" if os.getuid() == 0 else ""
        conf = self.folder / "nginx.conf"
        conf.write_text(
            f"{user} pid {self.folder}/nginx.pid; daemon off; events {{}} "
            f"http {{ {logs} {temporary}\n{site}\n}}"
        )
        return subprocess.Popen(["nginx", "-p", str(self.folder), "-c", str(conf)])

    def cookie(self, path: str) -> tuple[str, str]:
        """Return the cookie that a page sets, and its text."""
        connection = HTTPSConnection("localhost", self.port, timeout=60, context=self.tls)
        connection.request("GET", path)
        response = connection.getresponse()
        cookie = (response.getheader("Set-Cookie") or "").partition(";")[0]
        return cookie, response.read().decode()

    def request(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
        connection = HTTPSConnection("localhost", self.port, timeout=60, context=self.tls)
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace")

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
            process.wait(60)
        self.log.close()


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    site = Proxied(tmp_path_factory.mktemp("nginx"))
    yield site
    site.stop()


def test_nginx_serves_the_site_over_tls(proxied):
    status, text = proxied.request("GET", "/robots.txt")

    assert (status, "Disallow: /desk/" in text) == (200, True)


def test_nginx_refuses_large_bodies_but_for_the_desk(proxied):
    large = b"x" * 100_000

    assert proxied.request("POST", "/sign-in", large)[0] == 413
    # nginx passes it on; the site takes bodies of this size from editors alone, and may close
    # the connection before nginx has sent all of it.
    status, page = proxied.request("POST", "/desk/import/files", large)
    assert (status, "max_body" in page) in {(413, True), (502, False)}


def test_slow_bodies_do_not_reach_the_site(proxied):
    head = b"POST /suggest HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\nname="
    silent = []
    for _ in range(30):
        line = proxied.tls.wrap_socket(
            socket.create_connection(("127.0.0.1", proxied.port)), server_hostname="localhost"
        )
        line.sendall(head)
        silent.append(line)

    assert proxied.request("GET", "/robots.txt")[0] == 200
    for line in silent:
        line.close()


def test_site_sees_the_address_that_nginx_saw_and_not_a_claimed_one(proxied):
    cookie, page = proxied.cookie("/sign-in")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None, page
    body = f"csrfmiddlewaretoken={token[1]}&username=nobody&password=x".encode()

    proxied.request(
        "POST", "/sign-in", body,
        **{
            "Cookie": cookie, "X-Forwarded-For": "198.51.100.7",
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": "https://localhost/sign-in", "Origin": "https://localhost",
        },
    )  # fmt: skip

    log = (proxied.folder / "site.log").read_text()
    assert "sign-in failed for 'nobody' from 127.0.0.1" in log
    assert "198.51.100.7" not in log
