"""A double of Cuebot, the server of OpenCue, for tests: no Cuebot is needed, nor its database.

It has the gRPC services that pycue asks when it launches jobs, looks at them and eats frames, as
their published descriptions (opencue_proto) say, and runs frames as processes of this machine.
What it has not: hosts, RQD, allocations and limits; cores, memory, tags, services and priorities,
which it takes no notice of; dependencies; retries by Cuebot itself; shows but "testing"; anything
kept over a restart. `python cuebot_double.py FOLDER` writes its address to FOLDER/address.
"""

import re
import sys
import uuid
from concurrent import futures
from pathlib import Path
from xml.etree import ElementTree

import grpc
from farm_double import Faults, Machine, Trouble, serve
from opencue_proto import cue_pb2, cue_pb2_grpc, job_pb2, job_pb2_grpc

SHOWS = ("testing",)
COUNTED = {
    "waiting_frames": job_pb2.WAITING,
    "running_frames": job_pb2.RUNNING,
    "dead_frames": job_pb2.DEAD,
    "eaten_frames": job_pb2.EATEN,
    "succeeded_frames": job_pb2.SUCCEEDED,
}


class Refusal(Exception):
    """What Cuebot will not do: the code of gRPC, and why."""


class Frame:
    """A frame, and the process that runs for it."""

    def __init__(self, number, layer, command, seconds, paused, machine):
        self.id = str(uuid.uuid4())
        self.number = number
        self.layer = layer
        self.command = command
        self.seconds = seconds
        self.machine = machine
        self.is_eaten = False
        self.begin(paused)

    def begin(self, paused):
        self.job = self.machine.add(self.command, seconds=self.seconds, held=paused)

    def eat(self):
        self.is_eaten = True
        self.machine.cancel(self.job)

    def retry(self):
        self.machine.cancel(self.job)
        self.is_eaten = False
        self.begin(paused=False)

    @property
    def state(self):
        if self.is_eaten:
            return job_pb2.EATEN
        if self.job.state == "ended":
            is_good = self.job.code == 0 and not self.job.is_cancelled
            return job_pb2.SUCCEEDED if is_good else job_pb2.DEAD
        return job_pb2.RUNNING if self.job.state == "running" else job_pb2.WAITING

    @property
    def exit_status(self):
        # RQD tells of a signal apart from the status, which is 1 then.
        process = self.job.process
        code = None if process is None else process.poll()
        return -1 if code is None else max(code, 0) or int(code < 0)

    def told(self):
        return job_pb2.Frame(
            id=self.id,
            name=f"{self.number:04d}-{self.layer}",
            layer_name=self.layer,
            number=self.number,
            state=self.state,
            exit_status=self.exit_status,
            start_time=int(self.job.started),
            stop_time=int(self.job.ended),
        )


class CueJob:
    """A job with its frames, made from the element of a specification."""

    def __init__(self, spec, element, machine):
        self.show, self.shot = spec.findtext("show"), spec.findtext("shot")
        self.user = spec.findtext("user")
        self.name = f"{self.show}-{self.shot}-{self.user}_{element.get('name')}".lower()
        self.id = str(uuid.uuid4())
        self.is_paused = element.findtext("paused") == "True"
        self.is_killed = False
        if element.findtext("maxretries") != "0":
            raise Refusal(grpc.StatusCode.UNIMPLEMENTED, "this double knows no retries")
        self.frames = []
        for layer in element.iterfind("layers/layer"):
            first, last = re.fullmatch(r"(\d+)-(\d+)", layer.findtext("range")).groups()
            seconds = float(layer.findtext("timeout") or 0) * 60
            for number in range(int(first), int(last) + 1):
                command = layer.findtext("cmd")
                for token, text in {
                    "#IFRAME#": str(number),
                    "#FRAME#": f"{number:04d}-{layer.get('name')}",
                    "#ZFRAME#": f"{number:04d}",
                    "#LAYER#": layer.get("name"),
                    "#JOB#": self.name,
                }.items():
                    command = command.replace(token, text)
                name = layer.get("name")
                self.frames.append(
                    Frame(number, name, command, seconds, self.is_paused, machine)
                )

    @property
    def state(self):
        left = [one for one in self.frames if one.state not in (job_pb2.SUCCEEDED, job_pb2.EATEN)]
        return job_pb2.PENDING if left and not self.is_killed else job_pb2.FINISHED

    def told(self):
        states = [one.state for one in self.frames]
        counts = {name: states.count(state) for name, state in COUNTED.items()}
        stats = job_pb2.JobStats(total_layers=1, total_frames=len(states), **counts)
        return job_pb2.Job(
            id=self.id,
            state=self.state,
            name=self.name,
            show=self.show,
            shot=self.shot,
            user=self.user,
            is_paused=self.is_paused,
            job_stats=stats,
        )


class Jobs(job_pb2_grpc.JobInterfaceServicer):
    """The calls about jobs."""

    def __init__(self, machine):
        self.machine = machine
        self.jobs = {}

    def called(self, call, request, context):
        """Make a call; refuse what cannot be done."""
        try:
            with self.machine.lock:
                return call(request)
        except Refusal as refusal:
            context.abort(*refusal.args)

    def find(self, request):
        if request.job.id not in self.jobs:
            raise Refusal(grpc.StatusCode.NOT_FOUND, f"there is no job {request.job.id}")
        return self.jobs[request.job.id]

    def chosen(self, request):
        """Give the frames of a job that are asked for."""
        wanted = request.req
        return [
            one
            for one in self.find(request).frames
            if (not wanted.ids or one.id in wanted.ids)
            and (not wanted.layers or one.layer in wanted.layers)
            and (not wanted.states.frame_states or one.state in wanted.states.frame_states)
        ]

    def launch(self, request):
        spec = ElementTree.fromstring(re.sub("<!DOCTYPE[^>]*>", "", request.spec))
        show = spec.findtext("show")
        if show not in SHOWS:
            raise Refusal(grpc.StatusCode.INVALID_ARGUMENT, f"there is no show {show}")
        made = []
        for element in spec.iterfind("job"):
            if not re.fullmatch(r"[\w.]{3,}", element.get("name")):
                name = element.get("name")
                raise Refusal(grpc.StatusCode.INVALID_ARGUMENT, f"{name} is not a name")
            job = CueJob(spec, element, self.machine)
            if any(one.name == job.name and one.state == job_pb2.PENDING for one in self.listed()):
                text = f"the job {job.name} is pending already"
                raise Refusal(grpc.StatusCode.ALREADY_EXISTS, text)
            self.jobs[job.id] = job
            made.append(job.told())
        return job_pb2.JobLaunchSpecAndWaitResponse(jobs=job_pb2.JobSeq(jobs=made))

    def listed(self):
        return list(self.jobs.values())

    def LaunchSpecAndWait(self, request, context):
        return self.called(self.launch, request, context)

    def GetJobs(self, request, context):
        def get(request):
            wanted = request.r
            found = [
                one.told()
                for one in self.listed()
                if (not wanted.ids or one.id in wanted.ids)
                and (not wanted.jobs or one.name in wanted.jobs)
                and (not wanted.substr or any(text in one.name for text in wanted.substr))
                and (wanted.include_finished or one.state == job_pb2.PENDING)
            ]
            return job_pb2.JobGetJobsResponse(jobs=job_pb2.JobSeq(jobs=found))

        return self.called(get, request, context)

    def GetFrames(self, request, context):
        def get(request):
            start = (request.req.page - 1) * request.req.limit
            found = self.chosen(request)[start : start + request.req.limit]
            told = job_pb2.FrameSeq(frames=[one.told() for one in found])
            return job_pb2.JobGetFramesResponse(frames=told)

        return self.called(get, request, context)

    def EatFrames(self, request, context):
        def eat(request):
            for frame in self.chosen(request):
                frame.eat()
            return job_pb2.JobEatFramesResponse()

        return self.called(eat, request, context)

    def RetryFrames(self, request, context):
        def retry(request):
            for frame in self.chosen(request):
                frame.retry()
            return job_pb2.JobRetryFramesResponse()

        return self.called(retry, request, context)

    def KillFrames(self, request, context):
        def kill(request):
            for frame in self.chosen(request):
                if frame.state == job_pb2.RUNNING:
                    self.machine.cancel(frame.job)
            return job_pb2.JobKillFramesResponse()

        return self.called(kill, request, context)

    def Kill(self, request, context):
        def kill(request):
            job = self.find(request)
            job.is_killed = True
            for frame in job.frames:
                self.machine.cancel(frame.job)
            return job_pb2.JobKillResponse()

        return self.called(kill, request, context)

    def Pause(self, request, context):
        return self.called(lambda one: self.hold(one, True), request, context)

    def Resume(self, request, context):
        return self.called(lambda one: self.hold(one, False), request, context)

    def hold(self, request, paused):
        job = self.find(request)
        job.is_paused = paused
        for frame in job.frames:
            if frame.job.state in ("waiting", "held"):
                frame.job.state = "held" if paused else "waiting"
        self.machine.fill()
        return job_pb2.JobPauseResponse() if paused else job_pb2.JobResumeResponse()


class Cue(cue_pb2_grpc.CueInterfaceServicer):
    """The call that pycue makes to see whether there is a Cuebot."""

    def GetSystemStats(self, request, context):
        return cue_pb2.CueGetSystemStatsResponse(stats=cue_pb2.SystemStats())


class Troubles(grpc.ServerInterceptor):
    """Has calls go wrong that `faults` says are to."""

    def __init__(self, faults):
        self.faults = faults

    def intercept_service(self, continuation, details):
        handler = continuation(details)
        if handler is None or "JobInterface" not in details.method:
            return handler

        def call(request, context):
            try:
                return self.faults.answer(handler.unary_unary, request, context)
            except Trouble as trouble:
                context.abort(grpc.StatusCode.INTERNAL, str(trouble))

        return grpc.unary_unary_rpc_method_handler(
            call, handler.request_deserializer, handler.response_serializer
        )


def main(folder):
    """Serve until the process is ended."""
    machine, faults = Machine(), Faults(folder)
    server = grpc.server(futures.ThreadPoolExecutor(8), interceptors=[Troubles(faults)])
    job_pb2_grpc.add_JobInterfaceServicer_to_server(Jobs(machine), server)
    cue_pb2_grpc.add_CueInterfaceServicer_to_server(Cue(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    serve(folder, f"127.0.0.1:{port}", machine, lambda: server.stop(0.2))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
