"""LiveStreamsApi: a live stream, walked from the first to the last call."""

import urllib.request

import pytest
from support.pictures import png
from support.viewing import status_of

from apivideo.exceptions import BadRequestException, NotFoundException

RESTREAM = {"name": "there", "serverUrl": "rtmp://there.example/live", "streamKey": "a key"}


def test_a_live_stream_from_creation_to_deletion(client, clock):
    stream = client.live_streams.create({"name": "concert", "restreams": [RESTREAM]})
    clock.forward(5)

    assert (stream.public, stream.broadcasting, stream.record) == (True, False, None)
    assert stream.restreams[0].server_url == RESTREAM["serverUrl"]
    stream_id = stream.live_stream_id
    assert client.live_streams.get(stream_id) == stream
    changed = client.live_streams.update(stream_id, {"name": "Concert", "record": True})
    assert (changed.name, changed.record, len(changed.restreams)) == ("Concert", True, 1)
    assert client.live_streams.update(stream_id, {"restreams": []}).restreams == []
    other = client.live_streams.create({"name": "a lecture"})
    names = [each.name for each in client.live_streams.list(sort_by="name").data]
    assert names == ["a lecture", "Concert"]
    assert client.live_streams.list(name="lect").data == [other]
    assert client.live_streams.list(stream_key=stream.stream_key).data[0].name == "Concert"
    client.live_streams.delete(stream_id)
    with pytest.raises(NotFoundException):
        client.live_streams.get(stream_id)


def test_a_thumbnail_comes_and_goes(client, picture):
    stream = client.live_streams.create({"name": "concert", "public": False})
    stream_id = stream.live_stream_id

    with_picture = client.live_streams.upload_thumbnail(stream_id, picture)
    with urllib.request.urlopen(with_picture.assets.thumbnail) as answer:
        assert answer.read() == png(20, 10)
    without = client.live_streams.delete_thumbnail(stream_id)
    with urllib.request.urlopen(without.assets.thumbnail) as answer:
        assert answer.headers["Content-Type"] == "image/jpeg"

    assert status_of(f"{client.configuration.host}/live/{stream_id}/thumbnail.jpg") == 404


@pytest.mark.parametrize(
    "changes, name",
    [
        ({"name": " "}, "restreams[0][name]"),
        ({"serverUrl": "srt://there.example/live"}, "restreams[0][serverUrl]"),
        ({"serverUrl": "rtmp://there.example/"}, "restreams[0][serverUrl]"),
    ],
)
def test_a_restream_that_cannot_work_is_refused(client, changes, name):
    payload = {"name": "concert", "restreams": [dict(RESTREAM, **changes)]}

    with pytest.raises(BadRequestException) as refusal:
        client.live_streams.create(payload)

    assert f'"name":"{name}"' in refusal.value.body


def test_what_was_broadcast_becomes_a_video(client, server, clock):
    stream_id = client.live_streams.create({"name": "concert"}).live_stream_id

    server.start_broadcast(stream_id)
    assert client.live_streams.get(stream_id).broadcasting
    client.live_streams.complete(stream_id)
    clock.forward(10)

    assert not client.live_streams.get(stream_id).broadcasting
    (recording,) = client.videos.list(live_stream_id=stream_id).data
    assert recording.source.live_stream.live_stream_id == stream_id
    assert client.videos.get_status(recording.video_id).encoding.playable
    client.live_streams.complete(stream_id)  # there is nothing left to complete
    assert len(client.videos.list(live_stream_id=stream_id).data) == 1
