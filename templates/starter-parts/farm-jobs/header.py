import contextlib
import re
from pathlib import Path
