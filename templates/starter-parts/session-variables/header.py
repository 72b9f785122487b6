import os

# What a hython on the farm needs of this session to find the scene's tools and this scheduler.
SESSION_PREFIXES = ("HOUDINI_", "HIP", "PDG_", "PXR_")
SESSION_VARIABLES = ("HFS", "HH", "JOB", "PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "OCIO")


def graph_job_variables() -> dict[str, str]:
    """Give the variables of this session that a hython on the farm needs."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith(SESSION_PREFIXES) or name in SESSION_VARIABLES
    }
