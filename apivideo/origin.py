"""Who calls: the headers that every request carries (service facts, section 21)."""

import re
from typing import Any, Dict, Optional

from apivideo import __version__
from apivideo.exceptions import ApiValueError


class DefaultHeaders:
    """The headers that every request of a client carries."""

    def __init__(self) -> None:
        self.default_headers: Dict[str, str] = {
            "AV-Origin-Client": "python:" + __version__,
            "User-Agent": "api.video-python/" + __version__,
        }

    @property
    def user_agent(self) -> str:
        """The ``User-Agent`` header."""
        return self.default_headers["User-Agent"]

    @user_agent.setter
    def user_agent(self, value: str) -> None:
        self.set_default_header("User-Agent", value)

    def set_default_header(self, header_name: str, header_value: Any) -> None:
        """Send a header with each request from now on."""
        self.default_headers[header_name] = header_value

    def set_application_name(
        self, application_name: Optional[str], application_version: Optional[str]
    ) -> None:
        """Tell the service which application calls, and its version, such as 1.2.3."""
        self.set_origin_header(
            "application", "AV-Origin-App", application_name, application_version
        )

    def set_sdk_name(self, sdk_name: Optional[str], sdk_version: Optional[str]) -> None:
        """Tell the service which library, built on this one, calls."""
        self.set_origin_header("SDK", "AV-Origin-Sdk", sdk_name, sdk_version)

    def set_origin_header(
        self, origin_type: str, header: str, name: Optional[str], version: Optional[str]
    ) -> None:
        """Set an origin header; nothing happens where neither name nor version is given."""
        value = origin(origin_type, name, version)
        if value is not None:
            self.default_headers[header] = value


def origin(kind: str, name: Optional[str], version: Optional[str]) -> Optional[str]:
    """The header that names an application or SDK; None where neither part is given."""
    if not name and not version:
        return None
    if not name or not version:
        raise ApiValueError(f"{kind} name and version go together")
    if not re.match(r"[\w\-]{1,50}\Z", name):
        words = "1 to 50 letters, digits, '_' or '-'"
        raise ApiValueError(f"{kind} name must be {words}, not {name!r}")
    if not re.match(r"\d{1,3}(\.\d{1,3}(\.\d{1,3})?)?\Z", version):
        raise ApiValueError(f"{kind} version must be numbers such as 1.2.3, not {version!r}")
    return f"{name}:{version}"
