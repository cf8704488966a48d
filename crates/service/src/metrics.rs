//! Metrics (指标): the figures for a monitoring system, in the text format of Prometheus.

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

use briefing_worker::pool::Tally;

/// The labels by which requests are counted. The path is that of the route, so that their number is
/// limited.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Route {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) status: u16,
}

/// The label by which disks are told apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Disk {
    of: String,
}

/// What is counted.
pub(crate) struct Metrics {
    requests: Family<Route, Counter>,
    seconds: Histogram,
    connections: Gauge,
    logins: Counter,
    failed_logins: Counter,
}

/// What is measured whenever somebody asks.
pub(crate) struct Figures {
    /// The counts of the pool.
    pub(crate) tally: Tally,
    /// The server's memory, in bytes.
    pub(crate) memory: u64,
    /// How many events were written to the audit trail.
    pub(crate) audit_events: u64,
    /// Whether it cannot be written.
    pub(crate) audit_fails: bool,
    /// Whether the service can go on as it should, as `/ready` has it.
    pub(crate) ready: bool,
    /// The size of the store, in bytes.
    pub(crate) store: u64,
    /// What each disk has left, in bytes, by what is on it.
    pub(crate) left: Vec<(&'static str, u64)>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            requests: Family::default(),
            // From a millisecond to half a minute.
            seconds: Histogram::new(exponential_buckets(0.001, 2.0, 16)),
            connections: Gauge::default(),
            logins: Counter::default(),
            failed_logins: Counter::default(),
        }
    }
}

impl Metrics {
    /// Counts a request.
    pub(crate) fn count(&self, route: &Route, seconds: f64) {
        self.requests.get_or_create(route).inc();
        self.seconds.observe(seconds);
    }

    /// Returns the number of open connections, for the observer to update.
    pub(crate) fn connections(&self) -> &Gauge {
        &self.connections
    }

    /// Counts a login, or one that failed.
    pub(crate) fn count_login(&self, entered: bool) {
        let counter = if entered { &self.logins } else { &self.failed_logins };
        counter.inc();
    }

    /// Returns all metrics as text.
    pub(crate) fn text(&self, figures: &Figures) -> String {
        let mut registry = Registry::with_prefix("briefing");
        registry.register("requests", "Requests that were answered", self.requests.clone());
        let seconds = self.seconds.clone();
        let about = "How long requests took";
        registry.register_with_unit("request_duration", about, Unit::Seconds, seconds);
        registry.register("connections", "Open connections", self.connections.clone());
        registry.register("logins", "Logins", self.logins.clone());
        registry.register("failed_logins", "Logins that failed", self.failed_logins.clone());
        gauges(figures, &mut registry);
        counts(&figures.tally, &mut registry);
        let events: Counter = Counter::default();
        events.inc_by(figures.audit_events);
        registry.register("audit_events", "Lines written to the audit trail", events);
        let left: Family<Disk, Gauge> = Family::default();
        for (of, bytes) in &figures.left {
            left.get_or_create(&Disk { of: (*of).to_owned() }).set(whole(*bytes));
        }
        registry.register("disk_free_bytes", "What is left on a disk", left);
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &registry);
        text
    }
}

/// Registers what goes up and down.
fn gauges(figures: &Figures, registry: &mut Registry) {
    let Figures { tally, memory, store, audit_fails, ready, .. } = figures;
    let memory_of = "Memory of the server, without its workers";
    let values = [
        ("jobs_waiting", "Jobs in the queue", tally.waiting as u64),
        ("jobs_running", "Jobs at work", tally.busy as u64),
        ("workers", "Worker processes", tally.standing as u64),
        ("resident_memory_bytes", memory_of, *memory),
        ("audit_unwritten", "Whether the audit trail cannot be written", u64::from(*audit_fails)),
        ("ready", "Whether the service can go on as it should", u64::from(*ready)),
        ("store_bytes", "Size of the file of users and drafts, with its log", *store),
    ];
    for (name, about, value) in values {
        let gauge: Gauge = Gauge::default();
        gauge.set(whole(value));
        registry.register(name, about, gauge);
    }
}

/// Registers what the pool has counted.
fn counts(tally: &Tally, registry: &mut Registry) {
    let counts = [
        ("jobs_answered", "Jobs that were answered", tally.answered),
        ("jobs_refused", "Jobs for which the queue was full", tally.refused),
        ("jobs_forgotten", "Jobs for which nobody waited any more", tally.forgotten),
        ("jobs_out_of_time", "Jobs for which the time was up", tally.out_of_time),
        ("jobs_retried", "Jobs that a second worker was given", tally.retried),
        ("workers_died", "Workers that died at work", tally.died),
        ("workers_replaced", "Workers that had done enough", tally.replaced),
    ];
    for (name, about, count) in counts {
        let counter: Counter = Counter::default();
        counter.inc_by(count);
        registry.register(name, about, counter);
    }
    let waited: Counter<f64, AtomicU64> = Counter::default();
    waited.inc_by(tally.waited.as_secs_f64());
    let about = "How long jobs waited until a worker took them, together";
    registry.register_with_unit("jobs_waited", about, Unit::Seconds, waited);
}

fn whole(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
