"""A JupyterHub for one class on one server; docs/teach/jupyterhub.md says how it is set up.

Everybody has an account of the system and works in it, so the system's own rights keep people apart. Members of the
group `teachers` get a server with formgrader, everybody else the course at its start page.
"""

import grp
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = Path(sys.executable).parent
TEACHERS = "teachers"
"""The system's group of those who teach. Its members are looked up at each start of a server."""

c = get_config()  # traitlets puts it here

# Only this machine can reach the hub. A web server in front of it speaks HTTPS with the world.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"

# Whoever has an account and its password may log in, but not root.
c.Authenticator.allow_all = True
c.Authenticator.blocked_users = {"root"}

c.Spawner.cmd = [str(HERE / "start-learner")]
c.Spawner.default_url = "/lab/tree/start-here.ipynb"
c.Spawner.notebook_dir = "~/my-course"
# The first start fills the learner's folder.
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 120


def start_for(spawner):
    """Before each start: which programs a server has, and another page for those who teach."""
    path = spawner.get_env().get("PATH", "/usr/local/bin:/usr/bin:/bin")
    spawner.environment = {"PATH": f"{PROGRAMS}:{path}", "JUPYTER_CONFIG_PATH": str(HERE / "everyone")}
    if spawner.user.name in grp.getgrnam(TEACHERS).gr_mem:
        spawner.cmd = [str(HERE / "start-teacher")]
        spawner.default_url = "/lab"
        spawner.notebook_dir = "~"


c.Spawner.pre_spawn_hook = start_for
