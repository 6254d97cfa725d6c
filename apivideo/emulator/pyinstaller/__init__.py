"""Tells PyInstaller which data files the emulator needs. Its modules are found by their imports."""

from __future__ import annotations

from pathlib import Path


def hook_dirs() -> list[str]:
    """Return the folders with hooks; PyInstaller asks for them by the entry point in setup.py."""
    return [str(Path(__file__).parent)]
