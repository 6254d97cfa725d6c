"""What the generated API classes stand on: Endpoint and the decorator ``operation``.

A generated method states facts: its parameters, their types and bounds, the request. The decorator
acts on them: it checks the arguments before anything is sent, makes models of payloads given as
dicts, and handles the options of all methods.
"""

import copy
import functools
import warnings
from itertools import chain
from typing import TYPE_CHECKING, Any, Callable, Dict, List, NamedTuple, Optional, Tuple, TypeVar

from apivideo._compat.model_utils import *
from apivideo._http.message import Capture, SendOptions, discreet, forget_locals, hidden
from apivideo.configuration import check_seconds, check_timeout
from apivideo.convert import (
    LENIENT,
    STRICT,
    Accept,
    acceptor,
    is_text,
    model_in,
    naming,
)
from apivideo.convert import Bounds as Bounds
from apivideo.exceptions import ApiTypeError, ApiValueError, did_you_mean
from apivideo.model_base import Model
from apivideo.options import NOT_GIVEN
from apivideo.pagination import Page

if TYPE_CHECKING:
    from typing_extensions import Concatenate, ParamSpec

    from apivideo.api_client import ApiClient
    from apivideo.options import CallOptions
    from apivideo.raw_response import RawResponse

    P = ParamSpec("P")
    R = TypeVar("R")

F = TypeVar("F", bound=Callable[..., Any])


def _accept_if(is_right: Callable[[Any], bool], words: str) -> Accept:
    def accept(value: Any, name: str) -> Any:
        if not is_right(value):
            raise ApiTypeError(f"{name} must be {words}, not {type(value).__name__}")
        return value

    return accept


_accept_callable = _accept_if(callable, "callable")


def _accept_key(value: Any, name: str) -> Any:
    key = acceptor(str)(value, name)
    if not key.strip():
        raise ApiValueError(f"{name} must not be empty")
    return key


def _hiding(accept: Accept) -> Accept:
    return lambda value, name: hidden(accept(value, name))


OPTIONS: Dict[str, Accept] = {
    "on_progress": _accept_callable,
    "progress": acceptor(bool, LENIENT),
    "resume": acceptor(bool, LENIENT),
    "check": acceptor(bool, LENIENT),
    "wait": acceptor(str),
    "wait_timeout": lambda value, name: check_seconds(name, value),
    "on_failure": acceptor(str),
    "asset": acceptor(str),
    "overwrite": acceptor(bool, LENIENT),
    "cancel": _accept_if(
        lambda value: hasattr(value, "is_cancelled"), "an apivideo.uploads.Cancellation"
    ),
    "_progress_listener": _accept_callable,
    "idempotency_key": _accept_key,
    "_request_timeout": lambda value, name: check_timeout(name, value),
    "_preload_content": acceptor(bool, LENIENT),
    "_return_http_data_only": acceptor(bool, LENIENT),
    "async_req": acceptor(bool, LENIENT),
}
"""How to check the arguments that say how a call is made rather than what it sends."""


class Endpoint:
    """The methods of one resource, called with a client."""

    _options: "CallOptions" = {}
    """The options of a call: one that is given any is made with a copy that has them."""

    @discreet
    def __init__(self, api_client: "ApiClient") -> None:
        if not hasattr(api_client, "call"):
            message = (
                f"{type(self).__name__} needs a client, such as AuthenticatedApiClient(api_key)"
            )
            raise ApiTypeError(f"{message}, not {type(api_client).__name__}")
        self.api_client = api_client


EndPoint = Endpoint  # the name of the published client


class RawEndpoint(Endpoint):
    """Methods of one resource, each of which returns its result in a RawResponse."""


def operation(**bounds: Bounds) -> Callable[[F], F]:
    """Check the arguments of a method by its annotations and *bounds*, and handle its options.

    The method names its options in its signature, for ``help()`` and editors; it finds those that
    are given in ``self._options``, as ``ApiClient.call`` and the like take them.

    Raises ApiTypeError and ApiValueError, naming the argument, before anything is sent.
    """

    def decorate(function: Any) -> Any:
        parameters: List[Parameters] = []  # read from the annotations at the first call

        @functools.wraps(function)
        def method(self: Any = None, *arguments: Any, **keywords: Any) -> Any:
            if not hasattr(self, "api_client"):
                name = function.__qualname__.replace(".", "(client).")
                raise ApiTypeError(f"{function.__qualname__}() needs an instance: {name}()")
            if not parameters:
                parameters.append(Parameters(function, bounds))
            try:
                given = parameters[0].checked(arguments, keywords)
            except BaseException as error:
                forget_locals(error)
                raise
            finally:
                del arguments, keywords
            if OPTIONS.keys().isdisjoint(given) and not isinstance(self, RawEndpoint):
                result = function(self, **given)
                if isinstance(result, Page):
                    result.comes_from(functools.partial(method, self), given)
                return result
            options = {name: given.pop(name) for name in OPTIONS if name in given}
            call = functools.partial(_call_with_copy, method, self, given)
            return with_options(self.api_client, call, options, isinstance(self, RawEndpoint))

        return method

    return decorate


def _call_with_copy(method: Any, endpoint: Endpoint, given: Dict[str, Any], options: Any) -> Any:
    """Call a generated method on a copy of *endpoint* that has the options."""
    endpoint = copy.copy(endpoint)
    endpoint._options = options
    result = method.__wrapped__(endpoint, **given)
    if isinstance(result, Page):
        filters = dict(given, _request_timeout=options["options"].timeout)
        result.comes_from(functools.partial(method, Endpoint(endpoint.api_client)), filters)
    return result


def with_options(
    client: Any, call: Any, options: Dict[str, Any], is_raw: bool = False, cancellation: Any = None
) -> Any:
    """Return the result of *call*, which takes options, in the form that they ask for."""
    if options.pop("async_req", False):
        arguments = (client, call, options, is_raw, client._async_calls)
        return client.pool.apply_async(with_options, arguments)
    data_only = options.pop("_return_http_data_only", True) and not is_raw
    capture = Capture(not options.pop("_preload_content", True), data_only)
    if is_raw and capture.raw:
        raise ApiTypeError("with_raw_response reads the response; leave out _preload_content")
    timeout = options.pop("_request_timeout", None)
    options["options"] = SendOptions(timeout, cancellation=cancellation, capture=capture)
    result = call(options)
    if is_raw:
        from apivideo.raw_response import RawResponse

        return RawResponse(result, capture.response)
    if data_only:
        return result
    return result, capture.response.status, capture.response.headers


class Parameter(NamedTuple):
    """One parameter of an API method."""

    name: str
    accept: Accept
    bounds: Optional[Bounds] = None
    required: bool = False
    wants_text: bool = False
    nullable: bool = False

    def checked(self, value: Any) -> Any:
        """Return *value* as it will be sent."""
        if value is None and not self.nullable:
            raise ApiValueError(f"{self.name} must not be None")
        try:
            value = self.accept(value, self.name)
            if isinstance(value, Model):  # a copy: it may be changed before an async call is sent
                value = type(value).from_payload(value.to_json(), self.name)
        except Exception as error:
            with naming(self.name):
                raise error
        if self.wants_text and not value.strip():
            raise ApiValueError(f"{self.name} must not be empty")
        return value if self.bounds is None else self.bounds.check(value, self.name)


class Parameters:
    """The parameters of an API method, from its signature, and options that it takes besides."""

    def __init__(self, function: Any, bounds: Dict[str, Bounds], *options: str) -> None:
        code, annotations = function.__code__, function.__annotations__
        self.function: str = function.__name__
        self.positional: Tuple[str, ...] = code.co_varnames[1 : code.co_argcount]
        optional = len(function.__defaults__ or ())
        self.required: Tuple[str, ...] = self.positional[: len(self.positional) - optional]
        self.by_name: Dict[str, Parameter] = {}
        self.payload: str = self.positional[-1] if optional else ""
        model = model_in(annotations[self.payload]) if optional else None
        self.fields: Dict[str, Any] = model._fields if model else {}
        """The fields of the payload, each of which is a keyword too."""
        names = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
        for name in chain(names, options):
            if name in self.fields:
                field, default = self.fields[name], function.__kwdefaults__[name]
                nullable = default is NOT_GIVEN and not field.required
                accept, required = field.checked, field.required
                self.by_name[name] = Parameter(name, accept, None, required, False, nullable)
                continue
            required = name in self.required
            wants_text = required and is_text(annotations[name])
            level = STRICT if wants_text else LENIENT
            accept = OPTIONS.get(name) or acceptor(annotations[name], level)
            accept = _hiding(accept) if name.endswith("token") else accept
            self.by_name[name] = Parameter(name, accept, bounds.get(name), required, wants_text)

    def checked(self, arguments: Tuple[Any, ...], keywords: Dict[str, Any]) -> Dict[str, Any]:
        """Return all arguments by name, checked. An optional one that is None is left out."""
        if len(arguments) > len(self.positional):
            message = "{}() takes {} positional arguments, not {}"
            raise ApiTypeError(message.format(self.function, len(self.positional), len(arguments)))
        given: Dict[str, Any] = {}
        for name, value in chain(zip(self.positional, arguments), keywords.items()):
            # "from" is "from_" in Python; the published client has it as "_from".
            parameter = self.by_name.get(name) or self.by_name.get(name.lstrip("_") + "_")
            if parameter is None:
                hint = did_you_mean(name, self.by_name)
                raise ApiTypeError(f"{self.function}() has no argument {name!r}{hint}")
            if parameter.name in given:
                raise ApiTypeError(f"{self.function}() got {parameter.name} twice")
            takes_none = parameter.required or parameter.nullable
            if value is not NOT_GIVEN and (value is not None or takes_none):
                given[parameter.name] = parameter.checked(value)
        for name in self.required:
            if name not in given:
                raise ApiTypeError(f"{self.function}() needs {name}")
        return self._with_payload(given) if self.fields else given

    def _with_payload(self, given: Dict[str, Any]) -> Dict[str, Any]:
        """Return the arguments with a payload in place of the keywords that are its fields."""
        fields = {name: given.pop(name) for name in self.fields if name in given}
        if self.payload not in given:
            required = [name for name, field in self.fields.items() if field.required]
            missing = ", ".join(name for name in required if name not in fields)
            if missing or not fields:
                names = missing or f"one of {', '.join(self.fields)}"
                raise ApiTypeError(f"{self.function}() needs {names}, or {self.payload}")
            given[self.payload] = self.by_name[self.payload].checked(fields)
        elif fields:
            names = ", ".join(fields)
            raise ApiTypeError(f"{self.function}() takes {self.payload} or {names}, not both")
        return given


if TYPE_CHECKING:
    from apivideo.options import deprecated as deprecated

    def raw(
        method: Callable[Concatenate[Any, P], R],
    ) -> Callable[Concatenate[Any, P], RawResponse[R]]:
        """Return the method as a RawEndpoint has it."""
        raise NotImplementedError

else:

    def raw(method: F) -> F:
        """Return the method, unchanged: its decorator knows a RawEndpoint."""
        return method

    def deprecated(message: str) -> Callable[[F], F]:
        """Warn with DeprecationWarning, saying *message*, whenever the method is called."""

        def decorate(function: Any) -> Any:
            @functools.wraps(function)
            def method(*arguments: Any, **keywords: Any) -> Any:
                warnings.warn(message, DeprecationWarning, stacklevel=2)
                return function(*arguments, **keywords)

            return method

        return decorate
