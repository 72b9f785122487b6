"""Files of a cook: transfer, item data, job scripts, path map, `pdg.utils`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playing import play, values

from pysched_gen.standin import JOB

if TYPE_CHECKING:
    from pathlib import Path

SETUP = """
import gzip, json, os
from pathlib import Path
class Farm(pdg.PyScheduler):
    @classmethod
    def templateName(cls):
        return "farm"
farm = define(Farm)
shared, away = Path(folder, "shared"), Path(folder, "away dir")
(away / "sub").mkdir(parents=True)
for name in ("a.txt", "sub/b.txt", "é.txt"):
    (away / name).write_text(name)
farm.setWorkingDir(str(shared), "//farm/shared")
node("work", ["x"], attributes={"show": "dune"})
item = items()[0]
def files():
    found = [str(p.relative_to(shared)) for p in shared.rglob("*") if p.is_file()]
    return sorted(f for f in found if "scripts" not in f)
"""

TRANSFER = {
    # Relative to $HIP, as the nodes of 22.0.400 have it; what is elsewhere goes by its name.
    "farm['pdg_transfertype'].evaluateInt()": 1,
    "farm.formatTransferPath(folder + '/tex/a.txt') == str(shared / 'tex/a.txt')": True,
    "farm.formatTransferPath('/elsewhere/a.txt') == str(shared / 'a.txt')": True,
    "farm.setValues({'pdg_transfertype': 0}) or "
    "farm.formatTransferPath(folder + '/tex/a.txt') == str(shared / 'a.txt')": True,
    "farm.transferFile(str(away / 'a.txt')) and files()": ["a.txt"],
    "farm.transferFile(str(away / 'sub' / 'b.txt')) and files()": ["a.txt", "b.txt"],
    "farm.transferFile(str(away / 'é.txt')) and text_of('shared/é.txt')": "é.txt",
    # A copy that is the same is not made again, one of a changed file is.
    "farm.transferFile(str(away / 'a.txt')) and os.stat(shared / 'a.txt').st_mtime == "
    "os.stat(away / 'a.txt').st_mtime": True,
    "(away / 'a.txt').write_text('changed') and farm.transferFile(str(away / 'a.txt')) "
    "and text_of('shared/a.txt')": "changed",
    "farm.transferFile(str(shared / 'b.txt')) and len(files())": 3,
    "farm.transferFile(str(away / 'none.txt'))": False,
    "'none.txt could not be transferred' in session.warnings[-1]": True,
    "farm.transferFile(str(away))": False,
    "farm.setValues({'pdg_transfertype': 1, 'pdg_transferroot': str(away)}) or "
    "farm.formatTransferPath(str(away / 'sub/b.txt')) == str(shared / 'sub/b.txt')": True,
    "farm.formatTransferPath('/elsewhere/c.txt') == str(shared / 'c.txt')": True,
    "farm.transferFile(str(away / 'sub/b.txt')) and files()": [
        "a.txt",
        "b.txt",
        "sub/b.txt",
        "é.txt",
    ],
}
ITEM_DATA = {
    "farm.createJobDirsAndSerializeWorkItems(item)": True,
    "json.loads(gzip.decompress(Path(farm.dataDir(True), 'work_1.json.gz').read_bytes()))"
    "['workitem']['id']": 1,
    "Path(farm.scriptDir(True), 'pdgcmd.py').exists()": True,
    "Path(farm.scriptDir(True), 'topcook.py').exists()": True,
    "Path(farm.scriptDir(True), 'pdgjob', 'pdgjobcmd.py').exists()": True,
    "Path(farm.logDir(True)).is_dir()": True,
    "farm.setValue('pdg_compressworkitemdata', 0) or "
    "farm.createJobDirsAndSerializeWorkItems(item) and "
    "json.loads(Path(farm.dataDir(True), 'work_1.json').read_text())['workitem']['index']": 0,
    "farm.setValue('pdg_workitemdatasource', 1) or farm.cleanTempDirectory() or "
    "farm.createJobDirsAndSerializeWorkItems(item) and os.listdir(farm.dataDir(True))": [],
    "os.path.exists(farm.tempDir(True))": True,
    "farm.cleanTempDirectory() or os.path.exists(farm.tempDir(True))": False,
}
MAP = """
with pdg.PathMap.edit() as path_map:
    path_map.addPathMapping("LINUX", "/mnt/hq", "Z:")
    path_map.addPathMapping("LINUX", "Z:", "//allfiles")
    path_map.addPathMapping("LINUX", "/mnt/hq", "/never")
    path_map.addPathMapping("WIN", "/mnt/hq", "H:", "farm1")
    path_map.addPathMapping("*", ".tmp", ".real", "", pdg.pathMapMatchType.Suffix)
    path_map.addPathMapping("*", "/old/", "/new/", "", pdg.pathMapMatchType.Contains)
"""
PATH_MAP = {
    "pdg.PathMap.mapPath('/mnt/hq/a.exr', 'LINUX')": "//allfiles/a.exr",
    "pdg.PathMap.mapPath('/mnt/hq/a.exr', 'WIN')": "H:/a.exr",
    "pdg.PathMap.mapPath('/x/mnt/hq/a.exr', 'WIN')": "/x/mnt/hq/a.exr",
    "pdg.PathMap.mapPath('/a/old/b.tmp', 'CLOUD')": "/a/new/b.real",
    "pdg.PathMap.mapPathToLocal('/mnt/hq')": "//allfiles",
    "farm.localizePath('/mnt/hq/__PDG_DIR__')[:12]": "//allfiles//",
    "farm.delocalizePath(str(shared)) == str(shared)": True,
    "farm.setValue('pdg_mapmode', 1) or farm.delocalizePath(str(shared))": "__PDG_DIR__",
    "farm.setValue('pdg_mapmode', 0) or pdg.PathMap.mappingZone()": "LINUX",
    "[e.mapTo for e in pdg.PathMap.mappings('WIN')]": ["H:"],
    "[e.zone for e in pdg.PathMap.mappings('', 'farm1')]": ["WIN"],
    "json.loads(os.environ['PDG_PATHMAP'])['paths'][0]": {
        "/mnt/hq": {"zone": "LINUX", "path": "Z:", "matchtype": 1}
    },
    "(lambda e: farm.resolvePathMapping(e) or sorted(e))({})": ["PDG_PATHMAP"],
    "farm.setValues({'pdg_usemapzone': 1, 'pdg_mapzone': 'CLOUD'}) or "
    "(lambda e: farm.resolvePathMapping(e) or e['PDG_PATHMAP_ZONE'])({})": "CLOUD",
    "pdg.PathMap.setMappingZone('WIN') or pdg.PathMap.mapPathToLocal('/mnt/hq')": "H:",
    "pdg.PathMap.setPathMapJSON('{}')": "ValueError: not the JSON of a path map: KeyError('paths')",
    'pdg.PathMap.setPathMapJSON(\'{"paths": [{"/a": {"zone": "*", "path": "/b"}}]}\', True) or '
    "len(pdg.PathMap.mappings())": 7,
    "pdg.PathMap.edit().__enter__().clearAllMappings() or pdg.PathMap.mappings()": [],
}
UTILS_SETUP = """
from pdg.utils import *
from pathlib import Path
Path(folder, "env").write_text("# shown\\nA=1\\n B = two words\\n\\nC='x'\\n")
Path(folder, "bad").write_text("A=1\\noops\\n")
Path(folder, "sub").mkdir()
"""
UTILS = {
    "expand_vars('$A ${B}/$C $', {'A': '1', 'B': 'x'})": "1 x/$C $",
    "parseEnvDefinition('A=1; B=\"two words\" C=')": {"A": "1", "B": "two words", "C": ""},
    "parseEnvDefinition('WIN=C:\\\\x')": {"WIN": "C:\\x"},
    "parseEnvDefinition('A=1 oops')": "ValueError: 'oops' is not NAME=value",
    "parseEnvironmentFile(folder + '/env')": {"A": "1", "B": "two words", "C": "x"},
    "parseEnvironmentFile(folder + '/bad')[0]": "ValueError: {folder}/bad:2: 'oops' is not"
    " NAME=value",
    "sorted(['a10', 'a2', 'b1'], key=natural_sort_key)": ["a2", "a10", "b1"],
    "common_path_part(['/a/b/c', '/a/b/d'])": "/a/b",
    "common_path_part([])": "",
    "make_glob_pattern('/a1/img.0012.exr')": "/a1/img.*.exr",
}


@pytest.mark.parametrize(
    ("setup", "table"),
    [(SETUP, TRANSFER), (SETUP, ITEM_DATA), (SETUP + MAP, PATH_MAP), (UTILS_SETUP, UTILS)],
    ids=["transfer", "item data", "path map", "utils"],
)
def test_values(setup: str, table: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "a dir"
    wanted = {
        key: value.replace("{folder}", str(folder)) if isinstance(value, str) else value
        for key, value in table.items()
    }
    assert values(setup, table, folder) == wanted


def test_files_are_transferred_by_name_before_21(tmp_path: Path) -> None:
    given = values(
        SETUP,
        [
            "farm.transferFile(str(away / 'sub/b.txt')) and files()",
            "farm.parameter('pdg_transfertype')",
        ],
        tmp_path / "hip",
        release="20.5",
    )
    assert list(given.values()) == [["b.txt"], None]


@pytest.mark.parametrize(
    ("callback", "copied", "warnings"),
    [
        (
            "",
            ["away/a.txt"],
            ["missing.txt could not be transferred", "missing.txt was not transferred"],
        ),
        (
            "def onTransferFile(self, file_path): return self.transferFile(file_path)",
            ["away/a.txt"],
            ["missing.txt could not be transferred", "missing.txt was not transferred"],
        ),
        (
            "def onTransferFile(self, file_path): return 'missing' in file_path",
            [],
            ["a.txt was not transferred"],
        ),
    ],
)
def test_files_that_attributes_name_are_transferred(
    callback: str, copied: list[str], warnings: list[str], tmp_path: Path
) -> None:
    story = f"""
class Farm(pdg.PyScheduler):
    {callback or "pass"}
    @classmethod
    def templateName(cls):
        return "farm"
farm = define(Farm, pdg_workitemdatasource=1)
farm.setWorkingDir(folder + "/shared", folder + "/shared")
os.makedirs(folder + "/away")
with open(folder + "/away/a.txt", "w") as file:
    file.write("a")
node("work", ["x"], attributes={{"shot": [folder + "/away/a.txt", folder + "/away/missing.txt"],
                                "other": folder + "/away/a.txt"}})
item = items()[0]
item.setAttribFlag("shot", pdg.attribFlag.Transfer, True)
farm.createJobDirsAndSerializeWorkItems(item)
copied = [os.path.relpath(os.path.join(root, n), folder + "/shared")
          for root, _folders, names in os.walk(folder + "/shared") for n in names]
tell(copied=[n for n in copied if not n.startswith("pdgtemp")],
     warnings=session.warnings)
"""
    told = play(story, tmp_path / "hip")
    assert told["copied"] == copied
    assert len(told["warnings"]) == len(warnings)
    for seen, wanted in zip(told["warnings"], warnings, strict=True):
        assert wanted in seen


def test_a_tick_timer_ticks_until_it_is_cancelled(tmp_path: Path) -> None:
    story = """
    import threading
    from pdg.utils import TickTimer
    ticks, enough = [], threading.Event()
    def tick():
        ticks.append(1)
        if len(ticks) >= 3:
            enough.set()
        return True
    timer = TickTimer(0.01, tick)
    timer.start()
    tell(ticked=enough.wait(600))
    timer.cancel()
    timer.join(600)
    stopping = TickTimer(0.01, lambda: False)
    stopping.start()
    stopping.join(600)
    tell(alive=[timer.is_alive(), stopping.is_alive()])
    """
    told = play(story, tmp_path / "hip")
    assert told == {"ticked": True, "alive": [False, False], "left": []}


@pytest.mark.parametrize(("release", "key"), [("18.0", "name"), ("18.5", "name"), ("22.0", "id")])
def test_a_static_cook_schedules_items_in_their_order(
    release: str, key: str, tmp_path: Path
) -> None:
    story = """
    from pdg.staticcook import StaticCookMixin
    class Farm(StaticCookMixin, pdg.PyScheduler):
        order, deferred = [], True
        @classmethod
        def templateName(cls):
            return "farm"
        def onStartCook(self, static, cook_set):
            self.static_onStartCook()
            return True
        def onScheduleStatic(self, dependencies, dependents, ready_items):
            tell(ready=[item.name for item in ready_items], before=self.static_completed())
            self.static_schedule(dependencies, dependents, ready_items)
        def onSchedule(self, work_item):
            if self.deferred and work_item.name == "a_2":
                self.deferred = False
                return pdg.scheduleResult.Deferred
            self.order.append(work_item.name)
            if work_item.name == "a_2":
                return pdg.scheduleResult.CookFailed
            self.onWorkItemStartCook(work_item.KEY, -1)
            return pdg.scheduleResult.CookSucceeded
        def onTick(self):
            self.static_tick()
            return pdg.tickResult.SchedulerReady
    farm = define(Farm, pdg_tickperiod=0.01)
    graph([{"name": "a", "items": [{"index": 0, "command": "x"}, {"index": 1, "command": "x"}]},
           {"name": "b", "items": [{"index": 0, "command": "x", "dependsOn": ["a:0"]},
                                   {"index": 1, "command": "x", "dependsOn": ["a:1"]}]}])
    states = cook(static=True)
    tell(order=farm.order, states=states)
    """
    told = play(story.replace("KEY", key), tmp_path / "hip", release=release)
    assert told["ready"] == ["a_1", "a_2"]
    assert told["order"] == ["a_1", "b_3", "a_2"]
    assert told["states"]["a_2"] == "CookedFail"
    assert [told["states"][name] for name in ("a_1", "b_3")] == ["CookedSuccess"] * 2


RULES = {
    "paths": [
        {"/mnt/linux": {"zone": "*", "path": "L:", "matchtype": 1}},
        {".exr": {"zone": "*", "path": ".png", "matchtype": 2}},
        {"/old/": {"zone": "*", "path": "/new/"}},
    ]
}
MAPPED = {
    "/mnt/linux/x": "L:/x",
    "/q/mnt/linux/x": "/q/mnt/linux/x",
    "/z/x.exr": "/z/x.png",
    "/z/x.exr.1": "/z/x.exr.1",
    "/a/old/b": "/a/new/b",
}


def test_the_session_starts_with_the_map_of_its_environment_and_jobs_read_it_alike(
    tmp_path: Path,
) -> None:
    story = f"""
    import subprocess, sys
    paths = {list(MAPPED)!r}
    job = "import pdgpaths, sys; print(*map(pdgpaths.localizePath, sys.argv[1:]), sep='|')"
    environment = dict(os.environ, PYTHONPATH={str(JOB)!r})
    here = [pdg.PathMap.mapPath(path) for path in paths]
    with pdg.PathMap.edit():
        pass
    environment["PDG_PATHMAP"] = os.environ["PDG_PATHMAP"]
    command = [sys.executable, "-c", job, *paths]
    there = subprocess.check_output(command, env=environment, text=True).strip().split("|")
    tell(here=here, there=there)
    """
    told = play(story, tmp_path / "hip", env={"PDG_PATHMAP": json.dumps(RULES)})
    assert told["here"] == list(MAPPED.values())
    assert told["there"] == list(MAPPED.values())
