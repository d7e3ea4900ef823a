"""The requests to the kernel that code in the sandbox may not make: a seccomp filter in the form that bwrap loads.

Notebooks need none of these. They look into other processes, make namespaces, mount, load programs into the kernel, or
leave something behind that outlives a process (key rings, System V memory, a folder's attributes and lists of rights).
Sockets are left only for the families that
a network namespace closes off; a virtual machine's socket to its host (vsock), for one, is not closed off by it.
Files in memory without a name (memfd) would count for nobody while they are on their way from process to process.

Why not by libseccomp: its binding on PyPI (pyseccomp 0.1.2) holds no library, but looks for the system's. bubblewrap
does not depend on that one, so on a slim machine the import fails and the sandbox would have no filter. The numbers
below are the kernel's promise and never change; each was compared with libseccomp 2.5.4's answer for its name.
"""

from __future__ import annotations

import errno
import platform
import struct

_X86 = (
    "ptrace 101 syslog 103 pivot_root 155 chroot 161 mount 165 umount2 166 swapon 167 reboot 169 init_module 175 "
    "delete_module 176 quotactl 179 add_key 248 request_key 249 keyctl 250 mq_open 240 shmget 29 shmat 30 semget 64 "
    "msgget 68 unshare 272 perf_event_open 298 open_by_handle_at 304 setns 308 process_vm_readv 310 "
    "process_vm_writev 311 kcmp 312 finit_module 313 bpf 321 userfaultfd 323 kexec_load 246 kexec_file_load 320 "
    "memfd_create 319 setxattr 188 lsetxattr 189 fsetxattr 190"
)
_ARM = (
    "ptrace 117 syslog 116 pivot_root 41 chroot 51 mount 40 umount2 39 swapon 224 reboot 142 init_module 105 "
    "delete_module 106 quotactl 60 add_key 217 request_key 218 keyctl 219 mq_open 180 shmget 194 shmat 196 semget 190 "
    "msgget 186 unshare 97 perf_event_open 241 open_by_handle_at 265 setns 268 process_vm_readv 270 "
    "process_vm_writev 271 kcmp 272 finit_module 273 bpf 280 userfaultfd 282 kexec_load 104 kexec_file_load 294 "
    "memfd_create 279 setxattr 5 lsetxattr 6 fsetxattr 7"
)
_BOTH = (
    "io_uring_setup 425 open_tree 428 move_mount 429 fsopen 430 fsconfig 431 fsmount 432 pidfd_getfd 438 "
    "mount_setattr 442 memfd_secret 447 setxattrat 463 file_setattr 469"
)
# The machine's name; what the kernel calls its calling convention; the calls; clone; socket.
_MACHINES = {"x86_64": (0xC000003E, _X86, 56, 41), "aarch64": (0xC00000B7, _ARM, 220, 198)}
_CLONE3 = 435
_NEW_SPACES = 0x7E020000
"""The flags of clone that ask for new namespaces."""
_FAMILIES = (1, 2, 10, 16)
"""Unix, the two internets, netlink: what a network namespace keeps inside."""
_LOAD, _EQUAL, _ANY, _LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NUMBER, _CONVENTION, _FIRST = 0, 4, 16


def program(machine: str = "") -> bytes:
    """The filter for this machine, or b"" where we know none. Every instruction is 8 bytes.

    >>> len(program("x86_64")) % 8, program("pdp-11")
    (0, b'')
    """
    known = _MACHINES.get(machine or platform.machine())
    if known is None:
        return b""
    convention, words, clone, socket = known
    lines: list[tuple[int, int, int, int]] = []

    def refuse(code: int) -> tuple[int, int, int, int]:
        return (_RETURN, 0, 0, _ERROR | code)

    # Another calling convention (32 bits, x32) has other numbers: none of it.
    lines += [(_LOAD, 0, 0, _CONVENTION), (_EQUAL, 1, 0, convention), refuse(errno.ENOSYS)]
    lines += [(_LOAD, 0, 0, _NUMBER), (_LEAST, 0, 1, 0x40000000), refuse(errno.ENOSYS)]
    numbers = [int(word) for word in f"{words} {_BOTH}".split()[1::2]]
    for number in numbers:
        lines += [(_EQUAL, 0, 1, number), refuse(errno.EPERM)]
    # clone3 hides its flags behind a pointer; without it, the C library uses clone.
    lines += [(_EQUAL, 0, 1, _CLONE3), refuse(errno.ENOSYS)]
    lines += [(_EQUAL, 0, 4, clone), (_LOAD, 0, 0, _FIRST), (_ANY, 0, 1, _NEW_SPACES), refuse(errno.EPERM)]
    lines += [(_RETURN, 0, 0, _ALLOW)]
    lines += [(_EQUAL, 0, len(_FAMILIES) + 2, socket), (_LOAD, 0, 0, _FIRST)]
    lines += [(_EQUAL, len(_FAMILIES) - place, 0, family) for place, family in enumerate(_FAMILIES)]
    lines += [refuse(errno.EAFNOSUPPORT), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *line) for line in lines)
