"""One installation: the README's third walk is that of `docs/how-to/run.md`; versions name their commit."""

import re
import subprocess
from pathlib import Path

import pytest


def commands(text: str) -> list[str]:
    """Return the commands in the blocks of a document, each on one line."""
    blocks = re.findall(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    joined = "".join(blocks).replace("\\\n", "")
    return [" ".join(line.split()) for line in joined.splitlines() if line.strip()]


def test_the_readme_installs_as_run_does(project: Path) -> None:
    readme = (project / "README.md").read_text(encoding="utf-8")
    section = readme.partition("\n## 3. A production site\n")[2].partition("\n## ")[0]
    run = (project / "docs" / "how-to" / "run.md").read_text(encoding="utf-8").partition("\n### 4.")[0]
    explained = commands(run)
    assert commands(section)
    assert [line for line in commands(section) if line not in explained] == []


def test_the_units_fit_where_it_is_installed(project: Path) -> None:
    told = " ".join(commands((project / "README.md").read_text(encoding="utf-8")))
    for unit in (project / "deploy" / "systemd").glob("loftet-*.service"):
        text = unit.read_text(encoding="utf-8")
        folders = set(re.findall(r"(/opt/loftet|/etc/loftet)\b", text))
        assert all(folder in told for folder in folders)
        assert "User=loftet\n" in text


def test_each_version_names_the_commit_that_has_it(project: Path) -> None:
    text = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", text, re.MULTILINE)
    named = dict(re.findall(r"^## \[(\S+)\] - \S+\n\nCommit ([0-9a-f]{8})\.$", text, re.MULTILINE))
    assert list(named) == versions
    for version, commit in named.items():
        asked = ["git", "-C", str(project), "show", f"{commit}:pyproject.toml"]
        shown = subprocess.run(asked, capture_output=True, text=True, check=False)
        if shown.returncode:
            pytest.skip("the history is not here")
        assert f'version = "{version}"' in shown.stdout


@pytest.mark.parametrize("target", ["install NUMBERS=yes", "setup", "fuzz"])
def test_an_environment_that_the_shell_has_activated_is_left_alone(project: Path, target: str) -> None:
    asked = ["make", "--dry-run", "--always-make", "--no-print-directory", *target.split()]
    run = subprocess.run(asked, cwd=project, capture_output=True, text=True, check=True).stdout
    installs = [line for line in run.splitlines() if "uv pip" in line]
    assert installs
    assert [line for line in installs if "--python .venv/bin/python" not in line] == []
