"""A sandbox for one zygote: bubblewrap, with no network, a read-only system and private folders.

What is inside: /usr and what programs need of /etc, this Python and its packages, this package with its data, an empty
/tmp and home, and the one folder /submission. What is not: the network, the environment, the instructor's course folder
with sources and gradebook, other people's submissions, other processes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import course
from course.content.source import content_root
from course.errors import GradingError
from course.grading.sandbox.cgroup import in_group
from course.grading.sandbox.limits import ResourceLimits, Spent
from course.grading.sandbox.messages import BY_GRADER, End, Ended, Start, Warm, Warmed, plain, read
from course.grading.sandbox.room import beside
from course.grading.sandbox.seccomp import program
from course.kernels.channel import Channel, ChannelClosed, ChannelTimeout, pair

FOLDER = "/submission"
HANDED_OUT = "/handed-out"
HOME = "/home/learner"
NOBODY = 65534
_OUR_OWN = 2_000_000_000
_ETC = ("alternatives", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types", "ssl/certs")
_KEPT = ("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONWARNINGS", "PYTHONHASHSEED", "NBGRADER_EXECUTION")


def missing() -> str:
    """Why there can be no sandbox on this machine, or ""."""
    if not sys.platform.startswith("linux"):
        return "the sandbox (bubblewrap) exists only on Linux"
    if shutil.which("bwrap") is None:
        return "the program bwrap is not installed (on Debian: apt-get install bubblewrap)"
    done = subprocess.run(
        ["bwrap", "--ro-bind", "/", "/", "--unshare-all", "--die-with-parent", "true"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return "" if done.returncode == 0 else f"bwrap cannot make namespaces here: {done.stderr.strip()}"


def require() -> None:
    """Raise GradingError where there is no sandbox."""
    reason = missing()
    if reason:
        raise GradingError(
            f"Learners' code would run unprotected: {reason}. To mend: install it, grade on a machine that has it, or "
            "say --no-sandbox if you trust every submission as you trust yourself."
        )


class Sandbox:
    """A zygote in its own sandbox, restarted when it dies; use it in a `with` statement.

    kind: "learner" or "judge". scratch: the folder that is /submission inside; the judge sees it read-only.
    modules: imported before the first fork; code: run before it, for what every notebook needs. sandboxed: False runs
    it with this account's own rights. limits: how large its private folders may grow. handed_out: the folder with the
    instructor's files that only the judge sees. account: the number of the user that it becomes, where root grades.
    `spent`: what the last submission had used when it ended.
    """

    def __init__(
        self,
        kind: str,
        scratch: Path,
        modules: Sequence[str] = (),
        code: str = "",
        sandboxed: bool = True,
        *,
        limits: ResourceLimits | None = None,
        handed_out: Path | None = None,
        account: int = NOBODY,
    ) -> None:
        self.kind, self.scratch, self.modules, self.sandboxed = kind, scratch, list(modules), sandboxed
        self.code, self.handed_out, self.account = code, handed_out, account
        self.limits = limits or ResourceLimits()
        self._enter, self._scratch = beside(scratch) if sandboxed else ([], scratch)
        self.spent = Spent()
        self._told = 0  # warm-ups that have not been answered yet
        self._process: subprocess.Popen[bytes] | None = None
        self._control: Channel | None = None
        self._home: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def folder(self) -> str:
        """Where the submission lies, as seen from inside."""
        return FOLDER if self.sandboxed else str(self.scratch)

    @property
    def _private(self) -> list[str]:
        return ["/tmp", HOME, "/dev/shm"] if self.sandboxed else []

    @property
    def _counted(self) -> list[str]:
        # What the learner's code writes must not end the judge, who has yet to say what it is worth.
        return [FOLDER] if self.sandboxed and self.kind == "learner" and not self._enter else []

    @property
    def _mounts(self) -> list[str]:
        return [*self._private, FOLDER] if self.kind == "learner" and self._enter else self._private

    def stop(self) -> None:
        """End the zygote and everything in its sandbox."""
        self._told = 0
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            # The zygote ends when we hang up, and the kernel ends everyone else in its namespace before bwrap
            # hears of it. Killing bwrap first would let them live on for a moment.
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._home is not None:
            self._home.cleanup()
            self._home = None

    def begin(self, modules: Sequence[str] = (), code: str = "") -> None:
        """Start the zygote, if it is not running, and do not wait; `warm_up` does.

        modules, code: what it imports and runs from now on besides what the sandbox was made with. bwrap ends with the
        thread that started it: call this in one that lives as long as the sandbox.
        """
        more = [name for name in modules if name not in self.modules]
        code = "" if code == self.code else code
        self.modules += more
        self.code = code or self.code
        if self._process is not None and self._process.poll() is None:
            if more or code:
                self._tell(more, code)
            return
        self.stop()
        ours, theirs = pair()
        command, environment = self._command(theirs.fileno())
        fds = [theirs.fileno()]
        if self.sandboxed and (rules := program()):
            filters = os.memfd_create("filter")
            os.write(filters, rules)
            os.lseek(filters, 0, os.SEEK_SET)
            command[1:1] = ["--seccomp", str(filters)]
            fds.append(filters)
        command[:0] = [*(in_group(self.limits) if self.sandboxed and self.kind == "learner" else []), *self._enter]
        self._process = subprocess.Popen(command, env=environment, pass_fds=fds, stdin=subprocess.DEVNULL, cwd="/")
        theirs.close()
        for spare in fds[1:]:
            os.close(spare)
        self._control = Channel(ours)
        self._tell(self.modules, self.code)

    def warm_up(self) -> None:
        """Start the zygote, if it is not running, and wait until it has imported everything."""
        self.begin()
        assert self._control is not None
        try:
            while self._told:
                read(self._control.receive(120), Warmed)
                self._told -= 1
        except (ChannelClosed, ChannelTimeout):
            self.stop()
            raise GradingError(f"The {self.kind}'s sandbox did not start: see the lines above.") from None

    def _tell(self, modules: list[str], code: str) -> None:
        assert self._control is not None
        self._control.send(plain(Warm(self.kind, modules, code, self._private)))
        self._told += 1

    def start(
        self, descriptors: list[int], limits: ResourceLimits, forks: bool = False, before: Spent | None = None
    ) -> None:
        """Fork one process for a submission; it gets copies of these open sockets.

        forks: whether forks that it makes of itself live on when it ends. before: what the submission has used already.
        """
        self.warm_up()
        assert self._control is not None
        self.spent = before or Spent()
        about = (self._private, limits, self._counted, self._mounts, forks, self.spent)
        message = Start(self.kind, self.folder, *about)
        self._control.send(plain(message), descriptors)

    def end(self, patience: float = 20) -> str:
        """End the submission's processes, if they still run; the reason they ended for, or ""."""
        assert self._control is not None
        try:
            self._control.send(plain(End()))
            ended = read(self._control.receive(patience), Ended)
            why = ended.reason
            if why == "nothing was running":
                return ""
            self.spent = ended.spent
            if why.startswith(BY_GRADER):
                return why.removeprefix(BY_GRADER).removeprefix(": ")
            read(self._control.receive(patience), Ended)  # it had ended by itself; this answers our own word
            return why
        except (ChannelClosed, ChannelTimeout):
            self.stop()  # the zygote is gone or stuck: the next submission gets a new one
            return "it ended its sandbox"

    def _command(self, descriptor: int) -> tuple[list[str], dict[str, str]]:
        package = Path(course.__file__).resolve().parent
        run = [sys.executable, "-m", "course.grading.judge.zygote", str(descriptor)]
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environment |= {
            "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": str(package.parent) if _is_checkout(package) else "",
            # As in every Jupyter kernel: who imports matplotlib gets pictures in the notebook.
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "USER": "learner", "LOGNAME": "learner", "COURSE_RECORD": "off",
            "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        if not self.sandboxed:
            self._home = tempfile.TemporaryDirectory(prefix="learner-")
            return [*run, "together"], {**environment, "HOME": self._home.name, "TMPDIR": self._home.name}
        root = os.geteuid() == 0
        environment |= {"HOME": HOME, "TMPDIR": "/tmp", "MPLCONFIGDIR": f"{HOME}/.matplotlib"}
        # As the first process of its namespace, the zygote cannot be killed or stopped by those inside it.
        command = ["bwrap", "--die-with-parent", "--new-session", "--as-pid-1", "--clearenv"]
        for name, value in environment.items():
            command += ["--setenv", name, value]
        command += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
        # Root's processes know no limit on their number, so inside root becomes another account.
        command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if root else ["--unshare-user"]
        command += ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev"]
        for place in ("/tmp", HOME, "/dev/shm"):
            command += ["--perms", "1777", "--size", str(self.limits.disk), "--tmpfs", place]
        # Only now what may lie below one of them, such as a clone in /tmp.
        for name in ("bin", "sbin", "lib", "lib32", "lib64"):
            top = Path("/") / name
            if top.is_symlink():
                command += ["--symlink", os.readlink(top), str(top)]
            elif top.is_dir():
                command += ["--ro-bind", str(top), str(top)]
        command += ["--perms", "0755", "--dir", "/etc"]
        for name in _ETC:
            command += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
        shown = _python_folders()
        if _is_checkout(package):
            shown += [package.parent / part for part in ("course", "modules", "data")]
        for way in _parents([*shown, Path(HOME)]):
            command += ["--perms", "0755", "--dir", str(way)]
        for part in shown:
            command += ["--ro-bind", str(part), str(part)]
        if not _is_checkout(package):
            # A wheel carries the assessments inside the package; learners' code must not find them there.
            command += ["--tmpfs", str(content_root() / "assessments")]
        command += ["--ro-bind" if self.kind == "judge" else "--bind", str(self._scratch), FOLDER, "--chdir", "/"]
        if self.handed_out is not None:
            command += ["--ro-bind", str(beside(self.handed_out)[1]), HANDED_OUT]
        # Whoever is not root here owns the top folder and /dev, and could leave something there for the next one.
        command += ["--remount-ro", "/dev", "--remount-ro", "/"]
        return [*command, *run, "alone", *([str(self.account)] if root else [])], environment


def account_for(place: Path) -> int | None:
    """The user that code in a sandbox becomes, one for each scratch folder; None where it stays whoever grades.

    The kernel counts processes by user. With one user for all, one submission's many would leave none to another's.
    """
    if os.geteuid() != 0:
        return None
    about = place.stat()
    wanted = _OUR_OWN + (about.st_ino + 10_007 * about.st_dev) % 100_000_000  # each room counts its files anew
    for line in Path("/proc/self/uid_map").read_text().splitlines():
        first, _, count = (int(word) for word in line.split())
        if first <= wanted < first + count:
            return wanted
    return NOBODY


def _is_checkout(package: Path) -> bool:
    return content_root() == package.parent


def _python_folders() -> list[Path]:
    """This Python's folders outside /usr, the shortest first."""
    wanted = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    return [Path(place) for place in sorted(wanted) if not place.startswith("/usr")]


def _parents(places: Sequence[Path]) -> list[Path]:
    """Every folder on the way to these places, from the top; bwrap would make them for their owner only."""
    return sorted({parent for place in places for parent in place.parents} - {Path("/"), Path("/tmp"), Path("/dev")})
