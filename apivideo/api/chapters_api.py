# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of ChaptersApi."""

from apivideo.apis.chapters_api import ChaptersApi as ChaptersApi
