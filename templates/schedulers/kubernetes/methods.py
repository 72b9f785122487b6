def _make_client(self) -> ForeignClient:
    settings = {
        "config": self["newscheduler_kubeconfig"].evaluateString().strip(),
        "context": self["newscheduler_context"].evaluateString().strip(),
        "namespace": self["newscheduler_namespace"].evaluateString().strip() or "default",
        "token": secrets.token_hex(8),
    }
    python = self["newscheduler_python"].evaluateString().strip() or "python3"
    return ForeignClient(python, KUBERNETES_PROGRAM, settings)


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give what is asked of Kubernetes for an item, as JSON; raises ValueError."""
    wanted = {
        "image": self._text(work_item, "image"),
        "claim": self._text(work_item, "claim"),
        "mount": self._text(work_item, "mount"),
        "cpus": max(1, self._number(work_item, "cpus", 1)),
        "memory": self._number(work_item, "memory"),
        "seconds": self._number(work_item, "timelimit") * 60,
        "priority": self._text(work_item, "priorityclass"),
        "nodes": node_labels(self._text(work_item, "nodes")),
        "user": this_user() if self._number(work_item, "asuser", 1) else "",
    }
    if not wanted["image"]:
        raise ValueError("Image: is empty; name the image that jobs run in")
    return (json.dumps(wanted),)


def _threads(self, work_item: pdg.WorkItem) -> int:
    return max(1, self._number(work_item, "cpus", 1))


def _is_passed_on(self, name: str) -> bool:
    # Where the artist's own cluster is says nothing about the one a job is in.
    return not name.startswith("KUBE")
