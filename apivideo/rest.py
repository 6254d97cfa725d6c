"""Names of the published client: what sends requests, and what that raises."""

from apivideo._compat.rest import RESTClientObject as RESTClientObject
from apivideo._compat.rest import RESTResponse as RESTResponse
from apivideo.exceptions import ApiException as ApiException
from apivideo.exceptions import ApiValueError as ApiValueError
from apivideo.exceptions import ForbiddenException as ForbiddenException
from apivideo.exceptions import NotFoundException as NotFoundException
from apivideo.exceptions import ServiceException as ServiceException
from apivideo.exceptions import UnauthorizedException as UnauthorizedException
