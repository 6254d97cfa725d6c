"""Names of the published client: what sends requests, and what that raises."""

from apivideo._compat.rest import *
from apivideo.exceptions import *
