"""IPython shows models as notebooks do, and as its prompt does."""

import pytest

from apivideo.model import Video, VideosListResponse, Webhook

formatters = pytest.importorskip("IPython.core.formatters")

VIDEO = {
    "videoId": "vi1",
    "title": "A title that takes some place",
    "description": "A description that takes some place",
    "assets": {"player": "https://embed.api.video/vod/vi1?token=t0k3n"},
}


@pytest.fixture(scope="module")
def shown():
    """What IPython shows of an object, by media type, with its errors."""
    formatter = formatters.DisplayFormatter()

    def show(one):
        return formatter.format(one)[0]

    return show


@pytest.mark.parametrize(
    "one", [Video.from_json(VIDEO), VideosListResponse.from_json({"data": [VIDEO]})]
)
def test_a_notebook_has_a_table_and_the_text(shown, one, capfd):
    found = shown(one)

    assert found["text/html"] == one._repr_html_()
    assert "<table>" in found["text/html"]
    assert found["text/plain"] == repr(one)
    assert "t0k3n" not in str(found)
    assert capfd.readouterr().err == ""


def test_what_has_no_table_is_text(shown, capfd):
    hook = Webhook.from_json({"webhookId": "w"})

    assert shown(hook) == {"text/plain": "Webhook(webhook_id='w')"}
    assert capfd.readouterr().err == ""


def test_a_list_of_models_at_the_prompt_keeps_their_lines(shown):
    lines = shown([Video.from_json(VIDEO)])["text/plain"].splitlines()

    assert lines[0] == "[Video("
    assert "     title='A title that takes some place'," in lines
