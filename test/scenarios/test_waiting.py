"""Waiting for the service: each thing comes when its clock says so."""

import pytest

import apivideo
from apivideo.emulator import Emulator, Settings


@pytest.fixture
def how(clock):
    """Arguments for waiting in the time of the service."""
    return {"clock": clock, "sleep": clock.forward}


def test_a_video_is_playable_first_and_encoded_later(client, film, how):
    video_id = client.videos.create(title="film").video_id
    client.videos.upload(video_id, film)

    first = apivideo.wait_until_playable(client, video_id, **how)
    last = apivideo.wait_until_encoded(client, video_id, **how)

    assert {one.status for one in first.encoding.qualities} > {"encoded"}
    assert {one.status for one in last.encoding.qualities} == {"encoded"}


def test_one_quality_is_there_before_the_others(client, film, how):
    video_id = client.videos.create(title="film").video_id
    client.videos.upload(video_id, film)

    status = apivideo.wait_until_encoded(client, video_id, qualities=["mp4"], **how)

    words = {one.type: one.status for one in status.encoding.qualities}
    assert words["mp4"] == "encoded" != words["hls"]


@pytest.mark.parametrize("wait", [apivideo.wait_until_playable, apivideo.wait_until_encoded])
def test_a_video_without_a_file_is_not_waited_for(client, how, wait):
    video_id = client.videos.create(title="film").video_id

    with pytest.raises(apivideo.NothingUploadedError, match=video_id):
        wait(client, video_id, **how)


def test_whoever_uploads_with_a_token_can_wait_without_a_key(film):
    with Emulator(Settings(encoding_seconds=0)) as server:
        token = server.client().upload_tokens.create_token(ttl=3600).token
        with apivideo.ApiClient(host=server.url) as delegated:
            video = delegated.videos.upload_with_upload_token(token, film)
            apivideo.wait_until_available(delegated, video.assets.hls, timeout=60)

        assert server.client().videos.get_status(video.video_id).encoding.playable


def test_a_summary_comes_after_the_video(client, film, how):
    video_id = client.videos.create(title="film", transcript_summary=True).video_id
    client.videos.upload(video_id, film)

    summary = apivideo.wait_until_summary(client, video_id, **how)

    assert client.summaries.get_summary_source(summary.summary_id).abstract


def test_a_broadcast_is_waited_for(client, server, clock, how):
    live_stream_id = client.live_streams.create(name="live").live_stream_id
    told = []

    def sleep(seconds):
        told.append(seconds)
        clock.forward(seconds)
        if len(told) == 3:
            server.start_broadcast(live_stream_id)

    live = apivideo.wait_until_broadcasting(client, live_stream_id, **dict(how, sleep=sleep))

    assert live.broadcasting
    assert len(told) == 3
