"""UploadTokensApi: upload tokens, walked from the first to the last call."""

import pytest

import apivideo
from apivideo.apis import VideosApi
from apivideo.exceptions import UnauthorizedException


def test_upload_tokens_from_creation_to_deletion(client, clock):
    endless = client.upload_tokens.create_token({})
    clock.forward(1)
    short = client.upload_tokens.create_token({"ttl": 60})

    assert (endless.ttl, endless.expires_at) == (0, None)
    assert (short.expires_at - short.created_at).seconds == 60
    assert client.upload_tokens.get_token(short.token) == short
    by_ttl = client.upload_tokens.list(sort_by="ttl", sort_order="desc")
    assert [token.token for token in by_ttl.data] == [short.token, endless.token]
    clock.forward(60)
    assert [token.token for token in client.upload_tokens.list().data] == [endless.token]
    client.upload_tokens.delete_token(endless.token)
    assert client.upload_tokens.list().data == []


def test_a_token_opens_the_upload_to_strangers(server, client, film):
    token = client.upload_tokens.create_token({"ttl": 60}).token
    stranger = apivideo.ApiClient(apivideo.Configuration(host=server.url))

    with stranger:
        video = VideosApi(stranger).upload_with_upload_token(token, film)

    assert client.videos.get(video.video_id).title == "recording.mp4"
    client.upload_tokens.delete_token(token)
    with pytest.raises(UnauthorizedException):
        client.videos.upload_with_upload_token(token, film)
