"""What nodes may override agrees between the class and `topscheduler.user.ds`.

It is compared without running anything, by the process that started this one.
"""

TITLE = "what may be overridden agrees between the module and topscheduler.user.ds"
MEANING = "Overriding a setting on a node has no effect, or there is no way to do it."
ORDER = 210
SINCE = "19.0"
