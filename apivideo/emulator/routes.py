"""All operations of the emulator: each room lists its own."""

from __future__ import annotations

from collections.abc import Sequence

from apivideo.emulator import control
from apivideo.emulator.analytics import metrics, raw_statistics
from apivideo.emulator.dashboard import page
from apivideo.emulator.http import auth
from apivideo.emulator.http.service import Route
from apivideo.emulator.playback import live_playback, text_tracks, video_playback
from apivideo.emulator.resources import (
    captions,
    chapters,
    discarded_videos,
    live_streams,
    player_themes,
    summaries,
    tags,
    upload_tokens,
    video_thumbnails,
    video_uploads,
    videos,
    watermarks,
    webhooks,
)

ROUTES: Sequence[Route] = (
    *auth.ROUTES,
    *videos.ROUTES,
    *video_uploads.ROUTES,
    *video_thumbnails.ROUTES,
    *discarded_videos.ROUTES,
    *captions.ROUTES,
    *chapters.ROUTES,
    *summaries.ROUTES,
    *tags.ROUTES,
    *upload_tokens.ROUTES,
    *watermarks.ROUTES,
    *player_themes.ROUTES,
    *live_streams.ROUTES,
    *webhooks.ROUTES,
    *metrics.ROUTES,
    *raw_statistics.ROUTES,
    *video_playback.ROUTES,
    *live_playback.ROUTES,
    *text_tracks.ROUTES,
    *control.ROUTES,
    *page.ROUTES,
)
