"""What a configuration says about logging. No logger is touched until it is asked to be."""

from typing import Any, Dict, Optional


class LoggingSettings:
    """The settings of the published client for logging."""

    def __init__(self) -> None:
        self._debug = False
        self._logger_file: Optional[str] = None
        self._logger_format = "%(asctime)s %(levelname)s %(message)s"
        self.logger_stream_handler: Any = None
        self.logger_file_handler: Any = None

    @property
    def logger(self) -> Dict[str, Any]:
        """The loggers of this library and of urllib3."""
        import logging

        return {
            "package_logger": logging.getLogger("apivideo"),
            "urllib3_logger": logging.getLogger("urllib3"),
        }

    @property
    def logger_file(self) -> Optional[str]:
        """A file that gets what this library logs."""
        return self._logger_file

    @logger_file.setter
    def logger_file(self, value: Optional[str]) -> None:
        import logging

        package_logger = self.logger["package_logger"]
        if self.logger_file_handler is not None:
            package_logger.removeHandler(self.logger_file_handler)
            self.logger_file_handler.close()
            self.logger_file_handler = None
        self._logger_file = value
        if value:
            self.logger_file_handler = logging.FileHandler(value)
            self.logger_file_handler.setFormatter(self.logger_formatter)
            package_logger.addHandler(self.logger_file_handler)

    @property
    def logger_format(self) -> str:
        """The format of the lines in ``logger_file``."""
        return self._logger_format

    @logger_format.setter
    def logger_format(self, value: str) -> None:
        self._logger_format = value
        if self.logger_file_handler is not None:
            self.logger_file_handler.setFormatter(self.logger_formatter)

    @property
    def logger_formatter(self) -> Any:
        """The formatter that ``logger_format`` describes."""
        import logging

        return logging.Formatter(self._logger_format)

    @property
    def debug(self) -> bool:
        """Whether this library logs each request (method, path, status, time; never a secret)."""
        return self._debug

    @debug.setter
    def debug(self, value: bool) -> None:
        import logging

        self._debug = bool(value)
        self.logger["package_logger"].setLevel(logging.DEBUG if value else logging.WARNING)
