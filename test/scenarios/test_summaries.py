"""SummariesApi: summaries, generated and written, walked from the first to the last call."""

import pytest

from apivideo.emulator import Emulator, Settings
from apivideo.exceptions import ApiException, NotFoundException


def make_video(client, film, **members):
    video_id = client.videos.create(dict(members, title="film")).video_id
    client.videos.upload(video_id, film)
    return video_id


def test_a_summary_that_a_client_writes(client, film, clock):
    video_id = make_video(client, film)

    summary = client.summaries.create({"videoId": video_id})

    summary_id = summary.summary_id
    assert (summary.origin, summary.source_status) == ("api", "missing")
    assert client.summaries.get_summary_source(summary_id).to_dict() == {}
    clock.forward(60)
    source = client.summaries.update(summary_id, {"abstract": "All of it."})
    assert (source.abstract, source.takeaways) == ("All of it.", None)
    client.summaries.update(summary_id, {"takeaways": ["first"]})
    assert client.summaries.get_summary_source(summary_id).abstract == "All of it."
    assert [each.summary_id for each in client.summaries.list(video_id=video_id).data] == [
        summary_id
    ]
    assert client.summaries.list(source_status="missing").data == []
    client.summaries.delete(summary_id)
    assert client.summaries.list().data == []
    assert client.summaries.create({"videoId": video_id}).source_status == "missing"


def test_a_summary_that_is_generated(client, film, clock):
    video_id = make_video(client, film)

    summary = client.summaries.create(
        {"videoId": video_id, "origin": "auto", "attributes": ["takeaways"]}
    )

    summary_id = summary.summary_id
    assert (summary.origin, summary.source_status) == ("auto", "waiting")
    with pytest.raises(ApiException) as refusal:
        client.summaries.update(summary_id, {"abstract": "Mine."})
    assert refusal.value.status == 409
    clock.forward(10)
    assert client.summaries.list(origin="auto").data[0].source_status == "completed"
    source = client.summaries.get_summary_source(summary_id)
    assert (source.abstract, len(source.takeaways)) == (None, 3)


def test_a_summary_comes_with_the_video_that_asks_for_one(client, film, clock):
    video_id = make_video(client, film, transcriptSummary=True)
    assert client.summaries.list(video_id=video_id).data[0].source_status == "waiting"

    clock.forward(10)

    (summary,) = client.summaries.list(video_id=video_id).data
    words = client.summaries.get_summary_source(summary.summary_id).abstract.split()
    assert 20 <= len(words) <= 300
    assert [each.srclang for each in client.captions.list(video_id).data] == ["en"]


def test_a_video_has_one_summary_at_a_time(client, film):
    video_id = make_video(client, film)
    client.summaries.create({"videoId": video_id})

    for again in (
        lambda: client.summaries.create({"videoId": video_id}),
        lambda: client.videos.update(video_id, {"transcriptSummary": True}),
    ):
        with pytest.raises(ApiException) as refusal:
            again()
        assert (refusal.value.status, "summary-already-exists" in refusal.value.body) == (409, True)


def test_a_video_that_cannot_be_encoded_gets_no_summary(client, server, film, clock):
    video_id = make_video(client, film, transcriptSummary=True, transcript=True)

    server.encode(video_id, failed=True)
    clock.forward(10)

    assert client.captions.list(video_id).data == []
    assert client.summaries.list(video_id=video_id).data[0].source_status == "failed"


def test_a_summary_needs_a_video(client):
    with pytest.raises(NotFoundException):
        client.summaries.create({"videoId": "vi-none"})


def test_a_video_without_sound_cannot_be_summed_up(film, clock):
    pytest.importorskip("av")
    with Emulator(Settings(encoding_seconds=10, media=True, clock=clock)) as server:
        client = server.client()
        video_id = make_video(client, film, transcriptSummary=True)
        server.settle()
        clock.forward(10)

        assert client.summaries.list(video_id=video_id).data[0].source_status == "unprocessable"
        assert client.captions.list(video_id).data == []
