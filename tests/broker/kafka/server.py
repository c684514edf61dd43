"""One Apache Kafka broker in KRaft mode: jars, settings, start and stop."""

from __future__ import annotations

import hashlib
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec

from tests.broker.kafka.certificates import write_certificate
from tests.support.jars import cached_folder, jar_folder, missing_programs
from tests.support.patience import PATIENCE_SECONDS, until
from tests.support.ports import free_port

POM = Path(__file__).with_name("pom.xml")
POM_3 = Path(__file__).with_name("pom3.xml")
"""The last release of version 3."""
START_SECONDS = PATIENCE_SECONDS
JVM = ("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
QUIET = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
USER, PASSWORD = "dateline", "a-good-password"
"""Valid on both SASL listeners, with PLAIN and SCRAM."""
SCRAM = f"SCRAM-SHA-256=[name={USER},password={PASSWORD}]"
FORMAT = ("format", "-t", "4L6g3nShT-eMCtK--X86sw", "--add-scram", SCRAM)
"""Arguments of Kafka's storage tool that format a log folder."""
ARCHIVE = "classes.jsa"


def unavailable() -> str | None:
    """Return why no broker can be started, or None if one can."""
    return missing_programs("java", "mvn")


def run_tool(tool: str, *arguments: str, pom: Path = POM) -> str:
    """Run one of Kafka's command-line tools and return its standard output."""
    done = subprocess.run(java(tool, *arguments, pom=pom), timeout=PATIENCE_SECONDS, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def java(main: str, *arguments: str, pom: Path = POM) -> list[str]:
    """Return the command line that runs a Java class of Kafka."""
    return ["java", *JVM, QUIET, "-cp", f"{jar_folder(pom, 'kafka')}/*", main, *arguments]


class Listeners(msgspec.Struct, frozen=True):
    """Addresses of a broker's listeners on localhost, and their certificates."""

    port: int
    sasl_port: int
    tls_port: int
    expired_port: int
    ca_file: str
    expired_ca_file: str

    @property
    def address(self) -> str:
        """Return the address of the plain-text listener."""
        return f"127.0.0.1:{self.port}"


class KafkaServer:
    """A broker and controller in one process. Listeners: plain text, SASL, SASL over TLS, and expired TLS."""

    def __init__(self, folder: Path, pom: Path = POM) -> None:
        self._folder, self._pom = folder, pom
        self._process: subprocess.Popen[bytes] | None = None
        self._controller_port = free_port()
        hour, day = timedelta(hours=1), timedelta(days=1)
        self.listeners = Listeners(
            port=free_port(),
            sasl_port=free_port(),
            tls_port=free_port(),
            expired_port=free_port(),
            ca_file=str(write_certificate(folder, "server", PASSWORD, -hour, 2 * day)),
            expired_ca_file=str(write_certificate(folder, "expired", PASSWORD, -2 * day, day)),
        )
        self._settings = folder / "server.properties"
        self._settings.write_text(self._properties(folder), encoding="utf-8")
        shutil.copytree(self._formatted(), folder / "log", dirs_exist_ok=True)
        self._classes = self._archived_classes()

    def start(self) -> None:
        """Start the broker and wait until it listens. Its ports and its folder stay the same after a restart."""
        self._start(f"-XX:SharedArchiveFile={self._classes}", "-Xlog:disable")

    def _start(self, *options: str) -> None:
        program, *rest = java("kafka.Kafka", str(self._settings), pom=self._pom)
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen([program, *options, *rest], stdout=log, stderr=log, start_new_session=True)
        until(self._listens, lambda: f"Kafka: {self._logged()}", START_SECONDS)

    def _listens(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            raise RuntimeError(f"Kafka did not start: {self._logged()}")
        try:
            socket.create_connection(("127.0.0.1", self.listeners.port), timeout=1).close()
        except OSError:
            return False
        return True

    def _logged(self) -> str:
        return (self._folder / "server.log").read_text()[-2000:]

    @property
    def pid(self) -> int:
        """Return its process id, once started."""
        assert self._process is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        """Return whether the broker was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """Kill the broker. Its log stays, and `start` restarts it."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def release(self) -> None:
        """Leave the broker to the other processes that use it: the last of them ends it."""
        if self._process is not None:
            # Python warns at exit about a child that nobody waited for.
            self._process.returncode = 0

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Suspend the process while entered (SIGSTOP), and resume it on leaving."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def _formatted(self) -> Path:
        """Return a log folder formatted by Kafka's tool. All brokers share it, because the tool takes seconds."""

        def make(folder: Path) -> None:
            settings = folder / "server.properties"
            settings.write_text(self._properties(folder), encoding="utf-8")
            run_tool("kafka.tools.StorageTool", *FORMAT, "-c", str(settings), pom=self._pom)

        key = self._pom.read_bytes() + " ".join(FORMAT).encode()
        return cached_folder(f"formatted-{hashlib.sha256(key).hexdigest()[:12]}", make) / "log"

    def _archived_classes(self) -> Path:
        """Return the archive of the classes that a broker loads: it saves Java a third of the start.

        The first start of a broker on a machine makes it. Java ignores an archive of other jars or another version.
        """

        def make(folder: Path) -> None:
            self._start(f"-XX:ArchiveClassesAtExit={folder / ARCHIVE}")
            assert self._process is not None
            self._process.terminate()
            self._process.wait(PATIENCE_SECONDS)
            shutil.rmtree(self._folder / "log", ignore_errors=True)
            shutil.copytree(self._formatted(), self._folder / "log", dirs_exist_ok=True)

        return cached_folder(f"classes-{hashlib.sha256(self._pom.read_bytes()).hexdigest()[:12]}", make) / ARCHIVE

    def _properties(self, folder: Path) -> str:
        at = self.listeners
        plain = "org.apache.kafka.common.security.plain.PlainLoginModule"
        scram = "org.apache.kafka.common.security.scram.ScramLoginModule"
        lines = {
            "process.roles": "broker,controller",
            "node.id": "1",
            "controller.quorum.voters": f"1@127.0.0.1:{self._controller_port}",
            "controller.listener.names": "CONTROLLER",
            "listeners": (
                f"PLAINTEXT://{at.address},SASL_PLAINTEXT://127.0.0.1:{at.sasl_port},"
                f"SASL_SSL://127.0.0.1:{at.tls_port},EXPIRED://127.0.0.1:{at.expired_port},"
                f"CONTROLLER://127.0.0.1:{self._controller_port}"
            ),
            "listener.security.protocol.map": ",".join(
                f"{name}:{name}" for name in ("PLAINTEXT", "SASL_PLAINTEXT", "SASL_SSL")
            )
            + ",EXPIRED:SSL,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name": "PLAINTEXT",
            "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256",
            "listener.name.sasl_plaintext.plain.sasl.jaas.config": f'{plain} required user_{USER}="{PASSWORD}";',
            "listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config": f"{scram} required;",
            "listener.name.sasl_plaintext.sasl.enabled.mechanisms": "PLAIN",
            "listener.name.sasl_ssl.sasl.enabled.mechanisms": "SCRAM-SHA-256",
            "ssl.keystore.location": str(folder / "server.p12"),
            "ssl.keystore.password": PASSWORD,
            "listener.name.expired.ssl.keystore.location": str(folder / "expired.p12"),
            "listener.name.expired.ssl.keystore.password": PASSWORD,
            "log.dirs": str(folder / "log"),
            "auto.create.topics.enable": "false",
            "offsets.topic.replication.factor": "1",
            "offsets.topic.num.partitions": "4",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "group.initial.rebalance.delay.ms": "0",
        }
        return "\n".join(f"{name}={value}" for name, value in lines.items()) + "\n"
