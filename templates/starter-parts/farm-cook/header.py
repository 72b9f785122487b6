import contextlib
import os
import signal
import socket
from pathlib import Path
