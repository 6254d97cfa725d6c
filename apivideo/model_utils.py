"""Names of the published client: bases of models, and functions that check and convert."""

from apivideo._compat.model_utils import *
from apivideo.exceptions import *
