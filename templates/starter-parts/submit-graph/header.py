import os
import secrets
import shlex
from pathlib import Path
