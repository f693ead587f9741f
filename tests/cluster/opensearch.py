"""A real OpenSearch cluster on loopback, started and stopped node by node.

The server is the one that ``.ci/opensearch`` fetches. It has no security plugin: logins and certificates are tried
against a double.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

HOME = "TEST_OPENSEARCH"
"""The variable that names the server's folder."""
_STARTED_WITHIN = 180.0  # seconds
# The options of the server's own launcher that it cannot do without, and those that make a small node start soon.
_JVM = """
-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Djava.awt.headless=true -Djna.nosys=true
-Dio.netty.noUnsafe=true -Dio.netty.noKeySetOptimization=true -Dio.netty.recycler.maxCapacityPerThread=0
-Dlog4j.shutdownHookEnabled=false -Dlog4j2.disable.jmx=true -Djava.locale.providers=SPI,CLDR
--add-opens=java.base/java.io=org.opensearch.secure_sm --add-opens=java.base/java.nio=ALL-UNNAMED
-Djava.util.concurrent.ForkJoinPool.common.threadFactory=org.opensearch.secure_sm.SecuredForkJoinWorkerThreadFactory
""".split()


class Nodes:
    """The nodes of one cluster. As a context manager it starts them all, and stops them at the end."""

    def __init__(
        self, home: Path, folder: Path, count: int = 1, *, heap: str = "384m", java: str = "java"
    ) -> None:
        """``home`` is the unpacked server, ``folder`` is where the nodes keep their data."""
        self._home, self._folder, self._heap, self._java = home.absolute(), folder.absolute(), heap, java
        self._ports = [(_free_port(), _free_port()) for _ in range(count)]
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    @property
    def hosts(self) -> str:
        """The nodes' hosts and ports, as they stand in an address."""
        return ",".join(f"127.0.0.1:{http}" for http, _ in self._ports)

    def __enter__(self) -> Self:
        try:
            for node in range(len(self._ports)):
                self.start(node)
            self.wait(len(self._ports))
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End all nodes."""
        for process in self._processes.values():
            process.send_signal(signal.SIGCONT)
            process.kill()
        for process in self._processes.values():
            process.wait(60)

    def start(self, node: int) -> None:
        """Start one node, with the data that it had."""
        own = self._folder / f"node{node}"
        for name in ("config", "data", "logs", "tmp"):
            (own / name).mkdir(parents=True, exist_ok=True)
        shutil.copy(self._home / "config" / "log4j2.properties", own / "config")
        (own / "config" / "opensearch.yml").write_text(
            json.dumps(self._settings(node, own))
        )  # YAML holds JSON
        agent = self._home / "agent" / "opensearch-agent.jar"  # from 3.0 on
        guard = f"-javaagent:{agent}" if agent.exists() else "-Djava.security.manager=allow"
        # The server refuses to be root. In a user namespace of its own, root's files belong to somebody else.
        somebody = ["unshare", "--user", "--map-user=1000", "--map-group=1000"] if os.geteuid() == 0 else []
        command = [
            *(*somebody, self._java, f"-Xms{self._heap}", f"-Xmx{self._heap}", *_JVM, guard),
            f"-Djava.io.tmpdir={own / 'tmp'}",
            f"-Dopensearch.path.home={self._home}",
            f"-Dopensearch.path.conf={own / 'config'}",
            *("-cp", f"{self._home}/lib/*", "org.opensearch.bootstrap.OpenSearch"),
        ]
        with (own / "out").open("ab") as out:
            self._processes[node] = subprocess.Popen(
                command, cwd=own, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )

    def kill(self, node: int) -> None:
        """End one node at once, as a power cut would."""
        process = self._processes.pop(node)
        process.kill()
        process.wait(60)

    def pause(self, node: int) -> None:
        """Stop one node without ending it: its connections stay open, and nothing answers."""
        self._processes[node].send_signal(signal.SIGSTOP)

    def resume(self, node: int) -> None:
        """Let a stopped node go on."""
        self._processes[node].send_signal(signal.SIGCONT)

    def manager(self) -> int:
        """The number of the node that manages the cluster."""
        name = httpx.get(f"{self._any()}/_cat/cluster_manager?h=node").text.strip()
        return int(name.removeprefix("node"))

    def wait(self, count: int, status: str = "yellow") -> None:
        """Wait until so many nodes are together and the cluster's health is at least this. Raises TimeoutError."""
        until = time.monotonic() + _STARTED_WITHIN
        while time.monotonic() < until:
            for node, process in self._processes.items():
                if process.poll() is not None:
                    raise RuntimeError(f"node {node} has ended: see {self._folder}/node{node}/out")
            with contextlib.suppress(httpx.HTTPError, KeyError, ValueError):
                wanted = {"wait_for_nodes": str(count), "wait_for_status": status, "timeout": "1s"}
                health = httpx.get(f"{self._any()}/_cluster/health", params=wanted, timeout=3).json()
                if health["number_of_nodes"] == count and not health["timed_out"]:
                    return
            time.sleep(0.2)
        raise TimeoutError(f"no cluster of {count} nodes: see {self._folder}/node*/out")

    def request(self, method: str, path: str, body: object = None) -> httpx.Response:
        """A request of a test's own."""
        return httpx.request(method, f"{self._any()}{path}", json=body, timeout=30)

    def _any(self) -> str:
        for node, (http, _) in enumerate(self._ports):
            if node in self._processes:
                with contextlib.suppress(httpx.HTTPError):
                    httpx.get(f"http://127.0.0.1:{http}/", timeout=1)
                    return f"http://127.0.0.1:{http}"
        raise httpx.ConnectError("no node answers")

    def _settings(self, node: int, own: Path) -> dict[str, object]:
        http, transport = self._ports[node]
        every = range(len(self._ports))
        together: dict[str, object] = (
            {"discovery.type": "single-node"}
            if len(every) == 1
            else {
                "discovery.seed_hosts": [f"127.0.0.1:{port}" for _, port in self._ports],
                "cluster.initial_cluster_manager_nodes": [f"node{each}" for each in every],
            }
        )
        return {
            "cluster.name": "verbatim-tests",
            "node.name": f"node{node}",
            "network.host": "127.0.0.1",
            "http.port": http,
            "transport.port": transport,
            "path.data": str(own / "data"),
            "path.logs": str(own / "logs"),
            "cluster.routing.allocation.disk.threshold_enabled": False,
            "node.processors": 2,
            "node.store.allow_mmap": False,
            **together,
        }


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
