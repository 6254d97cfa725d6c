# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of UploadTokensApi."""

from apivideo.apis.upload_tokens_api import UploadTokensApi as UploadTokensApi
