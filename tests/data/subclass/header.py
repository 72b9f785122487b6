from urllib.parse import urlunparse  # log links
