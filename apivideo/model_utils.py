"""Names of the published client: bases of models, and functions that check and convert."""

from apivideo._compat.model_utils import PRIMITIVE_TYPES as PRIMITIVE_TYPES
from apivideo._compat.model_utils import GenericFile as GenericFile
from apivideo._compat.model_utils import ModelComposed as ModelComposed
from apivideo._compat.model_utils import ModelNormal as ModelNormal
from apivideo._compat.model_utils import ModelSimple as ModelSimple
from apivideo._compat.model_utils import OpenApiModel as OpenApiModel
from apivideo._compat.model_utils import cached_property as cached_property
from apivideo._compat.model_utils import check_allowed_values as check_allowed_values
from apivideo._compat.model_utils import check_validations as check_validations
from apivideo._compat.model_utils import deserialize_file as deserialize_file
from apivideo._compat.model_utils import deserialize_model as deserialize_model
from apivideo._compat.model_utils import deserialize_primitive as deserialize_primitive
from apivideo._compat.model_utils import file_type as file_type
from apivideo._compat.model_utils import model_to_dict as model_to_dict
from apivideo._compat.model_utils import none_type as none_type
from apivideo._compat.model_utils import validate_and_convert_types as validate_and_convert_types
from apivideo.exceptions import ApiAttributeError as ApiAttributeError
from apivideo.exceptions import ApiKeyError as ApiKeyError
from apivideo.exceptions import ApiTypeError as ApiTypeError
from apivideo.exceptions import ApiValueError as ApiValueError
