"""WatermarksApi: watermarks, walked from the first to the last call."""

import pytest

from apivideo.exceptions import BadRequestException, NotFoundException


def test_watermarks_from_upload_to_deletion(client, clock, picture):
    older = client.watermarks.upload(picture).watermark_id
    clock.forward(1)
    newer = client.watermarks.upload(picture).watermark_id

    assert older.startswith("watermark_")
    listed = client.watermarks.list()
    assert [each.watermark_id for each in listed.data] == [newer, older]
    oldest_first = client.watermarks.list(sort_by="createdAt", sort_order="asc", page_size=1)
    assert [each.watermark_id for each in oldest_first.data] == [older]
    client.watermarks.delete(older)
    assert [each.watermark_id for each in client.watermarks.list().data] == [newer]
    with pytest.raises(NotFoundException):
        client.watermarks.delete(older)


def test_only_pictures_are_taken(client, vtt):
    with pytest.raises(BadRequestException) as refusal:
        client.watermarks.upload(vtt)

    assert "uploaded-file-extension-invalid" in refusal.value.body
