"""Calling the command line."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from diurna.cli import group


def run(*arguments: str | Path) -> Result:
    """Return what a command line gives."""
    return CliRunner().invoke(group, [str(a) for a in arguments])
