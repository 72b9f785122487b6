# -*- coding: utf-8 -*-
"""Scenes for `fake_hou`: a node as it was created, and one that somebody has worked on."""

# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201, ANN202, UP009

import fake_hou as hou

NODE = "/tasks/topnet1/pythonscheduler1"

# A few lines of our own stand for the default texts of the real node.
DEFAULT_TEXTS = (
    ("onschedule", "Schedule", "return pdg.scheduleResult.Failed\n"),
    ("onschedulestatic", "Schedule", "return\n"),
    ("submitasjob", "Schedule", "return ''\n"),
    ("onstart", "Cook", "return True\n"),
    ("onstop", "Cook", "return True\n"),
    ("onstartcook", "Cook", "return True\n"),
    ("onstopcook", "Cook", "return True\n"),
    ("ontick", "Cook", "return pdg.tickResult.SchedulerReady\n"),
    ("endsharedserver", "Servers", "return True\n"),
    ("transferfile", "Servers", "return self.transferFile(file_path)\n"),
    ("getloguri", "Servers", "return ''\n"),
    ("getstatusuri", "Servers", "return ''\n"),
)

# Under Python 2 this is UTF-8 bytes, as `hou` gives it there.
EDITED_TEXT = """# Läuft: 火 "quoted" 'text' \\ back\\nslash
name = "tab\there"
return pdg.scheduleResult.Succeeded
"""


def _interface(settings="folder2", extra=()):
    """Give the interface of the type; an edited node has renamed folders and may hold `extra`."""
    in_settings = [
        hou.StringParmTemplate("pdg_workingdir", "Working Directory", 1, default_value=("$HIP",)),
        hou.ToggleParmTemplate("pdg_usemaxtasks", "Enable Limit Jobs"),
        hou.IntParmTemplate("pdg_maxtasks", "Limit Jobs", 1, default_value=(0,), max=10),
        hou.MenuParmTemplate("pdg_deletetempdir", "Delete Temp Dir", ("0", "1", "2")),
    ]
    found = [
        hou.ButtonParmTemplate("savenodescript", "Save to Python Script"),
        hou.SeparatorParmTemplate("sepparm"),
        hou.FolderParmTemplate(settings, "Settings", parm_templates=in_settings + list(extra)),
    ]
    for label in ("Schedule", "Cook", "Servers"):
        fields = [
            hou.StringParmTemplate(name, name, 1, default_value=(text,), tags={"editor": "1"})
            for name, folder, text in DEFAULT_TEXTS
            if folder == label
        ]
        found.append(hou.FolderParmTemplate(label.lower(), label, parm_templates=fields))
    return found


def _node(session, path, interface=None):
    built_in = hou.ParmTemplateGroup(_interface())
    node_type = session.types.setdefault(
        "pythonscheduler", hou.OpNodeType("pythonscheduler", built_in)
    )
    session.nodes[path] = hou.TopNode(path, node_type, interface or _interface())
    return session.nodes[path]


def empty(session):
    """No scheduler, but a node of another kind."""
    other = hou.OpNodeType("genericgenerator", hou.ParmTemplateGroup())
    session.nodes["/tasks/topnet1/genericgenerator1"] = hou.TopNode(
        "/tasks/topnet1/genericgenerator1", other, ()
    )


def default(session):
    """One node as it was created."""
    empty(session)
    _node(session, NODE)


def two(session):
    """Two untouched nodes, found in the wrong order."""
    _node(session, "/tasks/topnet1/b")
    _node(session, "/tasks/topnet1/a")


def broken(session):
    """A callback whose expression fails, and one with two keyframes."""
    node = _node(session, NODE)
    node.parm("onstop").setExpression("nonsense(", hou.exprLanguage.Python)
    field = node.parm("pdg_maxtasks")
    field._keyframes = [hou.Keyframe("bezier()", hou.exprLanguage.Hscript)] * 2
    field._result = 7


def edited(session):
    """A node with edited callbacks and a spare parameter of every kind."""
    owner = hou.StringParmTemplate("farmq_owner", "Owner", 1)
    node = _node(session, NODE, _interface("folder2_2", [owner]) + _spare())
    node.parm("onschedule").set(EDITED_TEXT.replace("\n", "\r\n"))
    node.parm("ontick").setExpression("hou.session.tick", hou.exprLanguage.Python)
    node.parm("ontick")._result = "return pdg.tickResult.SchedulerBusy\n"
    node.parm("onstop").set("")
    node.parm("pdg_workingdir").set("$HIP/work")
    node.parm("pdg_usemaxtasks").set(1)
    node.parm("pdg_deletetempdir").set(2)
    node.parm("farmq_queue").set("gpu")
    node.parm("farmq_user").setExpression("$USER", hou.exprLanguage.Hscript)
    node.parm("farmq_user")._result = "/home/somebody"
    node.parmTuple("farmq_box").set((1.5, 2.0, float("inf")))
    node.parm("farmq_boxy").setExpression("frame() * 2", hou.exprLanguage.Python)
    node.parm("farmq_boxy")._result = 2.5
    node.parm("farmq_env").set(2)


def _spare():
    script = hou.scriptLanguage.Python
    queue = hou.StringParmTemplate(
        "farmq_queue",
        "Queue",
        1,
        default_value=("all",),
        menu_items=("all", "gpu"),
        menu_labels=("All", 'With "GPU"'),
        menu_type=hou.menuType.StringReplace,
        help='Line one\nGröße {{ x }} "two"',
        tags={"pdg::scheduler": "", "spare_category": "FarmQ"},
    )
    queue.setConditional(hou.parmCondType.HideWhen, '{ farmq_mode == "off" }')
    env = hou.FolderParmTemplate(
        "farmq_env",
        "Environment",
        parm_templates=[
            hou.StringParmTemplate("farmq_env_name#", "Name", 1, join_with_next=True),
            hou.StringParmTemplate("farmq_env_value#", "Value", 1, is_label_hidden=True),
        ],
        folder_type=hou.folderType.MultiparmBlock,
        tags={"pdg::nocopy": ""},
    )
    limits = hou.FolderParmTemplate(
        "farmq_limits",
        "Limits",
        parm_templates=[
            hou.IntParmTemplate(
                "farmq_jobs",
                "Jobs",
                1,
                default_value=(4,),
                min=1,
                max=64,
                min_is_strict=True,
                default_expression=("opdigits('.')",),
            ),
            hou.FloatParmTemplate("farmq_box", "Box", 3, default_value=(0.0, 0.5, 1.0)),
            env,
        ],
        folder_type=hou.folderType.Collapsible,
    )
    limits.setTabConditional(hou.parmCondType.DisableWhen, "{ farmq_dry == 1 }")
    farm = hou.FolderParmTemplate(
        "farmq",
        "Farm 火",
        parm_templates=[
            queue,
            limits,
            hou.MenuParmTemplate(
                "farmq_mode",
                "Mode",
                ("off", "on"),
                menu_labels=("Off", "On"),
                default_value=1,
                is_button_strip=True,
            ),
            hou.MenuParmTemplate(
                "farmq_pool", "Pool", ("x",), item_generator_script="return ['a', 'A']"
            ),
            hou.ToggleParmTemplate(
                "farmq_dry",
                "Dry Run",
                default_value=True,
                is_hidden=True,
                disable_when="{ farmq_queue == all }",
                default_expression="ch('x')",
            ),
        ],
        ends_tab_group=True,
    )
    return [
        farm,
        hou.StringParmTemplate(
            "farmq_log",
            "Log",
            1,
            default_value=("$HIP/logs",),
            string_type=hou.stringParmType.FileReference,
            file_type=hou.fileType.Directory,
        ),
        hou.StringParmTemplate("farmq_user", "User", 1),
        hou.ButtonParmTemplate(
            "farmq_ping",
            "Ping",
            script_callback="print('ping')",
            script_callback_language=script,
        ),
        hou.SeparatorParmTemplate("farmq_sep"),
        hou.LabelParmTemplate("farmq_note", "Note", column_labels=("Read", "me")),
        hou.RampParmTemplate("farmq_ramp", "Ramp", hou.rampParmType.Float),
        hou.DataParmTemplate("farmq_data", "Data", 1),
    ]


SCENES = {
    "empty.hip": empty,
    "default.hip": default,
    "two.hip": two,
    "broken.hip": broken,
    "edited.hip": edited,
}
