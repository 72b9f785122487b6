"""The parameters of the local scheduler, by the names and defaults of Houdini 22.0.400."""

from __future__ import annotations

import json

__all__ = ["local_template_body"]

_OVERRIDABLE = "pdg::scheduler"

_OWN: dict[str, object] = {
    "maxprocsmenu": 0,
    "maxprocs": 1,
    "verbose": 0,
    "uselogfilename": 0,
    "logfilename": "`@pdg_name`.log",
    "hythonbin": 0,
    "hythonbincustomuniversal": "",
    "tempdirmenu": 0,
    "tempdirappendpid": 1,
    "tempdircustom": "$HOUDINI_TEMP_DIR/$HIPNAME/pdgtemp",
    "socketcallbacks": 1,
}
_FOR_ITEMS: dict[str, object] = {
    "local_single": 0,
    "local_is_CPU_number_set": 0,
    "local_CPUs_to_use": 1,
    "local_useminfreemem": 0,
    "local_minfreemem": 0.0,
    "local_minfreemempct": 0.0,
    "local_enabletimeout": 0,
    "local_maxtime": 0.0,
    "local_handletimeout": 0,
    "local_enablemaxmemory": 0,
    "local_maxmemory": 0.0,
    "local_handlememory": 0,
    "local_echandleby": 0,
    "local_echandleall": 1,
    "local_eccustomcode": 1,
    "local_maximumretries": 3,
    "local_addfailcountattr": 0,
    "local_failcountattr": "failurecount",
    "local_usehoudinimaxthreads": 0,
    "local_houdinimaxthreads": 0,
    "local_requireswindow": 0,
    "local_skippackages": 1,
    "local_setworkingdir": 1,
    "local_envunset": "",
    "local_env_file": "",
    "local_envmulti": 0,
}
_TYPES = {int: "Integer", float: "Float", str: "String"}


def local_template_body(name: str) -> str:
    """Give the `templateBody` of a scheduler type with these parameters.

    "Location" of the temporary directory is the working directory here and Houdini's temporary
    directory there, so that a cook leaves nothing outside of its folder.
    """
    own = [_entry(parameter, value) for parameter, value in _OWN.items()]
    for_items = [
        dict(_entry(parameter, value), tag=[_OVERRIDABLE])
        for parameter, value in _FOR_ITEMS.items()
    ]
    return json.dumps({"name": name, "parameters": own + for_items})


def _entry(name: str, value: object) -> dict[str, object]:
    return {"name": name, "type": _TYPES[type(value)], "size": 1, "value": value}
