# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of PlayerThemesApi."""

from apivideo.apis.player_themes_api import PlayerThemesApi as PlayerThemesApi
