# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of SummariesApi."""

from apivideo.apis.summaries_api import SummariesApi as SummariesApi
