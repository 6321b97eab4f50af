"""A root folder of our own, unpacked from Debian packages: servers that exclude one another live side by side in it."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from postfix import Missing

MERGED = ("bin", "sbin", "lib", "lib64")
DEVICES = {"null": (1, 3), "zero": (1, 5), "random": (1, 8), "urandom": (1, 9)}
FIRST_ID = 61000


def apt(*command, folder=None):
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=folder)
    if done.returncode != 0:
        raise Missing(f"{' '.join(command[:2])} failed, try apt-get update: {done.stderr.strip()}")
    return done.stdout


def with_libraries(packages):
    """The packages, and the libraries that they need, directly or not."""
    found, new = set(packages), set(packages)
    while new:
        text = apt("apt-cache", "depends", "--no-recommends", "--no-suggests", *sorted(new))
        needed = set(re.findall(r"(?m)^ +Depends: (z?lib[^\s<]+)$", text))
        new = {name for name in needed if not name.startswith(("libpam-", "libsystemd"))} - found
        found |= new
    return sorted(found)


def unpacked(packages, cache):
    """The folder that holds the packages and their libraries; made once, used again."""
    ready = cache / "-".join(packages)
    if ready.exists():
        return ready
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        debs, root = Path(scratch, "debs"), Path(scratch, "root")
        debs.mkdir()
        for name in MERGED:
            (root / "usr" / name).mkdir(parents=True)
            (root / name).symlink_to(f"usr/{name}")
        apt("apt-get", "download", "-q", "-o", "APT::Sandbox::User=root", *with_libraries(packages), folder=debs)
        for deb in sorted(debs.iterdir()):
            archive = subprocess.run(["dpkg-deb", "--fsys-tarfile", deb], check=True, capture_output=True, timeout=60)
            subprocess.run(["tar", "-x", "--keep-directory-symlink", "-C", root], input=archive.stdout, check=True,
                           timeout=60)
        root.rename(ready)
    return ready


class Jail:
    """A copy of unpacked packages with the few files of /etc and /dev that a mail server wants."""

    def __init__(self, packages, cache, users, name_server):
        self.home = Path(tempfile.mkdtemp(prefix="smtpcodes-jail-"))
        self.home.chmod(0o755)
        self.root = self.home / "root"
        shutil.copytree(unpacked(packages, cache), self.root, symlinks=True)
        self.etc = self.root / "etc"
        for folder in ("etc", "dev", "tmp", "run", "var/log", "var/mail", "var/spool"):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        (self.root / "tmp").chmod(0o1777)
        if not (self.root / "var/run").exists():
            (self.root / "var/run").symlink_to("/run")
        people = ["root:x:0:0:root:/root:/bin/sh", "nobody:x:65534:65534:nobody:/nonexistent:/bin/false"]
        people += [f"{name}:x:{FIRST_ID + n}:{FIRST_ID + n}:{name}:{home}:/bin/false"
                   for n, (name, home) in enumerate(users.items())]
        groups = ["root:x:0:", "mail:x:8:", "nogroup:x:65534:"]
        groups += [f"{name}:x:{FIRST_ID + n}:" for n, name in enumerate(users)]
        self.write("etc/passwd", people)
        self.write("etc/group", groups)
        self.write("etc/hosts", ["127.0.0.1 localhost"])
        self.write("etc/nsswitch.conf", ["passwd: files", "group: files", "hosts: files dns"])
        self.write("etc/resolv.conf", [f"nameserver {name_server}", "options timeout:1 attempts:1"])
        self.write("etc/services", ["smtp 25/tcp"])
        for name, number in DEVICES.items():
            os.mknod(self.root / "dev" / name, 0o666 | 0o020000, os.makedev(*number))
            (self.root / "dev" / name).chmod(0o666)
        self.children = []

    def write(self, path, lines, owner=0, mode=0o644):
        """Writes a file of the jail."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("".join(f"{line}\n" for line in lines))
        os.chown(target, owner, owner)
        target.chmod(mode)

    def folder(self, path, owner=0, group=0, mode=0o755):
        """Makes a folder of the jail."""
        target = self.root / path
        target.mkdir(parents=True, exist_ok=True)
        os.chown(target, owner, group)
        target.chmod(mode)

    def run(self, *command):
        """Runs a command in the jail to its end."""
        return subprocess.run(["chroot", self.root, *command], capture_output=True, text=True, timeout=120)

    def start(self, *command):
        """Starts a server in the jail."""
        out = (self.home / "output").open("ab")
        child = subprocess.Popen(["chroot", self.root, *command], stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                 start_new_session=True)
        self.children.append(child)
        return child

    def output(self):
        path = self.home / "output"
        return path.read_text(errors="replace") if path.exists() else ""

    def close(self):
        """Ends what was started, by its own process group, and removes the jail."""
        for child in self.children:
            for signal in (15, 9):
                try:
                    os.killpg(child.pid, signal)
                    child.wait(timeout=10)
                except (ProcessLookupError, subprocess.TimeoutExpired):
                    continue
        shutil.rmtree(self.home, ignore_errors=True)
