"""PlayerThemesApi: a theme and its logo, walked from the first to the last call."""

import urllib.request

import pytest
from support.pictures import png

from apivideo.exceptions import ApiException, BadRequestException, NotFoundException


def test_a_theme_from_creation_to_deletion(client, clock, picture):
    theme = client.player_themes.create({"name": "night", "text": "rgba(0, 0, 0, 1)"})
    clock.forward(5)

    assert (theme.enable_api, theme.force_loop, theme.link) == (True, False, None)
    changed = client.player_themes.update(theme.player_id, {"forceLoop": True})
    assert (changed.name, changed.force_loop) == ("night", True)
    assert (changed.updated_at - changed.created_at).seconds == 5
    client.player_themes.create({"name": "Day"})
    names = [each.name for each in client.player_themes.list(sort_by="name").data]
    assert names == ["Day", "night"]
    dressed = client.player_themes.upload_logo(theme.player_id, picture, link="https://a.example")
    assert dressed.assets.link == "https://a.example"
    with urllib.request.urlopen(dressed.assets.logo) as answer:
        assert answer.read() == png(20, 10)
    client.player_themes.delete_logo(theme.player_id)
    assert client.player_themes.get(theme.player_id).assets is None
    client.player_themes.delete(theme.player_id)
    with pytest.raises(NotFoundException):
        client.player_themes.get(theme.player_id)


@pytest.mark.parametrize("width, height", [(201, 10), (10, 101)])
def test_a_logo_that_is_too_large_is_refused(client, tmp_path, width, height):
    theme = client.player_themes.create({})
    logo = tmp_path / "logo.png"
    logo.write_bytes(png(width, height))

    with pytest.raises(BadRequestException) as refusal:
        client.player_themes.upload_logo(theme.player_id, str(logo))

    assert "200 x 100" in refusal.value.body


def test_the_name_of_a_theme_is_not_without_end(server):
    with pytest.raises(ApiException) as refusal:
        server.client().call("POST", "/players", body={"name": "n" * 101})

    assert refusal.value.status == 400
