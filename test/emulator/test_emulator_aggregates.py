"""Figures about sessions."""

from hypothesis import given
from hypothesis import strategies as st

from apivideo.emulator.analytics import aggregates
from apivideo.emulator.analytics.sessions import Session


def session(started_at, ended_at, **members):
    usual = {
        "page": True,
        "played_at": started_at,
        "finished": False,
        "address": "127.0.0.1",
        "agent": "",
        "referrer": "",
        "country": None,
        "metadata": [],
    }
    return Session("ps1", "vi1", "video", started_at, ended_at, **{**usual, **members})


stretches = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 20)).map(
        lambda pair: session(pair[0], pair[0] + pair[1])
    ),
    max_size=8,
)


@given(stretches)
def test_the_peak_is_what_one_would_count_second_by_second(sessions):
    counted = [
        sum(one.started_at <= second <= one.ended_at for one in sessions) for second in range(80)
    ]

    assert aggregates.peak(sessions, 0, 80) == max(counted)


@given(stretches)
def test_the_average_is_never_above_the_peak(sessions):
    assert aggregates.average(sessions, 0, 80) <= aggregates.peak(sessions, 0, 80)


def test_only_the_part_within_the_time_counts():
    sessions = [session(0, 10), session(5, 20)]

    assert aggregates.average(sessions, 10, 20) == 1
    assert aggregates.peak(sessions, 11, 20) == 1


def test_nothing_has_figures_too():
    assert aggregates.play_rate([]) == aggregates.mean([]) == aggregates.peak([], 0, 1) == 0


def test_a_page_without_a_play_lowers_the_rate():
    assert aggregates.play_rate([session(0, 1), session(0, 1, played_at=None)]) == 0.5


def test_viewers_count_anew_each_day():
    day = 86400
    sessions = [session(0, 1), session(5, 9), session(day, day + 1), session(0, 1, agent="b")]

    assert len(aggregates.of_viewers(sessions)) == 3
