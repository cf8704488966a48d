//! Metrics (指标): the figures for a monitoring system, in the text format of Prometheus.

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

/// What is counted.
pub(crate) struct Metrics {
    requests: Family<Route, Counter>,
    seconds: Histogram,
    connections: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            requests: Family::default(),
            // From a millisecond to half a minute.
            seconds: Histogram::new(exponential_buckets(0.001, 2.0, 16)),
            connections: Gauge::default(),
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

    /// Returns all metrics as text, with the counts of the pool and the server's memory in bytes.
    pub(crate) fn text(&self, tally: Tally, memory: u64) -> String {
        let mut registry = Registry::with_prefix("briefing");
        registry.register("requests", "Requests that were answered", self.requests.clone());
        let seconds = self.seconds.clone();
        let about = "How long requests took";
        registry.register_with_unit("request_duration", about, Unit::Seconds, seconds);
        registry.register("connections", "Open connections", self.connections.clone());
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let gauge = |name: &'static str, about: &'static str, value: i64, all: &mut Registry| {
            let gauge: Gauge = Gauge::default();
            gauge.set(value);
            all.register(name, about, gauge);
        };
        let all = &mut registry;
        gauge("jobs_waiting", "Jobs in the queue", number(tally.waiting), all);
        gauge("jobs_running", "Jobs at work", number(tally.busy), all);
        gauge("workers", "Worker processes", number(tally.standing), all);
        let memory = i64::try_from(memory).unwrap_or(i64::MAX);
        gauge("resident_memory_bytes", "Memory of the server, without its workers", memory, all);
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
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &registry);
        text
    }
}
