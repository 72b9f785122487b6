import time

import studio_farm
