# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of RawStatisticsApi."""

from apivideo.apis.raw_statistics_api import RawStatisticsApi as RawStatisticsApi
