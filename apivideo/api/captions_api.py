# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of CaptionsApi."""

from apivideo.apis.captions_api import CaptionsApi as CaptionsApi
