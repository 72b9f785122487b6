import json
from collections.abc import Sequence
from urllib.parse import quote

# Runs in the Python that has opencue. A job of the farm is "name of a job/number of a frame".
CUE_PROGRAM = """
import getpass
import re
import shlex
from xml.etree import ElementTree

settings = json.loads(sys.argv[1])
if settings["cuebot"]:
    os.environ["CUEBOT_HOSTS"] = settings["cuebot"]

import grpc
import opencue
from opencue_proto import job_pb2

HEAD = '<?xml version="1.0"?><!DOCTYPE spec PUBLIC "SPI Cue  Specification Language" '
HEAD += '"http://localhost:8080/spcue/dtd/cjsl-1.12.dtd">'
WAITING = (job_pb2.WAITING, job_pb2.DEPEND)
ENDED = (job_pb2.SUCCEEDED, job_pb2.DEAD, job_pb2.EATEN)
# Frames in an answer, and looks after which those of a job are asked for without a sign of change.
PAGE = 500
PATIENCE = 10
# What Cuebot says where the same call never will do.
FINAL = ("INVALID_ARGUMENT", "PERMISSION_DENIED", "UNIMPLEMENTED", "SpecBuilderException")
minutes = {}
# Name of a job -> what its numbers were, its frames then, and the looks since.
known = {}


def plain(name):
    # What Cuebot makes of a name.
    return re.sub("[^a-z0-9_.]", "_", name.lower())


def child(parent, tag, text="", **attributes):
    one = ElementTree.SubElement(parent, tag, attributes)
    one.text = str(text)
    return one


def specification(name, command, count, wanted):
    # The order of elements is that of the document type.
    spec = ElementTree.Element("spec")
    if settings["facility"]:
        child(spec, "facility", settings["facility"])
    child(spec, "show", settings["show"])
    child(spec, "shot", settings["shot"])
    child(spec, "user", getpass.getuser())
    child(spec, "uid", getattr(os, "getuid", int)())
    job = child(spec, "job", name=plain(name))
    child(job, "paused", "False")
    child(job, "priority", wanted["priority"])
    # What is tried again is submitted again.
    child(job, "maxretries", 0)
    child(job, "autoeat", "False")
    child(job, "env")
    layer = child(child(job, "layers"), "layer", name="items", type="Render")
    child(layer, "cmd", command)
    child(layer, "range", "0-%d" % (count - 1))
    child(layer, "chunk", 1)
    child(layer, "cores", "%.1f" % wanted["cores"])
    if wanted["memory"]:
        child(layer, "memory", "%dm" % wanted["memory"])
    if wanted["minutes"]:
        child(layer, "timeout", wanted["minutes"])
    if wanted["tags"]:
        child(layer, "tags", " | ".join(wanted["tags"]))
    if wanted["limits"]:
        limits = child(layer, "limits")
        for limit in wanted["limits"]:
            child(limits, "limit", limit)
    child(layer, "env")
    child(child(layer, "services"), "service", wanted["service"])
    child(spec, "depends")
    return HEAD + ElementTree.tostring(spec, encoding="unicode")


def submit(name, jobs, scripts, wanted, keep):
    # All frames run the same program, which is given their number.
    command = "/bin/sh %s #IFRAME#" % shlex.quote(scripts[0])
    try:
        (job,) = opencue.api.launchSpecAndWait(specification(name, command, len(jobs), wanted))
    except opencue.CueException as error:
        if any(word in str(error) for word in FINAL):
            raise Refused(str(error)) from None
        raise
    minutes[job.name()] = wanted["minutes"]
    return [job.name() + "/" + str(number) for number in range(len(jobs))]


def find(name, jobs, scripts, wanted, keep):
    for job in opencue.api.getJobs(match=[plain(name)], include_finished=True):
        if job.name().endswith("_" + plain(name)):
            minutes[job.name()] = wanted["minutes"]
            return [job.name() + "/" + str(number) for number in range(len(jobs))]
    return []


def frames(job):
    # Those of a job, asked for only where its numbers have changed, or it is time.
    numbers = (job.state(), job.data.job_stats.SerializeToString())
    before, found, looks = known.get(job.name(), ((), [], 0))
    if numbers == before and looks < PATIENCE:
        known[job.name()] = (before, found, looks + 1)
        return found
    found = []
    while len(found) % PAGE == 0:
        page = job.getFrames(page=len(found) // PAGE + 1, limit=PAGE)
        if not page:
            break
        found += page
    known[job.name()] = (numbers, found, 0)
    return found


def jobs_of(names):
    wanted = sorted({name.rpartition("/")[0] for name in names})
    return opencue.api.getJobs(job=wanted, include_finished=True)


def look(jobs):
    wanted = set(jobs)
    found = {}
    for job in jobs_of(jobs):
        for frame in frames(job):
            name = job.name() + "/" + str(frame.number())
            if name in wanted:
                found[name] = facts(job, frame.data)
    for name in set(known) - {name.rpartition("/")[0] for name in jobs}:
        del known[name]
    return found


def facts(job, frame):
    seconds = max(0, frame.stop_time - frame.start_time)
    if frame.state == job_pb2.SUCCEEDED:
        return {"state": "succeeded", "code": 0, "seconds": seconds}
    if frame.state == job_pb2.EATEN:
        return {"state": "cancelled", "reason": "its frame was eaten"}
    if frame.state == job_pb2.DEAD:
        told = {"state": "failed", "code": frame.exit_status, "left": True}
        limit = minutes.get(job.name(), 0) * 60
        if frame.exit_status == job_pb2.FAILED_LAUNCH:
            told.update(reason="its machine could not begin it", lost=True)
        elif limit and seconds >= limit:
            told.update(reason="it ran longer than its time limit")
        return told
    if job.state() == job_pb2.FINISHED:
        return {"state": "cancelled", "reason": "its job was killed"}
    if frame.state in WAITING:
        return {"state": "waiting", "held": job.isPaused(), "reason": "its job is paused"}
    return {"state": "running"}


def end(jobs):
    wanted = set(jobs)
    # Those that wait first, or they begin when others have ended.
    for job in reversed(jobs_of(jobs)):
        if job.state() == job_pb2.FINISHED:
            continue
        known.pop(job.name(), None)
        ids = [
            frame.id()
            for frame in frames(job)
            if job.name() + "/" + str(frame.number()) in wanted
            and frame.state() not in (job_pb2.SUCCEEDED, job_pb2.EATEN)
        ]
        # A job ends when none of its frames is left.
        if ids:
            job.eatFrames(id=ids)


serve({"submit": submit, "find": find, "look": look, "end": end})
"""


class CueClient(ForeignClient):
    """The calls of OpenCue, made by a program in a Python that has it: a batch is one layer."""

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Launch `tasks` as frames of the job `name`; their program is beside those of the items."""
        text = array_script("$1", [task.farm_script for task in tasks])
        program = tasks[0].script.with_name(f"{name}.sh")
        program.write_text(text, encoding="utf-8", errors="surrogateescape", newline="\n")
        folder = tasks[0].farm_script.rpartition("/")[0]
        return self._submit(name, [f"{folder}/{name}.sh"] * len(tasks), tasks[0].options)
