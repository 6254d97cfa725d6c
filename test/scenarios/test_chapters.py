"""ChaptersApi: the chapters of a video, walked from the first to the last call."""

import urllib.request

import pytest
from support.viewing import status_of

from apivideo.exceptions import BadRequestException, NotFoundException


def test_chapters_from_upload_to_deletion(client, vtt):
    video_id = client.videos.create({"title": "film", "public": False}).video_id

    chapter = client.chapters.upload(video_id, "fr", vtt)

    assert (chapter.language, chapter.uri) == ("fr", f"/videos/{video_id}/chapters/fr")
    assert "/token/" in chapter.src
    with urllib.request.urlopen(client.chapters.get(video_id, "fr").src) as answer:
        assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    client.chapters.upload(video_id, "en", vtt)
    assert [each.language for each in client.chapters.list(video_id).data] == ["en", "fr"]
    client.chapters.delete(video_id, "fr")
    assert [each.language for each in client.chapters.list(video_id).data] == ["en"]
    with pytest.raises(NotFoundException):
        client.chapters.delete(video_id, "fr")


def test_only_vtt_files_are_taken(client, picture):
    video_id = client.videos.create({"title": "film"}).video_id

    with pytest.raises(BadRequestException, match="vtt"):
        client.chapters.upload(video_id, "en", picture)


def test_chapters_go_with_their_video(client, vtt):
    video_id = client.videos.create({"title": "film"}).video_id
    address = client.chapters.upload(video_id, "en", vtt).src

    client.videos.delete(video_id)

    assert status_of(address) == 404
    with pytest.raises(NotFoundException):
        client.chapters.list(video_id)
