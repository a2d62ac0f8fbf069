print("deep")
from ..beta import b as parent_b
from .. import version
