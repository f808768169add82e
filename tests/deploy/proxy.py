"""The proxy configuration filled in for a test: ports, a certificate and folders of its own."""

import re
import subprocess
from pathlib import Path
from string import Template

AROUND = """pid {folder}/nginx.pid;
daemon off;
error_log {folder}/error.log warn;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    types {{ text/html html; }}
{site}
}}
"""


def certificate(folder: Path) -> Path:
    """Make a certificate for localhost, signed by itself; return its file."""
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *files, *names],
        check=True,
        capture_output=True,
    )
    return folder / "fullchain.pem"


def render(project: Path, folder: Path, *, http: int, https: int, upstream: str) -> Path:
    """Write a whole configuration that serves localhost on two ports; return its file."""
    template = (project / "deploy" / "nginx" / "loftet.conf.template").read_text(encoding="utf-8")
    site = Template(template).safe_substitute(
        LOFTET_SERVER_NAME="localhost",
        LOFTET_UPSTREAM=upstream,
        LOFTET_CERTIFICATE=folder / "fullchain.pem",
        LOFTET_CERTIFICATE_KEY=folder / "privkey.pem",
    )
    assert "${LOFTET" not in site.partition("limit_conn_zone")[2]
    site = re.sub(r"listen \[::\]:\d+.*;\n", "", site)
    site = site.replace("listen 80;", f"listen 127.0.0.1:{http};").replace(
        "listen 443", f"listen 127.0.0.1:{https}"
    )
    site = site.replace("/var/log/nginx/", f"{folder}/")
    file = folder / "nginx.conf"
    file.write_text(AROUND.format(folder=folder, site=site), encoding="utf-8")
    return file
