"""Pages and items of a list."""

import urllib.parse

import pytest
from support.fake_rest import FakeRest, answer, tokens

import apivideo
from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.model import VideosListResponse
from apivideo.pagination import items, pages


def page(number, total, names, **changes):
    pagination = {"currentPage": number, "pagesTotal": total, "links": []}
    return answer(
        200,
        {
            "data": [{"videoId": name} for name in names],
            "pagination": dict(pagination, **changes),
        },
    )


def linked(names, *relations):
    links = [{"rel": relation, "uri": "/videos"} for relation in relations]
    return answer(
        200, {"data": [{"videoId": name} for name in names], "pagination": {"links": links}}
    )


def client_of(*answers):
    rest = FakeRest(tokens(), *answers)
    return apivideo.AuthenticatedApiClient("key", rest_client=rest), rest


def queries(rest):
    return [dict(urllib.parse.parse_qsl(one.url.partition("?")[2])) for one in rest.requests[1:]]


def test_items_walks_all_pages():
    client, rest = client_of(page(1, 3, "ab"), page(2, 3, "cd"), page(3, 3, "e"))

    names = [video.video_id for video in items(client.videos.list)]

    assert names == list("abcde")
    assert [one["currentPage"] for one in queries(rest)] == ["1", "2", "3"]


def test_items_asks_for_as_many_as_a_page_can_have():
    client, rest = client_of(page(1, 1, "a"))

    list(items(client.videos.list))

    assert queries(rest)[0]["pageSize"] == "100"


def test_the_filters_hold_for_every_page():
    client, rest = client_of(page(1, 2, "a"), page(2, 2, "b"))

    list(items(client.videos.list, title="x", page_size=1, _request_timeout=3))

    assert [(one["title"], one["pageSize"]) for one in queries(rest)] == [("x", "1")] * 2
    assert {one.timeout for one in rest.requests[1:]} == {(3, 3)}


def test_a_page_is_fetched_when_it_is_reached():
    client, rest = client_of(page(1, 2, "ab"), page(2, 2, "c"))
    walk = items(client.videos.list)

    assert len(rest.requests) == 0
    next(walk), next(walk)

    assert len(rest.requests) == 2
    next(walk)
    assert len(rest.requests) == 3


def test_pages_gives_the_pages_themselves():
    client, rest = client_of(page(1, 2, "a"), page(2, 2, "b"))

    walked = list(pages(client.videos.list))

    assert [one.pagination.current_page for one in walked] == [1, 2]
    assert "pageSize" not in queries(rest)[0]


def test_a_walk_may_start_later():
    client, rest = client_of(page(2, 3, "b"), page(3, 3, "c"))

    names = [video.video_id for video in items(client.videos.list, current_page=2)]

    assert names == ["b", "c"]
    assert [one["currentPage"] for one in queries(rest)] == ["2", "3"]


@pytest.mark.parametrize(
    "only",
    [
        page(1, 1, ""),
        page(1, 0, ""),
        page(1, None, "", links=None),
        linked("", "self"),
        answer(200, {"data": []}),
        answer(200, {"data": None, "pagination": None}),
        answer(200, {}),
    ],
)
def test_an_empty_list_has_one_page_and_no_items(only):
    client, rest = client_of(only)

    assert list(items(client.videos.list)) == []
    assert len(queries(rest)) == 1


def test_without_a_number_of_pages_the_links_tell_whether_there_is_a_next():
    client, rest = client_of(linked("a", "self", "next"), linked("b", "self", "previous"))

    assert [video.video_id for video in items(client.videos.list)] == ["a", "b"]
    assert [one["currentPage"] for one in queries(rest)] == ["1", "2"]


def test_a_list_of_something_takes_what_it_is_a_list_of():
    client, rest = client_of(page(1, 1, ""))

    list(items(client.captions.list, "vi1"))

    assert rest.requests[1].url.partition("?")[0] == "https://ws.api.video/videos/vi1/captions"


def test_a_wrong_filter_is_refused_when_the_first_page_is_fetched():
    client, rest = client_of()

    with pytest.raises(ApiTypeError, match="titel"):
        list(items(client.videos.list, titel="x"))
    with pytest.raises(ApiValueError, match="page_size"):
        list(items(client.videos.list, page_size=101))

    assert rest.requests == []


def test_an_error_on_the_way_comes_after_the_items_before_it():
    client, rest = client_of(page(1, 2, "ab"), answer(400, {"title": "Broken."}))
    walk = items(client.videos.list)

    assert [next(walk).video_id, next(walk).video_id] == ["a", "b"]
    with pytest.raises(apivideo.ApiException, match="Broken"):
        next(walk)


@pytest.mark.parametrize("option", ["async_req", "_preload_content", "_return_http_data_only"])
def test_options_that_change_what_a_page_is_are_refused(option):
    with pytest.raises(ApiTypeError, match=option):
        next(pages(lambda **filters: None, **{option: False}))


@pytest.mark.parametrize(
    "pagination", [{"links": [None]}, {"pagesTotal": "3"}, {"pagesTotal": None, "links": None}]
)
def test_a_pagination_that_is_odd_ends_the_list(pagination):
    page = VideosListResponse.from_json({"data": [], "pagination": pagination})

    assert list(items(lambda **filters: page)) == []


@pytest.mark.parametrize("first", [0, -1, "0", 1.5, True, "one", float("nan")])
@pytest.mark.parametrize("walk", [pages, items])
def test_what_is_no_number_of_a_page_is_refused(walk, first):
    client, rest = client_of()

    with pytest.raises((ApiTypeError, apivideo.ApiValueError), match="current_page must be a"):
        next(walk(client.videos.list, current_page=first))

    assert rest.requests == []


@pytest.mark.parametrize("size", [0, 101, -1, "0", True])
def test_what_is_no_size_of_a_page_is_refused(size):
    client, rest = client_of()

    with pytest.raises((ApiTypeError, apivideo.ApiValueError), match="page_size must be a"):
        next(pages(client.videos.list, page_size=size))

    assert rest.requests == []


@pytest.mark.parametrize("first", ["2", 2.0])
def test_the_first_page_may_be_given_as_its_text(first):
    client, rest = client_of(page(2, 3, "b"), page(3, 3, "c"))

    assert [one.video_id for one in items(client.videos.list, current_page=first)] == ["b", "c"]
    assert [one["currentPage"] for one in queries(rest)] == ["2", "3"]
