# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of AnalyticsApi."""

from apivideo.apis.analytics_api import AnalyticsApi as AnalyticsApi
