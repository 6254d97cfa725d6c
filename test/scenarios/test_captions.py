"""CaptionsApi: the captions of a video, walked from the first to the last call."""

import urllib.request

import pytest

from apivideo.exceptions import BadRequestException, NotFoundException


def test_captions_from_upload_to_deletion(client, vtt):
    video_id = client.videos.create({"title": "film"}).video_id

    english = client.captions.upload(video_id, "en", vtt)
    french = client.captions.upload(video_id, "fr-CA", vtt)

    assert (english.srclang, english.language_name, english.default) == ("en", "English", False)
    assert french.language_name == "French (Canada)"
    assert client.captions.get(video_id, "fr-CA") == french
    with urllib.request.urlopen(french.src) as answer:
        assert answer.read().startswith(b"WEBVTT")
    assert client.captions.update(video_id, "en", {"default": True}).default
    assert client.captions.update(video_id, "fr-CA", {"default": True}).default
    page = client.captions.list(video_id, page_size=1, current_page=2)
    assert [caption.srclang for caption in page.data] == ["fr-CA"]
    assert page.pagination.items_total == 2
    assert [caption.default for caption in client.captions.list(video_id).data] == [False, True]
    client.captions.delete(video_id, "en")
    assert [caption.srclang for caption in client.captions.list(video_id).data] == ["fr-CA"]
    with pytest.raises(NotFoundException):
        client.captions.get(video_id, "en")


@pytest.mark.parametrize("language", ["fr_CA", "xx", "fr-XX", "francais"])
def test_a_tag_that_is_not_covered_is_refused(client, vtt, language):
    video_id = client.videos.create({"title": "film"}).video_id

    with pytest.raises(BadRequestException) as refusal:
        client.captions.upload(video_id, language, vtt)

    assert "invalid-attribute" in refusal.value.body


def test_a_second_file_takes_the_place_of_the_first(client, vtt, tmp_path):
    video_id = client.videos.create({"title": "film"}).video_id
    client.captions.upload(video_id, "en", vtt)
    client.captions.update(video_id, "en", {"default": True})
    other = tmp_path / "other.vtt"
    other.write_text("not even WebVTT")

    caption = client.captions.upload(video_id, "en", str(other))

    assert caption.default
    with urllib.request.urlopen(caption.src) as answer:
        assert answer.read() == b"not even WebVTT"


def test_a_transcript_appears_as_a_caption(client, film, clock):
    video_id = client.videos.create({"title": "film", "transcript": True}).video_id
    client.videos.upload(video_id, film)
    assert client.captions.list(video_id).data == []

    clock.forward(10)

    assert [caption.srclang for caption in client.captions.list(video_id).data] == ["en"]
    video = client.videos.get(video_id)
    assert (video.language, video.language_origin) == ("en", "auto")


def test_another_language_triggers_another_transcript(client, film, clock):
    payload = {"title": "film", "transcript": True, "language": "de"}
    video_id = client.videos.create(payload).video_id
    client.videos.upload(video_id, film)
    clock.forward(10)
    assert [caption.srclang for caption in client.captions.list(video_id).data] == ["de"]

    client.videos.update(video_id, {"language": "it"})

    assert [caption.srclang for caption in client.captions.list(video_id).data] == ["de", "it"]
    assert client.videos.get(video_id).language_origin == "api"
