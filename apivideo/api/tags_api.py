# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of TagsApi."""

from apivideo.apis.tags_api import TagsApi as TagsApi
