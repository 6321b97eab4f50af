//! The counters that Prometheus reads. Every label is a word of a closed vocabulary, never a domain or a server's text.

use std::sync::Arc;

use prometheus_client::encoding::{EncodeLabelSet, prometheus_text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use smtpcodes::Kind;

use crate::record::Row;

/// The counters; copies count together.
#[derive(Clone, Debug)]
pub struct Metrics {
    registry: Arc<Registry>,
    replies: Family<Labels, Counter>,
    deliveries: Counter,
    problems: Counter,
    lines: Counter,
}

/// What a reply meant; empty where there is nothing to say, which to Prometheus is a label that is not there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    kind: &'static str,
    reason: &'static str,
    bounce: &'static str,
    fault: &'static str,
    provider: &'static str,
}

impl Metrics {
    /// Starts at zero.
    pub fn new() -> Self {
        let mut registry = Registry::default();
        let metrics = [Counter::default(), Counter::default(), Counter::default()];
        let [deliveries, problems, lines] = metrics;
        let replies = Family::default();
        registry.register(
            "smtpcodes_replies",
            "Replies and other events that were classified, but for deliveries that succeeded",
            replies.clone(),
        );
        registry.register("smtpcodes_deliveries", "Deliveries that succeeded", deliveries.clone());
        registry.register(
            "smtpcodes_problems",
            "Lines and logs that could not be read",
            problems.clone(),
        );
        registry.register("smtpcodes_lines", "Lines that were read", lines.clone());
        registry.register(
            "smtpcodes_build",
            "The version that runs",
            Info::new([("version", env!("CARGO_PKG_VERSION"))]),
        );
        Self { registry: Arc::new(registry), replies, deliveries, problems, lines }
    }

    /// Counts a row; a delivery that succeeded is no reply to be looked into.
    pub fn row(&self, row: &Row<'_>) {
        if row.kind == Some(Kind::Delivered.as_str()) {
            return;
        }
        let labels = Labels {
            kind: row.kind.unwrap_or_default(),
            reason: row.verdict.reason.unwrap_or_default(),
            bounce: row.verdict.bounce.unwrap_or_default(),
            fault: row.verdict.fault.unwrap_or_default(),
            provider: row.verdict.provider.unwrap_or_default(),
        };
        self.replies.get_or_create(&labels).inc();
    }

    /// Brings the plain counts to what they are by now.
    pub fn set(&self, lines: u64, delivered: u64, problems: u64) {
        for (counter, now) in
            [(&self.lines, lines), (&self.deliveries, delivered), (&self.problems, problems)]
        {
            counter.inc_by(now.saturating_sub(counter.get()));
        }
    }

    /// Gives the text that Prometheus reads.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // writing to memory cannot fail
        let _ = prometheus_text::encode(&mut text, &self.registry);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::record::Record;

    #[test]
    fn the_text_is_that_of_prometheus_and_holds_no_word_of_a_server() {
        let metrics = Metrics::new();
        let record = Record {
            kind: Some(Kind::Failed),
            recipient: Some("ann@example.com".to_owned()),
            remote_host: Some("mx.example.com".to_owned()),
            text: "550 5.1.1 user unknown\"}\nsmtpcodes_lines_total 7".to_owned(),
            ..Record::default()
        };
        metrics.row(&Row::new(&record, "mail.log", &Engine::Shipped));
        let delivered = Record { kind: Some(Kind::Delivered), ..record };
        metrics.row(&Row::new(&delivered, "mail.log", &Engine::Shipped));
        metrics.set(3, 2, 1);
        metrics.set(4, 2, 1);
        let text = metrics.text();
        let version = env!("CARGO_PKG_VERSION");
        for line in [
            "# TYPE smtpcodes_replies_total counter",
            "smtpcodes_replies_total{kind=\"failed\",reason=\"mailbox_unknown\",bounce=\"hard\",\
             fault=\"recipient\",provider=\"\"} 1",
            "smtpcodes_lines_total 4",
            "smtpcodes_deliveries_total 2",
            "smtpcodes_problems_total 1",
            "# TYPE smtpcodes_build_info gauge",
            &format!("smtpcodes_build_info{{version=\"{version}\"}} 1"),
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("example.com"), "{text}");
        assert_eq!(text.matches("smtpcodes_replies_total{").count(), 1, "{text}");
    }
}
