"""Submissions that reach for files, sockets and networks outside their folder, or poison their own for others."""

from tests.hostile import Attack, at_start

SEARCH = """
import os
found = []
for top, folders, names in os.walk('/', onerror=lambda e: None):
    if top.startswith(('/proc', '/sys', '/usr')): folders[:] = []; continue
    for name in names:
        if name.endswith(('.db', '.ipynb', '.csv', '.md', '.txt', '.json')) or 'gradebook' in name:
            try: found.append(open(os.path.join(top, name), 'rb').read(200_000))
            except OSError: pass
import re
print(len(found), set(re.findall(rb'CAN[A]RY-\\w+', b''.join(found))))
"""
ATTACKS = [
    at_start("search-everything", "read every file in reach: source, gradebook, other submissions", SEARCH),
    at_start(
        "read-by-name",
        "read, write and replace what lies in the instructor's folder",
        "import os, shutil\nfor act in (lambda: print(open('@FILE@').read()), lambda: open('@FILE@', 'w').write('mine'),\n"
        "            lambda: os.unlink('@FILE@'), lambda: print(os.listdir('@FOLDER@')), lambda: shutil.rmtree('@FOLDER@')):\n"
        "    try: act(); print('REACHED')\n    except OSError: pass",
    ),
    at_start(
        "dots",
        "walk out of the folder by .. and by /proc",
        "import os\nfor way in ('../' * 9 + '@FILE@'.lstrip('/'), '/proc/self/root@FILE@', '/proc/1/root@FILE@', '/proc/1/cwd/..', '/dev/fd/../root'):\n"
        "    try: print(open(way).read(), 'REACHED')\n    except OSError: pass",
    ),
    Attack(
        "links",
        "links that lead the grader out of the folder when it copies or cleans",
        {
            "one-answer": "import os\nos.symlink('@FILE@', 'mine.txt')\nos.symlink('@FOLDER@', 'sub')\nos.symlink('/', 'all')\n"
            "os.symlink('loop', 'loop')\nfor f in ('figures.csv',):\n    os.unlink(f); os.symlink('@FILE@', f)\n"
            "for p in ('@FILE@', '/etc/passwd', '/bin/sh'):\n    try: os.link(p, 'hard' + p.replace('/', '_'))\n    except OSError: pass\n"
            "for p in ('/tmp', '/dev/shm'): os.symlink('/submission', p + '/l')"
        },
    ),
    at_start(
        "folder-for-link",
        "a folder where the handed-in files hold a link to elsewhere, so that copying back writes through it",
        "import os\nos.makedirs('sub/inner')\nopen('sub/mine.txt', 'w').write('x')\nopen('sub/inner/mine.txt', 'w').write('x')",
    ),
    at_start(
        "devices",
        "devices, pipes and sockets left in the folder",
        "import os, socket, stat\nos.mkfifo('pipe.txt')\ns = socket.socket(socket.AF_UNIX); s.bind('sock')\n"
        "for kind in (stat.S_IFCHR, stat.S_IFBLK):\n    try: os.mknod('dev', kind | 0o666, os.makedev(8, 0)); print('REACHED')\n    except OSError: pass\n"
        "os.unlink('figures.csv'); os.mkfifo('figures.csv')",
    ),
    at_start(
        "closed-folders",
        "folders that nobody may enter, for the grader to stumble over",
        "import os\nfor top in ('.', '/tmp', os.path.expanduser('~')):\n    os.makedirs(top + '/a/b/c')\n    open(top + '/a/b/c/f', 'w').write('x')\n"
        "    for part in ('/a/b/c', '/a/b', '/a'): os.chmod(top + part, 0)\nos.chmod('.', 0)",
    ),
    at_start(
        "deep-folders",
        "folders nested deeper than a program can follow",
        "import os\nfor top in ('.', '/tmp'):\n    os.chdir(top)\n    for _ in range(3000):\n        os.mkdir('d' * 50); os.chdir('d' * 50)\n    os.chdir('/submission')",
    ),
    at_start(
        "disk",
        "fill the disk with large files",
        "n = 0\nwhile True:\n    n += 1\n    with open(f'big{n}', 'wb') as f: f.write(b'x' * 50_000_000)",
    ),
    at_start(
        "disk-without-name",
        "fill it with files that are deleted while open",
        "import os\nheld = []\nwhile True:\n    held.append(open('x', 'wb')); held[-1].write(b'x' * 50_000_000); os.unlink('x')",
    ),
    at_start(
        "sparse-files",
        "files that are nothing here and much when copied",
        "import os\nfor n in range(1000):\n    with open(f'hole{n}', 'wb') as f: f.truncate(60_000_000)",
    ),
    at_start("many-files", "hundreds of thousands of files", "for n in range(300_000): open(f'f{n}', 'w').close()"),
    at_start(
        "odd-names",
        "names that break listings",
        "import os\nfor n in (b'\\xff\\xfe', b'a\\nb', b'-rf', b'$(id)', b'x' * 255, b'\\xe2\\x80\\xae'):\n    open(n, 'w').write('x')\n"
        "os.makedirs('timestamp.txt', exist_ok=True)\nopen('other.ipynb', 'w').write('{}')",
    ),
    at_start(
        "environment",
        "read the environment of every process",
        "import os, glob\nprint(dict(os.environ))\nfor p in glob.glob('/proc/[0-9]*/environ'):\n    try: print(open(p, 'rb').read())\n    except OSError: pass",
    ),
    at_start(
        "network",
        "reach listeners on this machine and names on the net",
        "import socket, ctypes\nfor host in ('127.0.0.1', '::1', 'localhost', '10.0.0.1'):\n"
        "    try: socket.create_connection((host, @TCP@), timeout=0.3).sendall(b'hello'); print('REACHED')\n    except OSError: pass\n"
        "for host in ('127.0.0.1', '255.255.255.255'):\n    try: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'hello', (host, @UDP@))\n    except OSError: pass\n"
        "for where in ('@UNIX@', '\\0course-canary'):\n    try: s = socket.socket(socket.AF_UNIX); s.connect(where); s.sendall(b'hello'); print('REACHED')\n    except OSError: pass\n"
        "try: socket.getaddrinfo('example.org', 80); print('REACHED')\nexcept OSError: pass",
    ),
    at_start(
        "network-below",
        "the same by system calls, raw sockets and a virtual machine's own way out",
        "import ctypes, socket\nc = ctypes.CDLL(None, use_errno=True)\nfor family, kind in ((40, 1), (17, 3), (2, 3), (38, 5), (31, 3)):\n"
        "    if c.socket(family, kind, 0) >= 0: print('REACHED', family)",
    ),
    at_start(
        "poison",
        "leave something for the next submission in every folder that can be written",
        "import os\nfor top in ('/', '/tmp', '/dev', '/dev/shm', '/home', os.path.expanduser('~'), '/etc', '/usr', '/var/tmp', '/run', '/lib'):\n"
        "    try: open(top + '/poison', 'w').write('x')\n    except OSError: pass\n"
        "for a, b in (('/lib', '/lib.old'), ('/dev/null', '/dev/zero2'), ('/bin', '/b')):\n    try: os.rename(a, b); print('REACHED')\n    except OSError: pass",
    ),
    at_start(
        "package-changed",
        "change the installed packages",
        "import course, pandas, os\nfor m in (course, pandas):\n    try: open(m.__file__, 'a').write('#'); print('REACHED')\n    except OSError: pass\n"
        "    try: open(os.path.dirname(m.__file__) + '/evil.py', 'w'); print('REACHED')\n    except OSError: pass",
    ),
    at_start(
        "terminal",
        "write onto the instructor's terminal",
        "import os, fcntl, termios\nfor p in ('/dev/tty', '/dev/console', '/proc/1/fd/2', '/proc/1/fd/1', '/dev/pts/0'):\n"
        "    try: os.write(os.open(p, os.O_RDWR), b'x'); print('REACHED', p)\n    except OSError: pass\n"
        "for fd in (0, 1, 2):\n    try: fcntl.ioctl(fd, termios.TIOCSTI, b'x'); print('REACHED')\n    except OSError: pass",
    ),
]
