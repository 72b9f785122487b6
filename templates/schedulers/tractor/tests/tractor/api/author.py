"""A double of tractor.api.author: classes and functions by their published names.

It has Job, Task and Command with what `asTcl` writes of them, `spool`, `setEngineClientParam` and
`closeEngineClient`; of instances, iteration, tracks of crews and dirmaps it knows nothing.
"""

from tractor.api.connection import CONNECTION

LISTS = ("projects", "crews", "tags", "envkey", "afterjids", "argv")
NUMBERS = ("priority", "maxactive", "atleast", "atmost", "minrunsecs", "maxrunsecs", "etalevel")
SWITCHES = ("paused", "serialsubtasks", "samehost")
JOB = "title tier priority projects crews maxactive after afterjids atleast atmost tags service"
JOB += " envkey comment metadata paused serialsubtasks spoolcwd etalevel editpolicy"
TASK = "title id service atleast atmost preview chaser serialsubtasks metadata"
COMMAND = (
    "argv service tags id msg atleast atmost minrunsecs maxrunsecs samehost envkey when metadata"
)


def word(text):
    """Write a text as one word of Tcl."""
    text = str(text)
    if not any(character in text for character in "{}\\"):
        return "{" + text + "}"
    special = '{}\\"$[]; \t'
    escaped = "".join("\\" + one if one in special else one for one in text)
    return escaped.replace("\n", "\\n").replace("\r", "\\r")


def kinds_of(name):
    """Give the types that an attribute may have."""
    if name == "argv":
        return (list, tuple, str)
    if name in LISTS or name in ("children", "commands"):
        return list
    if name in NUMBERS:
        return (int, float) if name == "priority" else int
    return object if name in SWITCHES or name == "after" else str


class Element:
    """What has attributes, given at once or later; others than the published are refused."""

    known = ""

    def __init__(self, **given):
        for name, value in given.items():
            setattr(self, name, value)

    def __setattr__(self, name, value):
        if name not in self.known.split() and name not in ("children", "commands"):
            raise AttributeError(f"{type(self).__name__} has no attribute {name}")
        if value is not None and not isinstance(value, kinds_of(name)):
            raise TypeError(f"{name} cannot be {value!r}")
        object.__setattr__(self, name, value)

    def options(self, left_out=()):
        found = []
        for name in self.known.split():
            value = getattr(self, name, None)
            if value is None or value == [] or name in left_out:
                continue
            if name in LISTS:
                value = " ".join(word(one) for one in value)
                found.append(f"-{name} {{{value}}}")
            else:
                value = int(value) if isinstance(value, bool) else value
                found.append(f"-{name} {word(value)}")
        return " ".join(found)


class Parent(Element):
    """What has tasks below it."""

    def addChild(self, task):
        self.children.append(task)

    def newTask(self, title, argv=None, service=None, **given):
        task = Task(title=title, **given)
        if argv is not None:
            task.newCommand(argv=argv, service=service)
        self.addChild(task)
        return task

    def subtasks(self):
        return "\n".join(child.asTcl() for child in self.children)


class Job(Parent):
    """A job."""

    known = JOB

    def __init__(self, **given):
        self.children = []
        super().__init__(**given)

    def asTcl(self):
        return f"Job {self.options()} -subtasks {{\n{self.subtasks()}\n}}\n"

    def spool(self, block=False, owner=None, spoolfile=None, spoolhost=None):
        asked = {"owner": owner} if owner else {}
        answer = CONNECTION.ask("/Tractor/spool", self.asTcl().encode(), **asked)
        return int(answer["jid"])


class Task(Parent):
    """A task."""

    known = TASK

    def __init__(self, title, **given):
        self.children, self.commands = [], []
        super().__init__(title=title, **given)

    def addCommand(self, command):
        self.commands.append(command)

    def newCommand(self, argv, **given):
        command = Command(argv=argv, **given)
        self.addCommand(command)
        return command

    def asTcl(self):
        text = f"Task {word(self.title)} {self.options(['title'])}"
        if self.children:
            text += f" -subtasks {{\n{self.subtasks()}\n}}"
        commands = "\n".join(command.asTcl() for command in self.commands)
        return f"{text} -cmds {{\n{commands}\n}}"


class Command(Element):
    """A command."""

    known = COMMAND

    def asTcl(self):
        argv = self.argv.split() if isinstance(self.argv, str) else self.argv
        return f"RemoteCmd {{{' '.join(word(one) for one in argv)}}} {self.options(['argv'])}"


def setEngineClientParam(**settings):
    CONNECTION.set(**settings)


def closeEngineClient():
    CONNECTION.close()
