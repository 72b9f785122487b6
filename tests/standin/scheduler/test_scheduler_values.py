"""What schedulers read and compute: parameters, overrides, directories, tokens, paths, environment.

Each table holds an expression of a scheduler's code and what it gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playing import play, values

if TYPE_CHECKING:
    from pathlib import Path

FARM = """
import json, os
class Farm(pdg.PyScheduler):
    def __init__(self, scheduler, name):
        pdg.PyScheduler.__init__(self, scheduler, name)
        self.parmprefix = "farm"
        self.early = trial(lambda: self["farm_pool"])
    @classmethod
    def templateName(cls):
        return "farmnode"
    @classmethod
    def templateBody(cls):
        return json.dumps({"name": "farmnode", "parameters": [
            {"name": "farm_pool", "type": "Integer", "value": 3, "tag": ["pdg::scheduler"]},
            {"name": "farm_user", "type": "String", "value": "$WHO ${WHO}", "size": 1},
            {"name": "farm_cost", "type": "String", "value": "$0.74/h"},
            {"name": "farm_title", "type": "String", "value": "`@pdg_name` of `@show`"},
            {"name": "farm_range", "type": "Integer", "size": 2, "value": [5, 9]},
            {"name": "farm_share", "type": "Float"},
            {"name": "farm_fixed", "type": "String", "value": "mine"},
            {"name": "farm_envmulti", "type": "Integer", "tag": ["pdg::scheduler"]},
            {"name": "farm_envunset", "type": "String"},
            {"name": "farm_usehoudinimaxthreads", "type": "Integer",
             "tag": ["pdg::scheduler"]},
            {"name": "farm_houdinimaxthreads", "type": "Integer", "value": 6},
            {"name": "farm_inheritlocalenv", "type": "Integer"}]})
    def applicationBin(self, name, work_item=None):
        return {"python": "/opt/py"}.get(name)
"""
SETUP = FARM + """
os.environ["WHO"] = "ada"
farm = define(Farm, farm_envmulti=2, farm_envname1="A", farm_envvalue1="one two",
              farm_envname2="B", farm_envvalue2="$WHO", farm_envunset="X, Y")
node("work", ["run"], attributes={"show": "dune", "n": [4, 5]},
     environment={"FROM_ITEM": "7"}, label="first")
node("other", ["run"], parms={"farm_pool": 5, "farm_fixed": "theirs", "farm_extra": "more",
                              "farm_usehoudinimaxthreads": 1})
item, other = items()
farm.setWorkingDir("/local/show", "//farm/show/")
"""

PARAMETERS = {
    "farm.early": "RuntimeError: bad port: farm_pool (parameters cannot be read in __init__)",
    "farm['nothing']": "RuntimeError: bad port: nothing (there is none)",
    "farm['farm_pool'].evaluateInt()": 3,
    "farm['farm_pool'].evaluateString()": "3",
    "farm['farm_pool'].hasTag('pdg::scheduler')": True,
    "farm['farm_pool'].isCustom": True,
    "farm['pdg_maxitems'].isBuiltin": True,
    "farm['pdg_maxitems'].evaluateInt()": 30,
    "farm['pdg_tickperiod'].evaluateFloat()": 0.5,
    "farm['farm_user'].evaluateString()": "ada ada",
    "farm['farm_user'].evaluateRawString()": "$WHO ${WHO}",
    "farm['farm_user'].evaluateInt()": 0,
    "farm['farm_cost'].evaluateString()": ".74/h",
    "farm['farm_title'].evaluateString(item)": "work_1 of dune",
    "farm['farm_title'].evaluateString()": " of ",
    "farm['farm_range'].evaluateInt(None, 1)": 9,
    "farm['farm_range'].evaluateInt(item, 2)": (
        "IndexError: farm_range has 2 component(s), there is no 2"
    ),
    "farm['farm_range'].defaultValue": [5, 9],
    "farm['farm_share'].evaluateFloat()": 0.0,
    "farm['farm_share'].evaluateBool()": False,
    "farm.__setitem__('farm_pool', 8) or farm['farm_pool'].evaluateInt()": 8,
    "farm.__setitem__('farm_pool', 'x') or farm['farm_pool'].evaluateInt()": 0,
    "farm['farm_pool'].defaultValue": 3,
    "farm.__setitem__('farm_none', 1)": "RuntimeError: bad port: farm_none (there is none)",
    "farm.setValues({'farm_pool': 3}) or farm['farm_pool'].value": 3,
    "[port.name for port in farm.parametersForTag('pdg::scheduler')][:2]": [
        "farm_pool",
        "farm_envmulti",
    ],
    "farm.parameter('pdg_workingdir').evaluateString() == folder": True,
}
OVERRIDES = {
    "farm.evaluateIntOverride(other.node, 'farm', 'pool', other, 0)": 5,
    "farm.evaluateIntOverride(item.node, 'farm', 'pool', item, 0)": 3,
    "farm.evaluateIntOverride(None, 'farm', 'pool', None, 0)": 3,
    "farm.evaluateIntOverride(other.node, 'farm', 'absent', other, 9)": 9,
    "farm.evaluateFloatOverride(other.node, 'farm', 'pool', other, 0.0)": 5.0,
    "farm.evaluateBoolOverride(other.node, 'farm', 'pool', other, False)": True,
    # Only a parameter with the tag can be overridden.
    "farm.evaluateStringOverride(other.node, 'farm', 'fixed', other, '')": "mine",
    # One that the scheduler does not declare is the node's own.
    "farm.evaluateStringOverride(other.node, 'farm', 'extra', other, '')": "more",
}
ENVIRONMENT = {
    "farm.resolveEnvParams('farm', item, True)": [{"A": "one two", "B": "ada"}, ["X", "Y"]],
    "farm.resolveBaseEnvironment('farm', None, item)": {},
    "farm.setValue('farm_inheritlocalenv', 1) or "
    "farm.resolveBaseEnvironment('farm', None, item)['WHO']": "ada",
    "farm.initHoudiniMaxThreads(item, 'farm', None)": None,
    "farm.initHoudiniMaxThreads(item, 'farm', 2)": 2,
    "farm.initHoudiniMaxThreads(other, 'farm', None)": 6,
    "(lambda e: [farm.addCommonJobEnvVars(e, item), e['PDG_ITEM_NAME'], e['PDG_ITEM_ID'], "
    "e['PDG_ITEM_LABEL'], e['PDG_INDEX4'], e['PDG_DIR'], e['PDG_ITEM_DATA_SOURCE'], "
    "e['PDG_RPC_RETRIES']])({})": [None, "work_1", "1", "first", "0000", "//farm/show", "0", "2"],
    "item.environment": {"FROM_ITEM": "7"},
    "pdg.scheduler.convertEnvMapToUTF8({'A': 1})": {"A": "1"},
    "pdg.scheduler.evaluateParamOr(farm, 'farm_fixed')": "mine",
    "pdg.scheduler.evaluateParamOr(farm, 'nothing', 4)": 4,
}
DIRECTORIES = {
    "farm.workingDir(True)": "/local/show",
    "farm.workingDir(False)": "//farm/show",
    "farm.tempDir(True) == '/local/show/pdgtemp/%d' % os.getpid()": True,
    "farm.tempDir(False) == '//farm/show/pdgtemp/%d' % os.getpid()": True,
    "farm.dataDir(True)[len(farm.tempDir(True)):]": "/data",
    "farm.logDir(False)[len(farm.tempDir(False)):]": "/logs",
    "farm.getLocalLogDir() == farm.logDir(True)": True,
    "farm.scriptDir(False)[len(farm.tempDir(False)):]": "/scripts",
    "farm.setTempDir('/fast/t', '/farm/t') or farm.scriptDir(False)": "/farm/t/scripts",
    "farm.setScriptDir('/s', '/farm/s') or farm.scriptDir(False)": "/farm/s",
    "farm.localizePath('__PDG_DIR__/a __PDG_TEMP__/b $WHO')": "/local/show/a /fast/t/b ada",
    "farm.delocalizePath('/local/show/a')": "__PDG_DIR__/a",
    "farm.delocalizePath('/local/shows/a')": "/local/shows/a",
}
TOKENS = {
    "farm.expandCommandTokens('__PDG_ITEM_NAME__ __PDG_ITEM_ID__ __PDG_INDEX__', item)": (
        "work_1 1 0"
    ),
    "farm.expandCommandTokens('__PDG_ITEM_NAME__ __PDG_DIR__')": "__PDG_ITEM_NAME__ //farm/show",
    "farm.expandCommandTokens('__PDG_SHARED_ROOT__ \"__PDG_PYTHON__\"', item)": (
        '//farm/show "/opt/py"'
    ),
    "farm.expandCommandTokens('__PDG_UNKNOWN__', item)": "__PDG_UNKNOWN__",
    "farm.expandCommandTokens('__PDG_HYTHON__', item)": "__PDG_HYTHON__",
    "found('warning')[-1]['message']": (
        "__PDG_HYTHON__ stands for nothing: applicationBin returned None"
    ),
    "farm.expandCommandTokens('__PDG_HFS__', item) == os.environ['HFS']": True,
}
THE_REST = {
    "farm.topNode().path()": "/tasks/topnet1/farm1",
    "farm.topNode().type().name()": "farm",
    "farm.topNode().userData('x')": (
        "NotImplementedError: hou.Node.userData: the stand-in's hou has the scene, the version, "
        "variables and the nodes of the network only"
    ),
    "farm._parsePortParms()": (
        "NotImplementedError: PyScheduler._parsePortParms is not implemented by the stand-in"
    ),
    "farm._no_such_thing": "AttributeError: 'Farm' object has no attribute '_no_such_thing'",
    "farm.name": "farm1",
    "farm.templateName": "<bound method",
    "farm.typeName": "farm",
    "farm.context is session.context": True,
    "farm.cppObject()._python is farm": True,
    "farm.no_such_thing": "AttributeError: 'Farm' object has no attribute 'no_such_thing'",
    "farm.isWaitForFailures": False,
    "farm.isCompressWorkItemData": True,
    "farm.workItemDataSource == pdg.workItemDataSource.JSONFile": True,
    "farm.getSharedServers()": [],
    "farm.onSharedServerStarted({'name': 's', 'pid': 4}) or farm.getSharedServerInfo('s')": {
        "name": "s",
        "pid": 4,
    },
    "farm.getSharedServers() + [farm.getSharedServerInfo('t')]": ["s", {}],
    "farm.endSharedServer('s') and farm.getSharedServers()": [],
    "farm.setWorkItemResultServerAddr('h:1') or farm.workItemResultServerAddr()": "h:1",
    "farm.cookError('broken') or session.errors": ["broken"],
    "farm.cookWarning('odd') or session.warnings[-1]": "odd",
    "farm.runOnMainThread(True, int, '5')": 5,
    "farm.runOnMainThread(True, int, 'x')": (
        "ValueError: invalid literal for int() with base 10: 'x'"
    ),
    "len(farm.dependencyGraph(True))": 3,
}


@pytest.mark.parametrize(
    "table",
    [PARAMETERS, OVERRIDES, ENVIRONMENT, DIRECTORIES, TOKENS, THE_REST],
    ids=["parameters", "overrides", "environment", "directories", "tokens", "the rest"],
)
def test_values(table: dict[str, Any], tmp_path: Path) -> None:
    given = values(SETUP, table, tmp_path / "hip")
    if "farm.templateName" in given:
        given["farm.templateName"] = given["farm.templateName"][: len("<bound method")]
    assert given == table


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("'no json'", "JSONDecodeError"),
        ("'[]'", "TypeError"),
        ('\'{"parameters": [{"name": "a", "type": "Menu"}]}\'', "type 'Menu'; PDG has String"),
        ('\'{"parameters": [{"type": "Integer"}]}\'', "KeyError('name')"),
    ],
)
def test_a_template_body_that_cannot_be_read_is_told(
    body: str, problem: str, tmp_path: Path
) -> None:
    story = f"""
    class Farm(pdg.PyScheduler):
        @classmethod
        def templateBody(cls):
            return {body}
    tell(problem=trial(lambda: define(Farm)))
    """
    told = play(story, tmp_path / "hip")["problem"]
    assert told.startswith("ValueError: templateBody of Farm cannot be read")
    assert problem in told


UNSET = {
    "farm.workingDir(True)": "",
    "farm.workingDir(False)": "",
    "farm.tempDir(True) == '/pdgtemp/%d' % os.getpid()": True,
    "farm.cleanTempDirectory()": None,
    "farm.localizePath('/a/b')": "/a/b",
    "farm.delocalizePath('/a/b')": "/a/b",
    "farm.expandCommandTokens('__PDG_DIR__/a')": "/a",
}
# What would put files into the root of the file system, as PDG does.
UNSET_REFUSED = [
    "farm.localizePath('__PDG_DIR__/a')",
    "farm.createJobDirsAndSerializeWorkItems(item)",
    "farm.transferFile('/etc/hostname')",
]


def test_a_working_directory_that_was_never_set_is_empty(tmp_path: Path) -> None:
    setup = FARM + "farm = define(Farm)\nnode('a', ['true'])\nitem = items()[0]\n"
    given = values(setup, [*UNSET, *UNSET_REFUSED], tmp_path / "hip")
    assert {one: given[one] for one in UNSET} == UNSET
    for one in UNSET_REFUSED:
        assert given[one].startswith("RuntimeError: the working directory was never set: call")


OLD = """
class Farm(pdg.PyScheduler):
    def workingDir(self, local):
        return folder if local else self.localizePath("__PDG_SHARED_ROOT__/x")
    def localizePath(self, path):
        return path.replace("__PDG_SHARED_ROOT__", "/mnt")
    def onSchedule(self, work_item):
        tell(command=work_item.data.getString("command"))
        tell(logs=self.cppObject().logDir(True)[:len(folder) + 8])
        return pdg.scheduleResult.CookSucceeded
    def transferFile(self, file_path):
        tell(transferred=file_path)
        return True
farm = define(Farm)
node("a", ["run me"])
"""


def test_what_17_5_asks_a_class(tmp_path: Path) -> None:
    expressions = [
        "list(cook().values())",
        "farm.cppObject().workingDir(False)",
        "session.context.graph._all_items()[0].localizePath('__PDG_SHARED_ROOT__/a')",
    ]
    given = values(OLD, expressions, tmp_path / "hip", release="17.5")
    assert list(given.values()) == [["CookedSuccess"], "/mnt/x", "/mnt/a"]
    told = play(OLD + "cook()", tmp_path / "other", release="17.5")
    assert told["command"] == "run me"
    assert told["logs"].endswith("/pdgtemp")


@pytest.mark.parametrize("release", ["17.5", "19.0", "22.0"])
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("", "run me"),
        ("item._write('command', pdg._enums.attribType.String, 'own')", "own"),
        ("item._write('command', pdg._enums.attribType.Int, 3)", None),
    ],
)
def test_the_command_is_a_string_of_the_data(
    release: str, code: str, text: str | None, tmp_path: Path
) -> None:
    setup = f"node('a', ['run me'])\nitem = items()[0]\n{code}\n"
    expression = "item.data.getString('command')"
    given = values(setup, [expression], tmp_path / "hip", release=release)
    assert given[expression] == text


@pytest.mark.parametrize(
    ("release", "tag", "value"),
    [("17.5", "jobParm", 7), ("17.5", "pdg::scheduler", 7), ("18.0", "jobParm", 1)],
)
def test_the_tag_of_what_may_be_overridden(
    release: str, tag: str, value: int, tmp_path: Path
) -> None:
    setup = f"""
class Farm(pdg.PyScheduler):
    @classmethod
    def templateBody(cls):
        return '''{{"name": "farm", "parameters": [
            {{"name": "farm_n", "type": "Integer", "value": 1, "tag": ["{tag}"]}}]}}'''
farm = define(Farm)
node("a", ["true"], parms={{"farm_n": 7}})
item = items()[0]
"""
    expression = "farm.evaluateIntOverride(item.node, 'farm', 'n', item, 0)"
    given = values(setup, [expression], tmp_path / "hip", release=release)
    assert given[expression] == value


def test_a_value_without_a_parameter_is_refused(tmp_path: Path) -> None:
    given = values(FARM, ["define(Farm, farm_nope=1)"], tmp_path / "hip")
    assert "farm1 has no parameter 'farm_nope'" in given["define(Farm, farm_nope=1)"]


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("pdg_maxtasks='abc'", "CookError: pdg_maxtasks takes an integer, not 'abc'"),
        ("pdg_maxtasks='2.5'", "CookError: pdg_maxtasks takes an integer, not '2.5'"),
        ("pdg_maxtasks=float('inf')", "CookError: pdg_maxtasks takes an integer, not inf"),
        ("pdg_tickperiod='soon'", "CookError: pdg_tickperiod takes a number, not 'soon'"),
        (
            "pdg_workitemdatasource=7",
            "CookError: pdg_workitemdatasource is a menu with the values 0, 1, not 7",
        ),
        ("pdg_maxtasks='3', pdg_tickperiod='0.5', pdg_workingdir='abc'", "made"),
        ("pdg_workitemdatasource='1'", "made"),
    ],
)
def test_a_value_that_is_given_has_the_type_of_its_parameter(
    given: str, answer: str, tmp_path: Path
) -> None:
    expression = f"define(Farm, {given}) and 'made'"
    assert values(FARM, [expression], tmp_path / "hip")[expression] == answer
