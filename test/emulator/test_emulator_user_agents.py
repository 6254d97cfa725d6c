"""What a User-Agent header tells."""

import pytest

from apivideo.emulator.analytics import user_agents

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    "header, expected",
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            ("computer", "linux", "firefox", "128.0"),
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/126.0.0.0 Safari/537.36"
            " Edg/126.0.2592.87",
            ("computer", "windows", "edge", "126.0.2592.87"),
        ),
        (
            f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} Chrome/126.0.0.0 Mobile Safari/537.36",
            ("phone", "android", "chrome", "126.0.0.0"),
        ),
        (
            f"Mozilla/5.0 (Linux; Android 14; SM-X910) {WEBKIT} Chrome/126.0.0.0 Safari/537.36",
            ("tablet", "android", "chrome", "126.0.0.0"),
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko)"
            " Version/17.5 Safari/605.1.15",
            ("computer", "mac os", "safari", "17.5"),
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            " (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1",
            ("tablet", "ios", "chrome", "126.0"),
        ),
        ("curl/8.5.0", ("unknown", "unknown", "unknown", "unknown")),
        ("", ("unknown", "unknown", "unknown", "unknown")),
    ],
)
def test_the_device_behind_a_header(header, expected):
    assert user_agents.parse(header) == expected
