def _make_client(self) -> TractorClient:
    user, password = self._login()
    settings: dict[str, Any] = {
        "hostname": self["tractor_hostname"].evaluateString().strip(),
        "port": self["tractor_port"].evaluateInt(),
        "user": user,
        "debug": bool(self["tractor_debug"].evaluateInt()),
    }
    if password:
        settings["password"] = password
    keeps_session = bool(self["usesessionfile"].evaluateInt())
    if keeps_session:
        folder = os.environ.get("TEMP") or tempfile.gettempdir()
        os.makedirs(folder, exist_ok=True)
        # A user of a domain has a name that no file can have.
        plain = re.sub(r"[^\w.@-]", "_", user)
        name = f".pdgtractor.{plain}.{socket.gethostname()}.session"
        settings["sessionFilename"] = os.path.join(folder, name)
    owner = os.environ.get("PDG_TRACTOR_USER") or self["jobowner"].evaluateString().strip()
    return TractorClient(settings, owner or user, keeps_session)


def _login(self) -> tuple[str, str]:
    """Give user and password: of the environment, else of the parameters."""
    user = (
        os.environ.get("PDG_TRACTOR_USER")
        or os.environ.get("TRACTOR_USER")
        or self["tractor_user"].evaluateString().strip()
        # The default is $USER, which not every session has.
        or getpass.getuser()
    )
    return user, os.environ.get("TRACTOR_PASSWORD") or self["tractor_pass"].evaluateString()


def _is_windows(self) -> bool:
    """Tell whether the farm's machines see paths as Windows does."""
    uses_zone = self["pdg_mapmode"].evaluateInt() == 0 and self["pdg_usemapzone"].evaluateInt()
    return bool(uses_zone) and self["pdg_mapzone"].evaluateString().strip().upper() == "WIN"


def _roots(self) -> tuple[str, str]:
    """Give the shared root as this machine and as the farm's machines see it."""
    roots = {
        False: self["nfsremotesharedroot"].evaluateString().strip(),
        True: self["uncremotesharedroot"].evaluateString().strip(),
    }
    return roots[os.name == "nt"], roots[self._is_windows()]


def _there(self, path: str) -> str:
    """Give a path of this machine as the farm's machines see it."""
    here, there = self._roots()
    if here and here != there and (path + "/").startswith(here.rstrip("/") + "/"):
        return below(there, path[len(here.rstrip("/")) + 1 :])
    return path


def _set_folders(self) -> None:
    """Set the folders of the cook, as this machine and as the farm sees them."""
    here, there = self._roots()
    working_dir = self["pdg_workingdir"].evaluateString()
    if is_absolute(working_dir):
        self.setWorkingDir(working_dir, self._there(working_dir))
    else:
        self.setWorkingDir(below(here, working_dir), below(there, working_dir))
    own = str(os.getpid()) if self["tempdirappendpid"].evaluateInt() else ""
    if self["tempdirmenu"].evaluateInt() == 1:
        custom = below(self["tempdircustom"].evaluateString(), own)
        self.setTempDir(custom, self._there(custom))
    else:
        folders = (below(f"{self.workingDir(one)}/pdgtemp", own) for one in (True, False))
        self.setTempDir(*folders)


def _hfs(self) -> str:
    """Give the folder of Houdini on the farm's machines."""
    parm = "tractor_unchfs" if self._is_windows() else "tractor_nfshfs"
    return self[parm].evaluateString().strip()


def _hython(self) -> str:
    if self["hythonbin"].evaluateInt() == 1:
        return self["hythonbincustomuniversal"].evaluateString()
    hfs = self._hfs()
    # Where it is the same as here, Houdini itself knows best.
    if not hfs or hfs == os.environ.get("HFS"):
        return str(self._hythonBin())
    return f"{hfs}/bin/hython" + (".exe" if self._is_windows() else "")


def _python(self) -> str:
    """Give the Python of the farm's machines; "$PYTHON" is for a blade to replace."""
    return self["pythonexe"].evaluateString().strip().replace("\\$", "$") or "$PYTHON"


def _status_page(self, job: str) -> str:
    host = self["tractor_hostname"].evaluateString().strip()
    jid, _, tid = job.partition(".")
    page = f"http://{host}:{self['tractor_port'].evaluateInt()}/tv/#jid={jid}"
    return f"{page}&tid={tid}" if tid else page


def _job_options(self, title: str) -> dict[str, Any]:
    """Give the attributes of a job of Tractor."""
    found: dict[str, Any] = {
        "title": title,
        "priority": self["tractor_priority"].evaluateFloat(),
        "tier": self["tractor_tier"].evaluateString().strip(),
        "projects": self["tractor_projects"].evaluateString().replace(",", " ").split(),
        "afterjids": self._jobs_before(),
    }
    if self["usemaxactive"].evaluateInt():
        found["maxactive"] = max(1, self["maxactive"].evaluateInt())
    return {name: value for name, value in found.items() if value not in ("", [])}


def _jobs_before(self) -> list[int]:
    """Give what After Jobs says; raises ValueError where these are no ids of jobs."""
    told = self["afterjids"].evaluateString()
    try:
        return [int(one) for one in told.replace(",", " ").split()]
    except ValueError:
        raise ValueError(f"After Jobs is to have ids of jobs, with spaces in between: {told}") from None


def _task_options(self, work_item: pdg.WorkItem, title: str, spec: str) -> dict[str, Any]:
    """Give the attributes of a task, and of its command."""
    least = max(1, self._number(work_item, "atleast", 1))
    most = self._threads(work_item)
    command: dict[str, Any] = {
        "argv": [self._python(), f"{self.tempDir(False)}/jobs/run_job.py", spec],
        "service": self._text(work_item, "servicekeys"),
        "tags": self._text(work_item, "limittags").split(),
        "atleast": least,
        "atmost": max(most, least) if most else 0,
        "envkey": self._text(work_item, "envkeys").split(),
        "maxrunsecs": max(0, self._number(work_item, "maxrunsecs")),
    }
    task = {
        "title": title,
        "metadata": self._text_as_it_is(work_item, "metadata"),
        "preview": self._text(work_item, "preview"),
    }
    return {
        "task": {name: value for name, value in task.items() if value},
        "command": {name: value for name, value in command.items() if value},
    }


def _start_queue(self) -> None:
    """Have the message queue of a cook submitted; jobs follow when it runs."""
    self._close_queue()
    # A graph that cooks on the farm is where its jobs can reach it.
    if os.environ.get("PDG_SUBMIT_AS_JOB"):
        return
    server = str(self.workItemResultServerAddr())
    key = secrets.token_hex(16)
    stem = f"queue-{secrets.token_hex(4)}"
    there = f"{self.tempDir(False)}/jobs"
    ports = {
        "callback_port": self._port("usetaskcallbackport", "taskcallbackport"),
        "relay_port": self._port("usemqrelayport", "mqrelayport"),
    }
    spec = self._write_spec(stem, {"key": key, "place": f"{there}/{stem}.place", **ports})
    spec.with_name("relay.py").write_text(RELAY, encoding="utf-8")
    command = {
        "argv": [self._python(), f"{there}/relay.py", f"{there}/{stem}.json"],
        "service": self["mqservicekey"].evaluateString().strip(),
    }
    self._queue = MessageQueue(
        self._make_client(),
        self._job_options(f"{self['jobname'].evaluateString()} (message queue)"),
        {"task": {"title": "message queue"}, "command": command},
        spec.with_suffix(".place"),
        key,
        server,
    )


def _close_queue(self) -> None:
    if self._queue is not None:
        self._queue.close()
        self._queue = None


def _port(self, toggle: str, parm: str) -> int:
    """Give a port that is fixed, 0 for any."""
    return self[parm].evaluateInt() if self[toggle].evaluateInt() else 0


def _is_full(self) -> bool:
    if self._farm is None:
        return False
    if self._queue is not None and not (self._queue.address or self._queue.is_refused):
        return True
    limits = []
    if self["pdg_usemaxtasks"].evaluateInt():
        limits.append(self["pdg_maxtasks"].evaluateInt())
    if self["usemaxactive"].evaluateInt():
        # A cook is several jobs of Tractor, and each of them would have as many.
        limits.append(self["maxactive"].evaluateInt())
    return bool(limits) and len(self._farm) >= max(1, min(limits))


def _make_task(self, work_item: pdg.WorkItem) -> Task:
    """Write what the task of an item needs; raises OSError or ValueError where that fails."""
    # Job folders and the item's data must exist before its command starts.
    self.createJobDirsAndSerializeWorkItems(work_item)
    stem = file_stem(work_item.name, work_item.id)
    there = self.tempDir(False)
    log_file = self._log_file(work_item)
    log_file.parent.mkdir(parents=True, exist_ok=True)
    # A log tells of all tries of one cook.
    with contextlib.suppress(FileNotFoundError):
        log_file.unlink()
    environment, unset = self._job_environment(work_item)
    handle, code = self._exit_handling(work_item)
    spec = {
        "command": self.expandCommandTokens(work_item.command, work_item),
        "environment": environment,
        "unset": unset,
        "folder": self.workingDir(False) if self._number(work_item, "setworkingdir", 1) else "",
        "log": f"{there}/logs/{stem}.log",
        "exit": f"{there}/jobs/{stem}.exit",
        "pre_shell": self._text(work_item, "preshell"),
        "post_shell": self._text(work_item, "postshell"),
        "pre_python": self._text(work_item, "prepy"),
        "post_python": self._text(work_item, "postpy"),
        "handle": {1: "warning", 3: "ignore"}.get(handle, "error"),
        "exit_code": code,
        "success_wait": self._seconds(work_item, "postsuccesswait"),
    }
    self._write_spec(stem, spec)
    return self._task_of(work_item)


def _task_of(self, work_item: pdg.WorkItem) -> Task:
    """Give what Tractor is asked for an item, and write nothing."""
    stem = file_stem(work_item.name, work_item.id)
    there = self.tempDir(False)
    script = Path(self.tempDir(True)).absolute() / "jobs" / f"{stem}.json"
    handle, code = self._exit_handling(work_item)
    # Only what titles begin with is an artist's to choose: the end tells tasks apart.
    prefix = self._text(work_item, "tasktitle")
    title = f"{prefix} {work_item.id}" if prefix else stem
    # Neither Tcl nor a search is to take a part of it for anything else.
    title = re.sub(r"[\x00-\x1f\x7f\"'$\[\]{}\\]", "_", title)
    options = self._task_options(work_item, title, f"{there}/jobs/{stem}.json")
    return Task(
        work_item.id,
        title,
        script,
        script.with_suffix(".exit"),
        f"{there}/jobs/{stem}.json",
        (json.dumps(self._job_options(self["jobname"].evaluateString())),),
        (json.dumps(options),),
        retries=self._number(work_item, "triesleft") if handle == 2 else 0,
        retry_codes=frozenset(() if code is None else {code}),
    )


def _text_as_it_is(self, work_item: pdg.WorkItem, parm: str) -> str:
    """Read a text as `_text` does, with the blanks at its ends."""
    return self.evaluateStringOverride(work_item.node, self.parmprefix, parm, work_item, "")


def _exit_handling(self, work_item: pdg.WorkItem) -> tuple[int, int | None]:
    """Give what Handle By says, and the only exit code that it is for; None is any."""
    takes_all = self._number(work_item, "echandleall", 1)
    code = None if takes_all else self._number(work_item, "eccustomcode", 1)
    return self._number(work_item, "echandleby"), code


def _seconds(self, work_item: pdg.WorkItem, parm: str) -> float:
    node, prefix = work_item.node, self.parmprefix
    return max(0.0, self.evaluateFloatOverride(node, prefix, parm, work_item, 0.0))


def _write_spec(self, stem: str, spec: Mapping[str, Any]) -> Path:
    """Write what the runner of a command reads, and the runner itself; give the path here."""
    folder = Path(self.tempDir(True)).absolute() / "jobs"
    folder.mkdir(parents=True, exist_ok=True)
    runner = folder / "run_job.py"
    if not runner.exists():
        part = folder / f"run_job.{secrets.token_hex(4)}"
        part.write_text(RUNNER, encoding="utf-8")
        part.replace(runner)
    # ASCII, in which names that are no Unicode stay what they are.
    (folder / f"{stem}.json").write_text(json.dumps(spec), encoding="ascii")
    return folder / f"{stem}.json"


def _warn_of_exit_code(self, item_id: int) -> None:
    """Warn of a command that failed where its item is to succeed all the same."""
    work_item = self.context.graph.workItemById(item_id)
    if work_item is None:
        return
    stem = file_stem(work_item.name, work_item.id)
    path = Path(self.tempDir(True)).absolute() / "jobs" / f"{stem}.exit.warning"
    with contextlib.suppress(OSError):
        code = path.read_text("utf-8")
        path.unlink()
        self.cookWarning(f"{work_item.name} ended with exit code {code}")


def _submit_graph(self, graph_file: str, node_path: str) -> str:
    """Submit the whole graph as one job; give its id, or raise RuntimeError."""
    if not self.workingDir(True):
        self._set_folders()
    self._copyJobSupportFiles()
    there = self.tempDir(False)
    stem = f"graph-{secrets.token_hex(4)}"
    (Path(self.tempDir(True)).absolute() / "logs").mkdir(parents=True, exist_ok=True)
    words = self._graph_words(graph_file, node_path)
    program = '"__PDG_HYTHON__" --pdg "__PDG_SCRIPTDIR__/topcook.py"'
    user, password = self._login()
    environment = graph_job_variables() | {
        "PDG_SUBMIT_AS_JOB": "1",
        "PDG_DIR": self.workingDir(False),
        "PDG_SCRIPTDIR": self.scriptDir(False),
        # The job logs in from the blade that cooks the graph.
        "PDG_TRACTOR_USER": user,
        "TRACTOR_PASSWORD": password,
    }
    hfs = self._hfs()
    if hfs:
        # $HH is below it.
        environment |= {"HFS": hfs, "HH": f"{hfs}/houdini"}
    spec = {
        "command": f"{self.expandCommandTokens(program)} {shlex.join(words)}",
        "environment": {name: value for name, value in environment.items() if value},
        # A job reports to the session that cooks it, which this one is not.
        "unset": ["PDG_RESULT_SERVER"],
        "folder": self.workingDir(False),
        "log": f"{there}/logs/{stem}.log",
        "exit": f"{there}/jobs/{stem}.exit",
        **dict.fromkeys(("pre_shell", "post_shell", "pre_python", "post_python"), ""),
        "handle": "error",
        "exit_code": None,
        "success_wait": 0,
    }
    self._write_spec(stem, spec)
    command = {
        "argv": [self._python(), f"{there}/jobs/run_job.py", f"{there}/jobs/{stem}.json"],
        "service": self["submitasjobservicekey"].evaluateString().strip(),
    }
    client = self._make_client()
    try:
        job = self._job_options(self["submitjobname"].evaluateString())
        return client.submit_command(stem, job, {"task": {"title": stem}, "command": command})
    except (FarmError, ValueError) as error:
        raise RuntimeError(str(error)) from None
    finally:
        client.close()


def _graph_words(self, graph_file: str, node_path: str) -> list[str]:
    """Give the arguments of topcook.py, the program that cooks a graph."""
    if self["usesubmittargethip"].evaluateInt():
        graph_file = self["submittargethip"].evaluateString()
    is_elsewhere = is_absolute(graph_file)
    scene = self._there(graph_file) if is_elsewhere else f"{self.workingDir(False)}/{graph_file}"
    output = (
        self["submitjobnode"].evaluateString() if self["usesubmitjobnode"].evaluateInt() else ""
    )
    words = ["--report", "none", "--hip", scene, "--toppath", output or node_path]
    words += ["--verbosity", str(self["submitjobverbosity"].evaluateInt())]
    if self["submitjobfile"].evaluateInt():
        words += ["--taskgraphout", f"{self.name}.json"]
    finished = {1: "error", 2: "always"}.get(self["submitjobwhenfinished"].evaluateInt())
    if finished:
        words += ["--keepopen", finished]
    if self["enabledatalayerserver"].evaluateInt():
        is_custom = self["usedatalayerport"].evaluateInt() == 1
        port = self["datalayerserverport"].evaluateInt() if is_custom else 0
        words += ["--datalayerserverport", str(port)]
    return words


def _refused(self) -> list[str]:
    """Give what parameters ask for that is not done here, and what to do in its place."""
    if self["pdg_waitforfailures"].evaluateInt() and self["autoretryfailedtask"].evaluateInt():
        return ["a task that is tried again in Tractor is not seen: cook its item again here"]
    return []


def _threads(self, work_item: pdg.WorkItem) -> int | None:
    most = max(1, self._number(work_item, "atmost", 1))
    return most if self._number(work_item, "useatmost") else None


def _is_passed_on(self, name: str) -> bool:
    # A password is for the session that submits, and for no job.
    return name != "TRACTOR_PASSWORD"
