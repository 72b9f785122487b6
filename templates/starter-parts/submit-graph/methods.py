def _write_graph_job(self, graph_file: str, node_path: str) -> tuple[str, Path]:
    """Write the program that cooks a whole graph; give its path on the farm, and its log here."""
    if not self.workingDir(True):
        working_dir = self["pdg_workingdir"].evaluateString()
        self.setWorkingDir(working_dir, working_dir)
    self._copyJobSupportFiles()
    here, there = Path(self.tempDir(True)).absolute(), self.tempDir(False)
    stem = f"graph-{secrets.token_hex(4)}"
    for folder in ("jobs", "logs"):
        (here / folder).mkdir(parents=True, exist_ok=True)
    scene = graph_file if os.path.isabs(graph_file) else f"{self.workingDir(False)}/{graph_file}"
    words = ("--report", "none", "--hip", scene, "--toppath", node_path)
    program = '"__PDG_HYTHON__" --pdg "__PDG_SCRIPTDIR__/topcook.py"'
    command = f"{self.expandCommandTokens(program)} {shlex.join(words)}"
    environment = graph_job_variables() | {
        "PDG_SUBMIT_AS_JOB": "1",
        "PDG_DIR": self.workingDir(False),
        "PDG_SCRIPTDIR": self.scriptDir(False),
    }
    log_file = here / "logs" / f"{stem}.log"
    script = here / "jobs" / f"{stem}.sh"
    text = job_script(
        command,
        environment,
        # A job reports to the session that cooks it, which this one is not.
        ["PDG_RESULT_SERVER"],
        self.workingDir(False),
        f"{there}/logs/{stem}.log",
        f"{there}/jobs/{stem}.exit",
    )
    script.write_text(text, encoding="utf-8", errors="surrogateescape", newline="\n")
    return f"{there}/jobs/{stem}.sh", log_file


def _submit_program(self, name: str, script: str) -> str:
    """Submit one program; give its job, or raise RuntimeError."""
    client = self._make_client()
    try:
        return client.submit_script(f"{name}-{secrets.token_hex(4)}", script, self._job_options(None))
    except FarmError as error:
        raise RuntimeError(str(error)) from None
    finally:
        client.close()
