"""Settings: values that are checked when they are set."""

import copy
import decimal
import logging
import logging.handlers
import pathlib
import pickle

import pytest
import urllib3

import apivideo
from apivideo.configuration import DEFAULT_TIMEOUT, MIB, PRODUCTION, SANDBOX, timeout_pair
from apivideo.exceptions import ApiAttributeError, ApiTypeError, ApiValueError

Configuration = apivideo.Configuration


@pytest.fixture
def default():
    """The default may be changed by the test."""
    yield Configuration.set_default
    Configuration.set_default(None)


@pytest.fixture
def package_logger():
    logger = logging.getLogger("apivideo")
    level = logger.level
    yield logger
    logger.setLevel(level)


def test_without_a_host_requests_go_to_production():
    configuration = Configuration()

    assert configuration.host == PRODUCTION == "https://ws.api.video"
    assert not configuration.has_own_host


def test_the_host_may_be_chosen_by_its_index():
    assert Configuration(server_index=1).host == SANDBOX == "https://sandbox.api.video"
    assert Configuration().get_host_from_settings(1) == SANDBOX
    assert Configuration(host="http://localhost:1").get_host_from_settings(None) == (
        "http://localhost:1"
    )


@pytest.mark.parametrize("index", [2, -1])
def test_an_index_beyond_the_hosts_is_refused(index):
    with pytest.raises(ApiValueError, match="server_index"):
        Configuration().get_host_from_settings(index)


@pytest.mark.parametrize(
    "host, kept",
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("https://ws.api.video/", "https://ws.api.video"),
        ("https://example.org/api/", "https://example.org/api"),
        ("HTTPS://ws.api.video", "HTTPS://ws.api.video"),
    ],
)
def test_a_host_is_kept_without_its_last_slash(host, kept):
    configuration = Configuration(host=host)

    assert configuration.host == kept
    assert configuration.has_own_host


@pytest.mark.parametrize(
    "host",
    [
        "",
        "ws.api.video",
        "ftp://ws.api.video",
        "https://",
        "https:///",
        "http://a\r\nb",
        "http://a\0",
        "http://a b",
        "http://a?b",
        "http://a/b#c",
        "xhttp://a",
        "http\u017f://a",
    ],
)
def test_what_is_no_address_is_refused_as_host(host):
    with pytest.raises(ApiValueError, match="host must be an address"):
        Configuration(host=host)

    configuration = Configuration()
    with pytest.raises(ApiValueError, match="host must be an address"):
        configuration.host = host


def test_a_host_is_a_text():
    with pytest.raises(ApiTypeError, match="host must be a str"):
        Configuration(host=5)


@pytest.mark.parametrize("size", [5 * MIB, 128 * MIB])
def test_a_chunk_size_within_its_limits_is_kept(size):
    assert Configuration(chunk_size=size).chunk_size == size


@pytest.mark.parametrize("size", [5 * MIB - 1, 128 * MIB + 1, 1, 0, -1])
def test_a_chunk_size_beyond_its_limits_is_refused_whenever_it_is_set(size):
    configuration = Configuration()

    with pytest.raises(
        ApiValueError, match="chunk_size must be at (least 5242880|most 134217728), not"
    ):
        Configuration(chunk_size=size)
    with pytest.raises(
        ApiValueError, match="chunk_size must be at (least 5242880|most 134217728), not"
    ):
        configuration.chunk_size = size

    assert configuration.chunk_size == 50 * MIB


@pytest.mark.parametrize("size", ["5242880", 5242880.0, True])
def test_a_chunk_size_is_an_int(size):
    with pytest.raises(ApiTypeError, match="chunk_size must be an int"):
        Configuration(chunk_size=size)


@pytest.mark.parametrize(
    "value, pair",
    [
        (None, DEFAULT_TIMEOUT),
        (3, (3, 3)),
        (0.5, (0.5, 0.5)),
        ((1, 2), (1, 2)),
        ([1, 2], (1, 2)),
        ((None, 2), (DEFAULT_TIMEOUT[0], 2)),
        ((1, None), (1, DEFAULT_TIMEOUT[1])),
        (float("inf"), (float("inf"), float("inf"))),
    ],
)
def test_a_timeout_is_a_number_or_a_pair(value, pair):
    assert timeout_pair("it", value) == pair


@pytest.mark.parametrize(
    "value, error",
    [
        (0, ApiValueError),
        (-1, ApiValueError),
        ((1, 0), ApiValueError),
        (float("nan"), ApiValueError),
        ("1", ApiTypeError),
        (True, ApiTypeError),
        ((1,), ApiTypeError),
        ((1, 2, 3), ApiTypeError),
        ((1, "2"), ApiTypeError),
        ({}, ApiTypeError),
    ],
)
def test_what_is_no_timeout_is_refused_by_name(value, error):
    with pytest.raises(error, match="^it must be"):
        timeout_pair("it", value)
    with pytest.raises(error, match="^request_timeout must be"):
        Configuration(request_timeout=value)


def test_the_default_timeout_is_finite():
    assert all(0 < seconds < 120 for seconds in timeout_pair("it", None))


def test_a_client_takes_a_copy():
    configuration = Configuration(host="http://127.0.0.1:1", api_key={"a": "b"})
    client = apivideo.ApiClient(configuration)

    configuration.host = "http://127.0.0.1:2"
    configuration.api_key["a"] = "c"

    assert client.configuration.host == "http://127.0.0.1:1"
    assert client.configuration.api_key == {"a": "b"}


def test_two_clients_with_one_configuration_do_not_redirect_each_other():
    configuration = Configuration()

    production = apivideo.AuthenticatedApiClient("key", configuration=configuration)
    sandbox = apivideo.AuthenticatedApiClient("key", False, configuration=configuration)

    assert production.configuration.host == PRODUCTION
    assert sandbox.configuration.host == SANDBOX
    assert not configuration.has_own_host


@pytest.mark.parametrize("production", [True, False])
def test_an_explicit_host_wins_over_the_environment(production):
    configuration = Configuration(host="http://127.0.0.1:1")

    client = apivideo.AuthenticatedApiClient("key", production, configuration=configuration)

    assert client.configuration.host == "http://127.0.0.1:1"


def test_a_configuration_is_a_configuration():
    with pytest.raises(ApiTypeError, match="configuration must be a Configuration, not str"):
        apivideo.ApiClient("https://ws.api.video")


def test_the_default_holds_for_clients_that_are_given_none(default):
    configuration = Configuration(host="http://127.0.0.1:1")

    default(configuration)
    configuration.host = "http://127.0.0.1:2"

    assert apivideo.ApiClient().configuration.host == "http://127.0.0.1:1"
    assert apivideo.AuthenticatedApiClient("key").configuration.host == "http://127.0.0.1:1"
    assert Configuration().host == PRODUCTION


def test_a_copy_of_the_default_is_independent(default):
    default(Configuration(host="http://127.0.0.1:1"))

    Configuration.get_default_copy().host = "http://127.0.0.1:2"

    assert Configuration.get_default_copy().host == "http://127.0.0.1:1"


def test_copying_shares_what_cannot_be_copied():
    configuration = Configuration()
    configuration.logger_stream_handler = handler = logging.StreamHandler()

    assert copy.deepcopy(configuration).logger_stream_handler is handler


def test_basic_authentication_keeps_the_colon_after_the_key():
    assert Configuration(username="key").get_basic_auth_token() == "Basic a2V5Og=="
    assert Configuration(username="a", password="b").get_basic_auth_token() == "Basic YTpi"


@pytest.mark.parametrize(
    "settings, header",
    [
        ({}, None),
        ({"access_token": "abc"}, "Bearer abc"),
        ({"username": "key"}, "Basic a2V5Og=="),
        ({"access_token": "abc", "username": "key"}, "Bearer abc"),
    ],
)
def test_what_was_configured_authenticates(settings, header):
    configured = list(Configuration(**settings).auth_settings().values())

    assert [one["value"] for one in configured] == ([header] if header else [])
    assert all((one["in"], one["key"]) == ("header", "Authorization") for one in configured)


def test_an_api_key_gets_its_prefix_and_may_be_renewed_by_a_hook():
    configuration = Configuration(api_key={"apiKey": "old"}, api_key_prefix={"apiKey": "Token"})
    configuration.refresh_api_key_hook = lambda one: one.api_key.update(apiKey="new")

    assert configuration.get_api_key_with_prefix("apiKey") == "Token new"
    assert configuration.get_api_key_with_prefix("nothing") is None
    assert configuration.get_api_key_with_prefix("nothing", "apiKey") == "new"


@pytest.mark.parametrize("show", [repr, str, Configuration.to_debug_report])
def test_a_secret_is_never_shown(show):
    configuration = Configuration(
        api_key={"apiKey": "s3cret"}, access_token="s3cret", username="s3cret", password="s3cret"
    )

    assert "s3cret" not in show(configuration)
    assert "https://ws.api.video" in show(configuration)


def test_a_validation_to_leave_out_is_a_known_one():
    assert Configuration(disabled_client_side_validations="maximum,pattern")
    with pytest.raises(ApiValueError, match="Invalid keyword: 'nonsense'"):
        Configuration(disabled_client_side_validations="maximum,nonsense")


def test_the_published_arguments_come_in_the_published_order():
    configuration = Configuration(
        "http://127.0.0.1:1", {"a": "k"}, {"a": "p"}, "token", "user", "pass", True, "", 0
    )

    assert configuration.get_api_key_with_prefix("a") == "p k"
    assert (configuration.access_token, configuration.username) == ("token", "user")


# ---- logging -----------------------------------------------------------------


def test_a_configuration_leaves_the_loggers_alone():
    logger = logging.getLogger("urllib3")
    level = logger.level
    logger.setLevel(logging.DEBUG)
    try:
        Configuration(), apivideo.ApiClient(Configuration())

        assert logger.level == logging.DEBUG
        assert logging.getLogger("apivideo").handlers == []
    finally:
        logger.setLevel(level)


def test_debug_sets_the_level_of_the_package_and_of_nothing_else(package_logger):
    others = logging.getLogger("urllib3").level
    configuration = Configuration()

    configuration.debug = True

    assert configuration.debug
    assert package_logger.level == logging.DEBUG
    assert logging.getLogger("urllib3").level == others
    configuration.debug = False
    assert package_logger.level == logging.WARNING


def test_a_log_file_gets_what_is_logged_in_the_format_that_was_set(tmp_path, package_logger):
    configuration = Configuration()
    path = tmp_path / "log"

    configuration.logger_format = "<%(message)s>"
    configuration.logger_file = str(path)
    package_logger.error("first")
    configuration.logger_format = "[%(message)s]"
    package_logger.error("second")
    configuration.logger_file = None
    package_logger.error("third")

    assert path.read_text() == "<first>\n[second]\n"
    assert package_logger.handlers == []


# ---- secrets, copies, repetitions ----------------------------------------------------------------


@pytest.mark.parametrize("host", ["https://me:s3cret@ws.api.video", "https://s3cret@ws.api.video"])
def test_a_host_has_no_password_and_what_is_refused_is_not_shown(host):
    with pytest.raises(ApiValueError, match="without a user name") as caught:
        Configuration(host=host)

    assert "s3cret" not in str(caught.value)


def secretive():
    configuration = Configuration(
        api_key={"any": "s3cret"},
        access_token="s3cret",
        username="s3cret",
        password="s3cret",
    )
    configuration.proxy = "http://me:s3cret@127.0.0.1:1/"
    configuration.proxy_headers = {"Proxy-Authorization": "s3cret"}
    configuration.refresh_api_key_hook = lambda one: None
    return configuration


@pytest.mark.parametrize("show", [repr, str, Configuration.to_debug_report, pickle.dumps])
def test_no_secret_of_a_configuration_is_shown(show):
    assert "s3cret" not in str(show(secretive()))


def test_a_pickled_configuration_keeps_what_is_not_secret():
    one = secretive()
    one.max_attempts, one.host = 7, "http://127.0.0.1:1"

    other = pickle.loads(pickle.dumps(one))

    assert (other.max_attempts, other.host) == (7, "http://127.0.0.1:1")
    assert (other.proxy, other.access_token) == ("http://127.0.0.1:1/", None)


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
def test_a_copy_keeps_its_secrets_and_is_another(duplicate):
    one = secretive()

    other = duplicate(one)
    other.api_key["any"] = other.access_token = "changed"

    assert (one.api_key, one.access_token) == ({"any": "s3cret"}, "s3cret")
    assert other.password == "s3cret"


@pytest.mark.parametrize(
    "retries, attempts",
    [
        (None, 4),
        (False, 1),
        (0, 1),
        (3, 4),
        (-1, 1),
        (urllib3.Retry(2), 3),
        (urllib3.Retry(False), 1),
        (urllib3.Retry(None), 1),
    ],
)
def test_the_retries_of_the_published_client_are_further_attempts(retries, attempts):
    configuration = Configuration()

    configuration.retries = retries

    assert configuration.retry_policy.max_attempts == attempts


@pytest.mark.parametrize(
    "name, value, error",
    [
        ("max_attempts", 0, ApiValueError),
        ("max_attempts", True, ApiTypeError),
        ("max_attempts", 1.5, ApiTypeError),
        ("deadline", 0, ApiValueError),
        ("deadline", "5", ApiTypeError),
        ("deadline", None, ApiTypeError),
        ("retry_base", -1, ApiValueError),
        ("retry_cap", float("nan"), ApiValueError),
        ("upload_concurrency", 0, ApiValueError),
        ("max_bandwidth", 0, ApiValueError),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_name_when_it_is_set(name, value, error):
    configuration = Configuration()

    with pytest.raises(error, match=name):
        setattr(configuration, name, value)


def test_a_change_can_be_noticed():
    configuration = Configuration()
    before = configuration._changes

    configuration.proxy = "http://127.0.0.1:1"

    assert configuration._changes > before


# ---- the names of settings -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, hint",
    [
        ("chunksize", "; did you mean chunk_size?"),
        ("max_attempt", "; did you mean max_attempts?"),
        ("apikey", "; did you mean api_key?"),
        ("verify_tls", "; did you mean verify_ssl?"),
        ("nonsense", ""),
    ],
)
def test_a_misspelt_setting_is_refused_with_the_near_name(name, hint):
    configuration = Configuration()

    with pytest.raises(ApiAttributeError) as caught:
        setattr(configuration, name, 1)

    assert str(caught.value) == f"Configuration has no setting {name!r}{hint}"
    assert not hasattr(configuration, name)


@pytest.mark.parametrize("name", ["has_own_host", "logger", "retry_policy"])
def test_what_follows_from_settings_cannot_be_set(name):
    with pytest.raises(ApiAttributeError, match=name + " cannot be set"):
        setattr(Configuration(), name, 1)


def test_a_client_refuses_a_misspelt_setting_too():
    client = apivideo.AuthenticatedApiClient("key")

    with pytest.raises(AttributeError, match="did you mean deadline?"):
        client.configuration.deadlin = 5


def test_a_subclass_may_add_settings_of_its_own():
    class Own(Configuration):
        team = "red"

        def __init__(self, **settings):
            super().__init__(**settings)
            self.size = 5

    configuration = Own(max_attempts=2)
    configuration.team = "blue"
    configuration.later = True

    other = copy.copy(configuration)
    assert (other.team, other.size, other.later, other.max_attempts) == ("blue", 5, True, 2)
    with pytest.raises(ApiValueError, match="max_attempts"):
        Own(max_attempts=0)


def test_each_configuration_has_dicts_of_its_own():
    one, other = Configuration(), Configuration()

    one.api_key["a"] = "b"
    one.server_variables["a"] = "b"

    assert (other.api_key, other.server_variables) == ({}, {})


def test_a_setting_that_is_deleted_has_its_default_again():
    configuration = Configuration(max_attempts=2)

    del configuration.max_attempts

    assert configuration.max_attempts == Configuration().max_attempts


class Number:
    """A whole number of another library."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


@pytest.mark.parametrize(
    "name, value, kept",
    [
        ("max_attempts", Number(3), 3),
        ("chunk_size", Number(6 * MIB), 6 * MIB),
        ("server_index", Number(1), 1),
        ("deadline", Number(5), 5),
        ("deadline", decimal.Decimal("0.5"), 0.5),
        ("request_timeout", decimal.Decimal("0.5"), 0.5),
    ],
)
def test_a_number_of_another_library_is_kept_as_a_number(name, value, kept):
    configuration = Configuration()

    setattr(configuration, name, value)

    assert (getattr(configuration, name), type(getattr(configuration, name))) == (kept, type(kept))
    pickle.loads(pickle.dumps(configuration))


# ---- settings of wrong types ---------------------------------------------------------------------

WRONG_TEXT = [5, True, b"x", ["x"], object()]
WRONG_PATH = [5, True, 1.5, ["x"], object()]
WRONG_FLAG = [5, -1, "x", "", b"x", None, ["x"], 0.5, object()]
WRONG_COUNT = [0, -1, True, 1.5, "x", b"5", None, [1], object()]
WRONG_SECONDS = [-1, True, "x", b"5", [1], object(), float("nan")]
WRONG_TEXTS = [5, "x", b"x", True, [("a", "b")], {5: "x"}, {"a": 5}, {"a": None}, object()]

WRONG_SETTINGS = {
    "host": [*WRONG_TEXT, {}, 1.5],
    "access_token": WRONG_TEXT,
    "username": WRONG_TEXT,
    "password": WRONG_TEXT,
    "key_password": WRONG_TEXT,
    "proxy": WRONG_TEXT,
    "assert_hostname": [5, True, b"x", ["x"], object()],
    "safe_chars_for_path_param": [*WRONG_TEXT, None],
    "disabled_client_side_validations": [*WRONG_TEXT, None, "x"],
    "logger_format": [*WRONG_TEXT, None],
    "ssl_ca_cert": WRONG_PATH,
    "cert_file": WRONG_PATH,
    "key_file": WRONG_PATH,
    "temp_folder_path": WRONG_PATH,
    "logger_file": [*WRONG_PATH, 0, "/nowhere/at/all"],
    "verify_ssl": WRONG_FLAG,
    "debug": WRONG_FLAG,
    "discard_unknown_keys": WRONG_FLAG,
    "client_side_validation": WRONG_FLAG,
    "max_attempts": WRONG_COUNT,
    "upload_concurrency": WRONG_COUNT,
    "max_bandwidth": [0, -1, True, "x", b"x", [1], float("nan"), object()],
    "connection_pool_maxsize": WRONG_COUNT,
    "chunk_size": [0, -1, True, 1.5, "x", [1], object()],
    "own_chunk_size": [0, -1, True, 1.5, "x", [1], object()],
    "server_index": [True, 1.5, "x", None, [1], object()],
    "retries": [True, 1.5, "x", b"x", [1], {}, object()],
    "deadline": [*WRONG_SECONDS, 0, None],
    "retry_base": [*WRONG_SECONDS, None],
    "retry_cap": [*WRONG_SECONDS, None],
    "request_timeout": [-1, True, "x", b"5", [1], object(), (1, 2, 3), ("x", 1)],
    "api_key": WRONG_TEXTS,
    "api_key_prefix": WRONG_TEXTS,
    "server_variables": WRONG_TEXTS,
    "proxy_headers": WRONG_TEXTS,
    "server_operation_index": [5, "x", ["a"], {5: 1}, {"a": "x"}],
    "server_operation_variables": [5, "x", ["a"], {"a": 5}, {"a": {"b": 5}}],
    "socket_options": [5, "x", [5], ["abc"], [(1, 2)], [("x", "y", "z")], {"a": 1}],
    "refresh_api_key_hook": [5, "x", ["x"]],
    "logger_stream_handler": [5, "x", object()],
    "logger_file_handler": [5, "x", object()],
}


def test_the_table_of_wrong_settings_has_every_setting():
    names = {name for name in Configuration.__annotations__ if not name.startswith("_")}
    properties = {"host", "chunk_size", "debug", "logger_file", "logger_format"}

    assert WRONG_SETTINGS.keys() == names | properties


@pytest.mark.parametrize("name", WRONG_SETTINGS)
def test_a_setting_of_a_wrong_type_is_refused_by_name_and_changes_nothing(name):
    for value in WRONG_SETTINGS[name]:
        configuration = Configuration()
        before = getattr(configuration, name)

        with pytest.raises((ApiTypeError, ApiValueError), match=name):
            setattr(configuration, name, value)

        assert getattr(configuration, name) == before


@pytest.mark.parametrize(
    "name, value, kept",
    [
        ("verify_ssl", 0, False),
        ("verify_ssl", "false", False),
        ("ssl_ca_cert", pathlib.Path("a.pem"), "a.pem"),
        ("cert_file", b"a.pem", "a.pem"),
        ("assert_hostname", False, False),
        ("retries", Number(2), 2),
        ("socket_options", [(6, 1, 1)], [(6, 1, 1)]),
    ],
)
def test_a_setting_in_another_form_is_kept_in_its_own(name, value, kept):
    configuration = Configuration()

    setattr(configuration, name, value)

    assert getattr(configuration, name) == kept


def test_a_default_that_is_no_configuration_is_refused(default):
    with pytest.raises(ApiTypeError, match="default must be a Configuration"):
        default("http://127.0.0.1")


def test_a_log_file_that_cannot_be_written_leaves_the_one_before(tmp_path, package_logger):
    configuration = Configuration()
    configuration.logger_file = str(tmp_path / "log")
    handler = configuration.logger_file_handler

    with pytest.raises(ApiValueError, match="logger_file") as caught:
        configuration.logger_file = str(tmp_path / "nowhere" / "log")

    assert isinstance(caught.value.__cause__, OSError)
    assert configuration.logger_file_handler is handler in package_logger.handlers
    configuration.logger_file = None
