"""TagsApi: the tags of all videos, counted."""


def listed(answer):
    return [(tag.value, int(tag.video_count)) for tag in answer.data]


def test_tags_are_counted_and_found_whatever_their_accents(client):
    for tags in (["été", "sea"], ["sea", "Sky"], ["sea"], ["etesian"]):
        client.videos.create({"title": "film", "tags": tags})

    assert listed(client.tags.list()) == [("été", 1), ("etesian", 1), ("sea", 3), ("Sky", 1)]
    assert listed(client.tags.list(value="ETE")) == [("été", 1), ("etesian", 1)]
    by_count = client.tags.list(sort_by="videoCount", sort_order="desc", page_size=1)
    assert listed(by_count) == [("sea", 3)]
    assert by_count.pagination.items_total == 4
    assert listed(client.tags.list(value="none")) == []


def test_a_tag_goes_with_its_last_video(client):
    video_id = client.videos.create({"title": "film", "tags": ["once"]}).video_id
    assert listed(client.tags.list()) == [("once", 1)]

    client.videos.update(video_id, {"tags": []})

    assert listed(client.tags.list()) == []
