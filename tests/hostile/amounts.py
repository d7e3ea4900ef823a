"""Submissions that use more than they may without any one process of theirs doing so, or where nobody looks."""

from tests.hostile import at_start

SPIN = "    if os.fork() == 0:\n        {first}\n        while True: pass\n"
ATTACKS = [
    at_start(
        "fallocate",
        "take the disk at once, between two looks",
        "import os\nfor n in range(2000):\n    f = os.open(f'f{n}', os.O_CREAT | os.O_RDWR)\n"
        "    try: os.posix_fallocate(f, 0, 60_000_000)\n    except OSError: os.close(f)\n"
        "if os.statvfs('.').f_blocks * os.statvfs('.').f_frsize > 2 * 10**9: print('REACHED')",
    ),
    at_start(
        "fallocate-everywhere",
        "the same in every folder that can be written",
        "import os\nfor top in ('.', '/tmp', '/dev/shm', os.path.expanduser('~')):\n    for n in range(100):\n"
        "        f = os.open(f'{top}/f{n}', os.O_CREAT | os.O_RDWR)\n        try: os.posix_fallocate(f, 0, 60_000_000)\n"
        "        except OSError: break",
    ),
    at_start(
        "memory-of-the-hidden",
        "eat memory in children that nobody may look into",
        "import ctypes, os, time\nfor _ in range(8):\n    if os.fork() == 0:\n        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\n"
        "        b = os.urandom(2**20) * 150\n        time.sleep(60)\ntime.sleep(60)",
    ),
    at_start(
        "hidden-from-the-start",
        "hide the submission's own process",
        "import ctypes, time\nctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\nx = bytearray(400_000_000)\ntime.sleep(60)",
    ),
    at_start(
        "memory-on-its-way",
        "keep memory in files without a name that are on their way through a socket",
        "import os, socket, time\na, b = socket.socketpair()\nfor n in range(60):\n"
        "    f = os.memfd_create('x') if n % 2 else os.open('/tmp', os.O_TMPFILE | os.O_RDWR)\n"
        "    os.write(f, b'x' * 30_000_000); socket.send_fds(a, [b'x'], [f]); os.close(f)\ntime.sleep(60)",
    ),
    at_start(
        "memory-let-go",
        "write to shared memory and let go of it, so that no process holds it",
        "import mmap, time\nheld = []\nfor _ in range(14):\n    m = mmap.mmap(-1, 100_000_000)\n    m.write(b'x' * 100_000_000)\n"
        "    m.madvise(mmap.MADV_DONTNEED); held.append(m)\ntime.sleep(60)",
    ),
    at_start(
        "memory-in-shared-folder",
        "memory as files in the shared memory's folder, with and without a name",
        "import os, time\nfor n in range(40):\n    f = open(f'/dev/shm/{n}', 'wb'); f.write(b'x' * 30_000_000)\n"
        "    if n % 2: os.unlink(f.name)\ntime.sleep(60)",
    ),
    at_start(
        "memory-in-sockets",
        "fill the buffers of thousands of sockets",
        "import os, socket\nfor _ in range(40):\n    if os.fork() == 0:\n        held = []\n        while True:\n"
        "            try: p = socket.socketpair(); held.append(p); p[0].setblocking(False); p[0].send(b'x' * 200_000)\n"
        "            except OSError: break\n        while True: os.wait() if False else __import__('time').sleep(1)",
    ),
    at_start(
        "memory-in-pipes",
        "fill large pipes",
        "import fcntl, os\nheld = []\nfor _ in range(100):\n    r, w = os.pipe(); os.set_blocking(w, False)\n"
        "    try: fcntl.fcntl(w, 1031, 2**20)\n    except OSError: pass\n    try: os.write(w, b'x' * 2**20)\n    except OSError: pass",
    ),
    at_start(
        "memory-locked",
        "lock all memory, so that others are swapped out",
        "import ctypes\nc = ctypes.CDLL(None, use_errno=True)\nx = bytearray(100_000_000)\n"
        "if c.mlockall(3) == 0: print('locked')",
    ),
    at_start(
        "busy-24",
        "24 busy processes",
        "import os, time\nfor _ in range(24):\n" + SPIN.format(first="pass") + "time.sleep(60)",
    ),
    at_start(
        "busy-sessions",
        "busy processes, each a session of its own",
        "import os, time\nfor _ in range(16):\n" + SPIN.format(first="os.setsid()") + "time.sleep(60)",
    ),
    at_start(
        "busy-threads",
        "busy threads outside of Python",
        "import hashlib, threading, time\nx = bytes(10**7)\ndef go():\n    while True: hashlib.sha256(x).digest()\n"
        "for _ in range(24): threading.Thread(target=go, daemon=True).start()\ntime.sleep(60)",
    ),
    at_start(
        "busy-and-unseen",
        "processes that are busy for less than a look, and that nobody waits for",
        "import os, signal, time\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\nwhile True:\n    if os.fork() == 0:\n"
        "        until = time.monotonic() + 0.03\n        while time.monotonic() < until: pass\n        os._exit(0)\n"
        "    time.sleep(0.01)",
    ),
    at_start(
        "first-in-line",
        "come before everybody else",
        "import os\nfor act in (lambda: os.nice(-5), lambda: os.setpriority(os.PRIO_PROCESS, 0, -20),\n"
        "            lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))):\n"
        "    try: act(); print('REACHED')\n    except OSError: pass\n"
        "for act in (lambda: os.setpriority(os.PRIO_PROCESS, 1, 19), lambda: os.sched_setaffinity(1, {0})):\n"
        "    try: act()\n    except OSError: pass",
    ),
    at_start(
        "links-100000",
        "links and folders, which are small and many",
        "import os\nfor n in range(100_000):\n    os.symlink('x' * 200, f'/tmp/l{n}'); os.mkdir(f'd{n}')",
    ),
    at_start(
        "names-beside",
        "what a file carries beside its content",
        "import os\nfor n in range(3000):\n    open(f'f{n}', 'w').close()\n"
        "    try: os.setxattr(f'f{n}', 'user.x', b'x' * 60_000)\n    except OSError: break",
    ),
    at_start(
        "grow-and-shrink",
        "grow and shrink between two looks",
        "import time\nuntil = time.monotonic() + 1\nwhile time.monotonic() < until:\n"
        "    try: x = bytearray(600_000_000); del x\n    except MemoryError: pass\nraise SystemExit",
    ),
    at_start(
        "the-room",
        "leave the folder's own file system, or take it away",
        "import ctypes, os\nc = ctypes.CDLL(None, use_errno=True)\nfor place in (b'/submission', b'/tmp', b'/'):\n"
        "    if c.umount2(place, 2) == 0: print('REACHED')\n"
        "try: os.rename('/submission', '/tmp/s'); print('REACHED')\nexcept OSError: pass\n"
        "try: os.rmdir('/submission'); print('REACHED')\nexcept OSError: pass\n"
        "for name in ('left', 'handed-out'):\n"
        "    for way in (f'/submission/../{name}', f'/proc/self/cwd/../{name}', f'/proc/1/root/{name}'):\n"
        "        try: os.listdir(way); print('REACHED', way)\n        except OSError: pass",
    ),
    at_start(
        "the-keeper",
        "reach the program that keeps the folder",
        "import os\nseen = [p for p in os.listdir('/proc') if p.isdigit()]\n"
        "for p in seen:\n    try: name = open(f'/proc/{p}/comm').read().strip()\n    except OSError: continue\n"
        "    if name in ('cat', 'bwrap', 'nsenter'): print('REACHED', name)\n"
        "if os.system('nsenter -t 1 -m true 2>/dev/null') == 0: print('REACHED')",
    ),
]
