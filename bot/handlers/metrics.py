"""What the bot counts, for Prometheus. No label tells who wrote, where, or what."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info

_SECONDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 600)
_LAGS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5, 30)


class Metrics:
    """The counters of one bot, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = Counter(
            "verbatim_updates",
            "Updates that were new, by what became of them.",
            ["outcome"],
            registry=self.registry,
        )
        self.questions = Counter(
            "verbatim_questions",
            "Questions, by kind of chat and outcome: answered, no_answer, over_quota or late.",
            ["chat", "outcome"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "verbatim_update_seconds",
            "Seconds from the arrival of an update to the end of its handling.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.unfinished = Gauge(
            "verbatim_unfinished_updates",
            "Updates that have arrived and are not handled.",
            registry=self.registry,
        )
        self.faults = Counter(
            "verbatim_telegram_faults",
            "Calls of the Bot API that failed, by method and kind of error.",
            ["method", "kind"],
            registry=self.registry,
        )
        self.lag = Histogram(
            "verbatim_loop_lag_seconds",
            "Seconds by which the event loop was late, looked at ten times a second.",
            buckets=_LAGS,
            registry=self.registry,
        )
        self.processes = Gauge(
            "verbatim_processes",
            "Processes of this bot that are alive.",
            registry=self.registry,
        )
        self.processes.set(1)
        self.process = Info(
            "verbatim_process",
            "This process: its name, where several share a database.",
            registry=self.registry,
        )
        self.changes = Counter(
            "verbatim_changes",
            "Reloads and other changes of the articles, by kind and outcome: done or failed.",
            ["change", "outcome"],
            registry=self.registry,
        )
