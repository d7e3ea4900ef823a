"""Submissions that end, hang, multiply, grow, or look into other processes."""

from tests.hostile import at_start

ATTACKS = [
    at_start("exit", "end the program", "exit()"),
    at_start("os-exit", "end it at once, with success", "import os\nos._exit(0)"),
    at_start("segfault", "crash the interpreter", "import ctypes\nctypes.string_at(0)"),
    at_start("abort", "crash it by abort", "import os\nos.abort()"),
    at_start(
        "kill-parent", "kill the zygote", "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos.kill(1, 9)"
    ),
    at_start("kill-everyone", "kill every process in reach", "import os, signal\nos.kill(-1, signal.SIGKILL)"),
    at_start(
        "stop-parent",
        "stop the zygote, so that it waits for ever",
        "import os, signal\nfor p in (os.getppid(), 1):\n    for s in (signal.SIGSTOP, signal.SIGTERM, signal.SIGINT):\n"
        "        os.kill(p, s)",
    ),
    at_start("stop-oneself", "stop, and never answer", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"),
    at_start("endless-loop", "hang", "while True: pass"),
    at_start(
        "swallow-everything",
        "hang, and swallow every interruption",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    ),
    at_start(
        "signals-blocked",
        "block every signal and hang",
        "import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nsignal.setitimer(0, 0)\ntime.sleep(1000)",
    ),
    at_start(
        "hang-in-a-function",
        "hang when the test calls, again and again",
        "import time\ndef double(x):\n    try: time.sleep(100)\n    except BaseException: pass\n    return 0",
    ),
    at_start(
        "fork-bomb",
        "as many processes as there can be",
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    ),
    at_start(
        "threads",
        "threads that go on after the cell",
        "import threading, time\ndef go():\n    while True:\n        globals()['total'] = 1; time.sleep(0.01)\n"
        "for _ in range(20): threading.Thread(target=go).start()",
    ),
    at_start(
        "daemon",
        "a daemon that outlives the submission",
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        for f in range(256):\n"
        "            try: os.close(f)\n            except OSError: pass\n        time.sleep(600)\n    os._exit(0)",
    ),
    at_start(
        "daemon-of-another-program",
        "the same with another program, with its own session",
        "import subprocess\nsubprocess.Popen(['sh', '-c', 'nohup setsid sleep 600 &'], start_new_session=True)",
    ),
    at_start(
        "at-exit",
        "code that runs when the program ends",
        "import atexit, os, threading\n@atexit.register\ndef late():\n    open('late.txt', 'w').write('x' * 10)\n    while True: pass\n"
        "threading.Thread(target=threading.Event().wait).start()",
    ),
    at_start("memory", "eat memory in one process", "x = []\nwhile True: x.append(bytearray(50_000_000))"),
    at_start(
        "memory-of-many",
        "eat memory in many processes",
        "import os, time\nfor _ in range(6):\n    if os.fork() == 0:\n        b = os.urandom(2**20) * 150\n        time.sleep(60)\ntime.sleep(60)",
    ),
    at_start(
        "memory-without-name",
        "eat memory through files that have no name",
        "import os, time\nf = []\nfor _ in range(200):\n    f.append(os.memfd_create('x')); os.write(f[-1], b'x' * 30_000_000)\ntime.sleep(60)",
    ),
    at_start(
        "shared-memory-left",
        "leave System V memory or a key for the next one",
        "import ctypes, platform\nc = ctypes.CDLL(None, use_errno=True)\nif c.shmget(77, 1000, 0o1666) != -1: print('REACHED')\n"
        "keys = {'x86_64': 248, 'aarch64': 217}[platform.machine()]\n"
        "if c.syscall(keys, b'user', b'mine', b'x', 1, -4) != -1: print('REACHED')",
    ),
    at_start("output-flood", "print without end", "while True: print('x' * 1000)"),
    at_start(
        "output-flood-below",
        "print without end past Python",
        "import os\nwhile True:\n    try: os.write(1, b'x' * 10**6)\n    except OSError: break\nos.system('yes | head -c 300000000')",
    ),
    at_start(
        "display-flood",
        "display without end",
        "from IPython.display import publish_display_data as show\nfor _ in range(10**6): show({})\n"
        "for _ in range(300): get_ipython().showtraceback((ValueError, ValueError('x' * 10**5), None))",
    ),
    at_start(
        "limits-raised",
        "raise the limits again",
        "import resource as r\nfor name in dir(r):\n    if name.startswith('RLIMIT'):\n"
        "        try: r.setrlimit(getattr(r, name), (r.RLIM_INFINITY, r.RLIM_INFINITY)); print(name)\n        except (OSError, ValueError): pass\n"
        "if -1 in (r.getrlimit(r.RLIMIT_AS)[1], r.getrlimit(r.RLIMIT_NPROC)[1], r.getrlimit(r.RLIMIT_FSIZE)[1]): print('REACHED')",
    ),
    at_start(
        "trace-parent",
        "attach to the zygote and read its memory, its files and its environment",
        "import ctypes, os\nc = ctypes.CDLL(None, use_errno=True)\nfor p in {1, os.getppid()}:\n"
        "    if c.ptrace(16, p, 0, 0) != -1: print('REACHED')\n    for n in ('mem', 'environ', 'maps', 'fd', 'root', 'cwd'):\n        try:\n"
        "            print(os.listdir(f'/proc/{p}/{n}') if n in ('fd', 'root', 'cwd') else open(f'/proc/{p}/{n}', 'rb').read(9999))\n"
        "            print('REACHED', n)\n        except OSError: pass",
    ),
    at_start(
        "namespaces",
        "new namespaces with rights of their own",
        "import ctypes, os\nc = ctypes.CDLL(None, use_errno=True)\nfor flag in (0x10000000, 0x20000, 0x20000000, 0x40000000):\n"
        "    if c.unshare(flag) == 0: print('REACHED', hex(flag))\nif os.system('unshare -Ur true') == 0: print('REACHED')",
    ),
    at_start(
        "become-root",
        "become another account, or mount something",
        "import os, ctypes\nc = ctypes.CDLL(None, use_errno=True)\nfor f in (os.setuid, os.setgid, os.seteuid):\n"
        "    try: f(0); print('REACHED')\n    except OSError: pass\n"
        "if c.mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0 or os.system('su -c true; sudo -n true') == 0: print('REACHED')",
    ),
    at_start(
        "own-memory",
        "search all memory of this process for tests",
        "import re\nseen = []\nmaps = [line.split()[0] for line in open('/proc/self/maps') if ' rw' in line]\nmem = open('/proc/self/mem', 'rb')\n"
        "for part in maps:\n    a, b = (int(x, 16) for x in part.split('-'))\n    try:\n        mem.seek(a)\n"
        "        seen += re.findall(rb'CAN[A]RY-\\w+', mem.read(b - a))\n    except (OSError, ValueError, OverflowError): pass\nprint(set(seen))",
    ),
]
