"""VideosApi: a video, walked from the first to the last call; discarded ones likewise."""

import datetime
import urllib.request

import pytest
from support.viewing import status_of

from apivideo.emulator import Emulator, Settings
from apivideo.exceptions import BadRequestException, NotFoundException


def titles(page):
    return [video.title for video in page.data]


def fetch(address):
    with urllib.request.urlopen(address) as answer:
        return answer.read()


def test_a_video_from_creation_to_deletion(client, clock, film):
    payload = {"title": "dawn", "tags": ["sky"], "metadata": [{"key": "by", "value": "Ann"}]}
    video_id = client.videos.create(payload).video_id
    clock.forward(1)
    client.videos.create({"title": "noon", "tags": ["sky", "hot"]})

    uploaded = client.videos.upload(video_id, film)
    assert uploaded.video_id == video_id
    status = client.videos.get_status(video_id)
    assert (status.ingest.status, status.encoding.playable) == ("uploaded", False)
    clock.forward(10)
    assert client.videos.get_status(video_id).encoding.playable
    with open(film, "rb") as file:
        assert fetch(client.videos.get(video_id).assets.mp4) == file.read()

    changed = client.videos.update(video_id, {"title": "Dawn", "tags": []})
    assert (changed.title, changed.tags, changed.metadata[0].value) == ("Dawn", [], "Ann")
    assert titles(client.videos.list(sort_by="title")) == ["Dawn", "noon"]
    assert titles(client.videos.list(sort_by="createdAt", sort_order="desc")) == ["noon", "Dawn"]
    assert titles(client.videos.list(title="oo")) == ["noon"]
    assert titles(client.videos.list(tags=["hot", "sky"])) == ["noon"]
    assert titles(client.videos.list(metadata={"by": "Ann"})) == ["Dawn"]
    second = client.videos.list(page_size=1, current_page=2, sort_by="title")
    assert (titles(second), second.pagination.pages_total) == (["noon"], 2)
    client.videos.delete(video_id)
    with pytest.raises(NotFoundException):
        client.videos.get(video_id)
    with pytest.raises(NotFoundException):
        client.videos.get_discarded(video_id)
    assert titles(client.videos.list()) == ["noon"]


def test_thumbnails_are_given_and_picked(client, film, picture):
    video_id = client.videos.create({"title": "film"}).video_id
    client.videos.upload(video_id, film)

    video = client.videos.upload_thumbnail(video_id, picture)

    with open(picture, "rb") as file:
        assert fetch(video.assets.thumbnail) == file.read()
    assert client.videos.pick_thumbnail(video_id, {"timecode": "00:00:01.000"}) == video


def test_the_pages_of_a_private_video_open_with_a_token_alone(client, film, clock):
    video_id = client.videos.create({"title": "film", "public": False}).video_id
    client.videos.upload(video_id, film)
    clock.forward(10)

    first, second = (client.videos.get(video_id).assets for _ in range(2))

    assert first.mp4 != second.mp4
    assert fetch(first.mp4) == fetch(second.mp4)
    clock.forward(24 * 3600)
    assert status_of(first.mp4) == 404


@pytest.mark.parametrize("name", ["current_page", "page_size"])
def test_a_page_out_of_range_names_the_range(client, name):
    with pytest.raises(BadRequestException) as refusal:
        words = name.split("_")
        client.call("GET", "/videos", query={words[0] + words[1].title(): 0})

    assert '"min":1' in refusal.value.body


WEEK = 7 * 86400


def test_a_container_that_stays_empty_is_gone_after_seven_days(client, clock, film):
    filled = client.videos.create({"title": "filled"}).video_id
    client.videos.upload(filled, film)
    copy = client.videos.create({"title": "copy", "source": filled}).video_id
    begun = client.videos.create({"title": "begun"}).video_id
    session = client.videos.create_upload_progressive_session(begun)
    session.upload_part(bytes(5 * 1024 * 1024))
    empty = client.videos.create({"title": "empty", "tags": ["a tag"]}).video_id
    clock.forward(86400)
    later = client.videos.create({"title": "later"}).video_id

    clock.forward(WEEK - 86400 - 1)
    assert client.videos.get(empty).title == "empty"
    clock.forward(1)

    assert client.tags.list().data == []
    for call in (client.videos.get, client.videos.get_status, client.videos.delete):
        with pytest.raises(NotFoundException):
            call(empty)
    with pytest.raises(NotFoundException):
        client.videos.upload(empty, film)
    assert {one.video_id for one in client.videos.list().data} == {filled, copy, begun, later}
    clock.forward(86400)
    assert {one.video_id for one in client.videos.list().data} == {filled, copy, begun}


def test_a_container_is_gone_for_the_next_server_too(tmp_path, clock):
    settings = Settings(directory=tmp_path / "state", clock=clock)
    with Emulator(settings) as server:
        server.client().videos.create({"title": "empty"})

    clock.forward(WEEK)

    with Emulator(settings) as server:
        assert server.client().videos.list().data == []


class TestDiscardedVideos:
    @pytest.fixture
    def options(self):
        return {"video_restore": True}

    def test_a_deleted_video_can_be_restored(self, client, clock, film):
        video_id = client.videos.create({"title": "film", "tags": ["sky"]}).video_id
        client.videos.upload(video_id, film)
        clock.forward(10)
        address = client.videos.get(video_id).assets.mp4

        client.videos.delete(video_id)

        assert titles(client.videos.list()) == []
        assert client.tags.list().data == []
        with pytest.raises(NotFoundException):
            client.videos.get(video_id)
        assert status_of(address) == 404
        discarded = client.videos.get_discarded(video_id)
        assert (discarded.discarded, discarded.assets) == (True, None)
        assert discarded.deletes_at - discarded.discarded_at == datetime.timedelta(days=90)
        assert titles(client.videos.list_discarded(tags=["sky"])) == ["film"]
        assert titles(client.videos.list_discarded(title="x")) == []
        with pytest.raises(BadRequestException):
            client.videos.update_discarded(video_id, {"discarded": True})
        restored = client.videos.update_discarded(video_id, {"discarded": False})
        assert (restored.discarded, restored.discarded_at) == (False, None)
        assert titles(client.videos.list_discarded()) == []
        assert fetch(client.videos.get(video_id).assets.mp4)

    def test_after_90_days_it_is_gone_for_good(self, client, clock, film):
        video_id = client.videos.create({"title": "film"}).video_id
        client.videos.upload(video_id, film)
        client.videos.delete(video_id)

        clock.forward(90 * 86400)

        with pytest.raises(NotFoundException):
            client.videos.get_discarded(video_id)
        assert titles(client.videos.list_discarded()) == []
