# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.utils.simple_mq`: schedulers that poll a message queue for the reports of their jobs."""

from pdg.utils.mq import MQInfo
from pdg.utils.mq import MQUtility as MQUtility

class SimpleMQSchedulerMixin:
    """Base of schedulers whose jobs report to a message queue.

    `mqinfo` tells where it is: `mq_host`, `mq_httpport` for PDG_HTTP_PORT, and `client_id`, the
    PDG_RESULT_CLIENT_ID of jobs. Each start of the client gets an id of its own, so what jobs of
    an earlier cook report is refused.
    """

    mqinfo: MQInfo
    def __init__(self) -> None:
        """Begin without a client."""

    def startPollingClient(self, host: str = ..., port: int = ...) -> bool:
        """Listen as a new client; gives True, or raises OSError if the queue cannot be reached."""

    def stopPollingClient(self) -> None:
        """Carry out what has arrived, then listen no more; does nothing if no client runs."""

    def checkPollingClient(self) -> bool:
        """Tell whether the client runs and reaches the queue."""

    def workItemResultServerAddr(self) -> str:
        """Return "host:port" for PDG_RESULT_SERVER; "" while no client runs."""
