"""Pages and items of a list."""

import copy
import gc
import pickle
from urllib.parse import parse_qs, parse_qsl

import pytest
from support.description import OPERATIONS
from support.fake_rest import FakeRest, answer, tokens

import apivideo
from apivideo import apis
from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.model import Video, VideosListResponse
from apivideo.pagination import Page, items, pages


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
    return [dict(parse_qsl(one.url.partition("?")[2])) for one in rest.requests[1:]]


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


# ---- the page itself ----


def ids(videos):
    return [video.video_id for video in videos]


def test_a_page_holds_its_items():
    client, _ = client_of(page(1, 3, "ab", itemsTotal=5))

    found = client.videos.list()

    assert ids(found) == ["a", "b"]
    assert len(found) == 2
    assert found[0].video_id == found["data"][0].video_id == "a"
    assert ids(found[1:]) == ["b"]
    assert found[1] in found and "data" in found and Video(video_id="z") not in found
    assert found.total == 5


def test_an_empty_page_is_true_as_in_the_published_client():
    client, _ = client_of(answer(200, {}))

    found = client.videos.list()

    assert found
    assert (len(found), list(found), found.total, found.next_page()) == (0, [], None, None)
    with pytest.raises(IndexError):
        found[0]


def test_a_page_leads_to_all_items_with_its_filters_and_options():
    client, rest = client_of(page(1, 3, "ab"), page(2, 3, "cd"), page(3, 3, "e"))

    found = client.videos.list(tags=["x"], page_size=2, _request_timeout=3)

    assert ids(found.auto_paging_iter()) == list("abcde")
    asked = [{"tags[]": "x", "pageSize": "2", "currentPage": str(number)} for number in (1, 2, 3)]
    assert queries(rest) == [{"tags[]": "x", "pageSize": "2"}, *asked[1:]]
    assert {one.timeout for one in rest.requests[1:]} == {(3, 3)}


def test_the_next_page_is_fetched_when_it_is_asked_for():
    client, rest = client_of(page(2, 3, "b"), page(3, 3, "c"))

    second = client.videos.list(current_page=2)

    assert second.has_next_page()
    assert len(rest.requests) == 2
    third = second.next_page()
    assert ids(third) == ["c"]
    assert queries(rest)[1] == {"currentPage": "3"}
    assert not third.has_next_page()
    assert third.next_page() is None
    assert len(rest.requests) == 3


def test_the_pages_begin_with_this_one():
    client, rest = client_of(page(1, 2, "a"), page(2, 2, "b"))

    assert [ids(one) for one in client.videos.list().iter_pages()] == [["a"], ["b"]]


def test_a_page_that_comes_with_its_status_leads_to_the_next():
    client, _ = client_of(page(1, 2, "a"), page(2, 2, "b"))

    found, status, _ = client.videos.list(_return_http_data_only=False)

    assert status == 200
    assert ids(found.auto_paging_iter()) == ["a", "b"]


def test_a_page_that_was_waited_for_leads_to_the_next():
    client, _ = client_of(page(1, 2, "a"), page(2, 2, "b"))

    with client:
        found = client.videos.list(async_req=True).get(60)

        assert ids(found.auto_paging_iter()) == ["a", "b"]


def test_the_next_page_comes_through_a_call_api_of_the_user():
    rest = FakeRest(tokens(), page(1, 2, "a"), page(2, 2, "b"))
    paths = []

    class Client(apivideo.AuthenticatedApiClient):
        def call_api(self, resource_path, *arguments, **options):
            paths.append(resource_path)
            return super().call_api(resource_path, *arguments, **options)

    found = Client("key", rest_client=rest).videos.list()

    assert ids(found.auto_paging_iter()) == ["a", "b"]
    assert paths == ["/videos", "/videos"]


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))]
)
def test_a_copy_holds_its_items_and_says_why_it_leads_no_further(copied):
    client, _ = client_of(page(1, 2, "a"))

    twin = copied(client.videos.list())

    assert ids(twin) == ["a"]
    assert twin.has_next_page()
    with pytest.raises(ApiValueError, match="list again"):
        twin.next_page()


LISTS = [
    one for one in OPERATIONS if "current_page" in [parameter.name for parameter in one.parameters]
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("operation", LISTS, ids=lambda one: one.id)
def test_every_list_of_the_description_leads_to_its_next_page(operation):
    client, rest = client_of(
        *[answer(200, {"data": [{}], "pagination": {"pagesTotal": 2}}) for _ in range(2)]
    )
    list_method = getattr(getattr(apis, operation.class_name)(client), operation.method_name)

    found = list_method(**{one.name: one.python_value for one in operation.parameters})

    assert isinstance(found, Page)
    number = found._number
    found.pagination.pages_total = number + 1
    assert len(found.next_page()) == 1
    first, second = (parse_qs(one.url.partition("?")[2]) for one in rest.requests[1:])
    assert second == dict(first, currentPage=[str(number + 1)])
    assert len({one.url.partition("?")[0] for one in rest.requests[1:]}) == 1


class ManyVideos:
    """Sends 100,000 videos, a hundred on a page; notes how many there are at once."""

    def __init__(self):
        self.most = 0
        self.pages = 0

    def send(self, request):
        if request.url.endswith("/auth/api-key"):
            return tokens()
        self.pages += 1
        if self.pages % 100 == 0:
            self.most = max(self.most, sum(isinstance(one, Video) for one in gc.get_objects()))
        return page(self.pages, 1000, ["vi"] * 100)

    def close(self):
        pass


@pytest.mark.parametrize(
    "walk",
    [
        lambda client: items(client.videos.list),
        lambda client: client.videos.list(page_size=100).auto_paging_iter(),
    ],
)
def test_a_hundred_thousand_items_are_never_held_at_once(walk):
    rest = ManyVideos()

    count = sum(1 for _ in walk(apivideo.AuthenticatedApiClient("key", rest_client=rest)))

    assert count == 100_000
    assert rest.most <= 1000


def test_items_deleted_on_the_way_move_others_to_pages_already_read(client):
    tag = "deleted on the way"
    for number in range(4):
        client.videos.create({"title": f"film {number}", "tags": [tag]})
    by_title = {"tags": [tag], "sort_by": "title", "sort_order": "asc", "page_size": 1}

    seen = []
    for video in items(client.videos.list, **by_title):
        seen.append(video.title)
        client.videos.delete(video.video_id)

    assert seen == ["film 0", "film 2"]
    for video in list(items(client.videos.list, **by_title)):
        seen.append(video.title)
        client.videos.delete(video.video_id)
    assert sorted(seen) == [f"film {number}" for number in range(4)]


def test_items_added_on_the_way_are_met_and_may_move_others_to_be_met_again(client):
    tag = "added on the way"
    for number in (1, 2):
        client.videos.create({"title": f"film {number}", "tags": [tag]})
    walk = items(client.videos.list, tags=[tag], sort_by="title", sort_order="asc", page_size=1)

    seen = [next(walk).title]
    client.videos.create({"title": "film 0", "tags": [tag]})
    seen += [video.title for video in walk]

    assert seen == ["film 1", "film 1", "film 2"]
