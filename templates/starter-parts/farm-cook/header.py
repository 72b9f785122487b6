import contextlib
import os
import signal
import socket
import time
from pathlib import Path

# Seconds that a callback may take for submitting the items of a static cook.
SCHEDULE_TIME = 0.02
