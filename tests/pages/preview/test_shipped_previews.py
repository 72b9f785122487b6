"""The previews of the scheduler nodes that Houdini ships, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browser import opened
from drawn_facts import DrawnFacts, drawn_facts, facts_of
from selenium.webdriver.common.by import By
from shipped_interfaces import NODES, interface, needs_listing
from trees import SHARED

from pysched_gen.formats.dialog_script.tree import (
    Folder,
    Item,
    Multiparm,
    Parm,
    parms_of,
)
from pysched_gen.pages.preview.page import preview_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver

pytestmark = needs_listing

# Menus and defaults of each are compared with the listing of Houdini 22.0.400; so many there are.
FACTS = {
    "tractorscheduler": DrawnFacts(92, 13, 34, 78),
    "deadlinescheduler": DrawnFacts(142, 16, 42, 120),
    "hqueuescheduler": DrawnFacts(101, 17, 55, 77),
    "inprocessscheduler": DrawnFacts(15, 4, 12, 11),
    "localscheduler": DrawnFacts(57, 13, 34, 44),
    "pythonscheduler": DrawnFacts(24, 3, 7, 20),
    "servicescheduler": DrawnFacts(18, 4, 12, 14),
}

# Tab lists that stand in the element, or in the view for none, but in no tab inside of it.
_TAB_LISTS = """
const panel = arguments[0] || document.getElementById("own");
return [...panel.querySelectorAll("[role=tablist]")]
  .filter(list => (list.parentElement.closest("[role=tabpanel]")) === panel)
  .map(list => [...list.children]);
"""
_SHOWN = """
return [...document.querySelectorAll("#own [data-parm]")]
  .filter(row => row.getClientRects().length).map(row => row.dataset.parm);
"""
_WIDER = "return document.documentElement.scrollWidth - window.innerWidth"
_CUT_OFF = """
return [...document.querySelectorAll("main *")].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width && getComputedStyle(one).clipPath === "none" && box.right > innerWidth + 1;
}).map(one => one.outerHTML.slice(0, 90));
"""


def in_every_tab(browser: WebDriver, panel: Any = None) -> Iterator[None]:
    """Click every tab, and every tab in it; yield while each is open."""
    yield
    for tabs in browser.execute_script(_TAB_LISTS, panel):
        for tab in tabs:
            tab.click()
            yield from in_every_tab(
                browser, browser.find_element(By.ID, tab.get_attribute("aria-controls"))
            )


def names_in(entries: Iterable[Item]) -> Iterator[str]:
    """Give the names of the rows that are there before any instance is added."""
    for entry in entries:
        if isinstance(entry, Parm) and entry.type != "separator":
            yield entry.name
        elif isinstance(entry, Folder):
            yield from names_in(entry.items)


def put(folder: Path, node: str) -> Path:
    page = folder / "preview.html"
    page.write_text(preview_html(interface(node), node, node, "Farm"), encoding="utf-8")
    return page


@pytest.mark.parametrize("node", NODES)
def test_each_field_of_a_shipped_node_is_seen_in_its_tab(tmp_path: Path, node: str) -> None:
    seen: set[str] = set()
    with opened(put(tmp_path, node)) as browser:
        drawn = drawn_facts(browser)
        for _ in in_every_tab(browser):
            seen |= set(browser.execute_script(_SHOWN))
    assert seen == set(names_in(interface(node)))
    assert len(seen) > 8
    assert facts_of(interface(node), drawn) == FACTS[node]


def repeats_in(entries: Iterable[Item]) -> Iterator[Multiparm]:
    for entry in entries:
        if isinstance(entry, Multiparm):
            yield entry
        elif isinstance(entry, Folder):
            yield from repeats_in(entry.items)


def test_environment_variables_are_added_to_the_tractor_node(tmp_path: Path) -> None:
    [repeat] = repeats_in(interface("tractorscheduler"))
    wanted = {field.name.replace("#", "1") for field in parms_of(repeat.items)}
    with opened(put(tmp_path, "tractorscheduler")) as browser:
        for _ in in_every_tab(browser):
            [button] = browser.find_elements(By.CSS_SELECTOR, f"[aria-label='add {repeat.label}']")
            if button.is_displayed():
                break
        button.click()
        assert wanted <= set(browser.execute_script(_SHOWN))


@pytest.mark.parametrize("width", [420, 1200])
def test_no_tab_of_the_tractor_node_is_wider_than_the_page(tmp_path: Path, width: int) -> None:
    with opened(put(tmp_path, "tractorscheduler"), width=width) as browser:
        assert browser.execute_script("return innerWidth") == width
        for _ in in_every_tab(browser):
            assert browser.execute_script(_WIDER) <= 0
            assert browser.execute_script(_CUT_OFF) == []


# What the Tractor help page says below "Parameters", in its order: label, and internal name.
# A label without a name is that of a folder, of a choice in a menu, or of a note.
DOCUMENTED = """
Schedulers
Tractor
Tractor Server = tractor_hostname
Port = tractor_port
Tractor User = tractor_user
Tractor Password = tractor_pass
Limit Jobs = pdg_maxtasks
Block on Failed Work Items = pdg_waitforfailures
Paths
Working Directory = pdg_workingdir
Load Item Data From = pdg_workitemdatasource
Temporary JSON File
RPC Message
Compress Work Item Data = pdg_compressworkitemdata
Python Executable = pythonexe
Hython = hythonbin
Default
Custom
Hython Executable = hythonbincustomuniversal
Path Mapping = pdg_mapmode
Global
None
Path Map Zone = pdg_mapzone
Validate Outputs When Recooking = pdg_validateoutputs
Check Expected Outputs on Disk = pdg_checkexpectedoutputs
Shared File Root
NFS = nfsremotesharedroot
UNC (Windows) = uncremotesharedroot
$HFS
NFS = tractor_nfshfs
UNC (Windows) = tractor_unchfs
Temp Directory
Location = tempdirmenu
Working Directory
Custom
Append PID = tempdirappendpid
Custom = tempdircustom
Delete Temp Dir = pdg_deletetempdir
Never
When Scheduler is Deleted
When Cook Completes
Job Spec
Job Description
Job Owner = jobowner
Job Title = jobname
Job Priority = tractor_priority
Job Options
Tier = tractor_tier
Projects = tractor_projects
Max Active Tasks = maxactive
After Jobs = afterjids
Verbose Logging = verbose
Use Session File = usesessionfile
Submit As Job
Submit = submitjob
Job Title = submitjobname
Output Node = submitjobnode
Job Service Keys = submitasjobservicekey
Data Layer Server
Enable Server = enabledatalayerserver
Server Port = usedatalayerport
Automatic
Custom
Auto Connect = createremotegraph
When Finished = submitjobwhenfinished
Terminate
Keep Open If Error
Keep Open
Message Queue
Service Keys = mqservicekey
Task Callback Port = taskcallbackport
Relay Port = mqrelayport
RPC Server
Ignore RPC Errors = pdg_rpcignoreerrors
Never
When Cooking Batches
Always
Max RPC Errors = pdg_rpcmaxerrors
Connection Timeout = pdg_rpctimeout
Connection Retries = pdg_rpcretries
Retry Backoff = pdg_rpcbackoff
Batch Poll Rate = pdg_rpcbatch
Release Job Slot When Polling = pdg_rpcrelease
Job Parms
Service Key Expression = tractor_servicekeys
Limit Tags = tractor_limittags
At Least Slots = tractor_atleast
At Most Slots = tractor_atmost
Houdini Max Threads = tractor_houdinimaxthreads
Env Keys = tractor_envkeys
Task Title = tractor_tasktitle
Maximum Run Time = tractor_maxrunsecs
Post Success Wait = tractor_postsuccesswait
Metadata = tractor_metadata
Preview Launch = tractor_preview
Tip
Non-Zero Exit Code Handling
Handle By = tractor_echandleby
Reporting Error
Reporting Warning
Retrying Task
Ignoring Exit Code
Handle All Non Zero = tractor_echandleall
Exit Code = tractor_eccustomcode
Retries = tractor_triesleft
Task Environment
Inherit Local Environment = tractor_inheritlocalenv
Unset Variables = tractor_envunset
Environment Variables = tractor_envmulti
Job Scripts
Pre Shell = tractor_preshell
Post Shell = tractor_postshell
Pre Python = tractor_prepy
Post Python = tractor_postpy
"""
HELP = next((SHARED / "reference/seeds").glob("004_*.txt"), SHARED / "absent")


def documented() -> list[tuple[str, str]]:
    rows = (line.rpartition(" = ") for line in DOCUMENTED.strip().split("\n"))
    return [(label or name, name if label else "") for label, _, name in rows]


def test_the_table_has_every_label_of_the_help_page() -> None:
    lines = HELP.read_text("utf-8").splitlines()
    start = len(lines) - lines[::-1].index("Parameters")
    told = lines[start : lines.index("See also")]
    short = [line for line in told if line and not line.endswith(".") and len(line) < 45]
    assert [label for label, _ in documented()] == short


def test_each_documented_parameter_of_tractor_has_its_real_name() -> None:
    wanted = {name for _, name in documented() if name}
    entries = interface("tractorscheduler")
    told = {field.name: field.label for field in parms_of(entries)}
    told |= {repeat.name: repeat.label for repeat in repeats_in(entries)}
    assert wanted <= set(told)
    assert len(wanted) > 60
    renamed = {
        label: told[name]
        for label, name in documented()
        if name and (told[name] or "").lower() != label.lower()
    }
    assert renamed == {
        "Job Title": "Job Name",
        "Job Service Keys": "Service Keys",
        "Retries": "Max Retries",
    }
