use domain::Span;
use door::outbox::{Reported, ReportedMessages, Tried, TriedMessages};

use super::*;

#[test]
fn counters_are_written_as_prometheus_reads_them() {
    let metrics = Metrics::new(Timestamp::from_seconds(1_700_000_000));
    metrics.answered("GET", "/login", 200);
    metrics.answered("GET", "/login", 200);
    metrics.came("owed");
    metrics.refused("refusal-wrong-code");
    let standing = Standing {
        hashing: 2,
        waiting: 7,
        hashed: 38_912,
        tried: vec![TriedMessages {
            channel: "mail".into(),
            came: Tried::PutOff,
            times: 6,
        }],
        reported: vec![ReportedMessages {
            gateway: "kannel".into(),
            said: Reported::Failed,
            times: 8,
        }],
        messages: Some(vec![WaitingMessages {
            channel: "mail".to_owned(),
            messages: 4,
            longest: Span::seconds(90),
        }]),
        unsealed: Some((3, 61)),
        jobs: vec![
            JobCount {
                name: "sweep",
                well: 5,
                failed: 2,
                last_success: Some(Timestamp::from_seconds(1_700_000_300)),
            },
            JobCount {
                name: "retention",
                well: 0,
                failed: 0,
                last_success: None,
            },
        ],
    };
    let text = metrics.text(&standing).unwrap();
    for line in [
        "countersign_requests_total{method=\"GET\",route=\"/login\",status=\"200\"} 2",
        "countersign_sign_ins_total{outcome=\"owed\"} 1",
        "countersign_refusals_total{refusal=\"refusal-wrong-code\"} 1",
        "countersign_hashing 2",
        "countersign_hashing_waiting 7",
        "countersign_hashed_kib_total 38912",
        "countersign_start_time_seconds 1700000000",
        "countersign_outbox_waiting{channel=\"mail\"} 4",
        "countersign_outbox_messages_total{channel=\"mail\",result=\"put-off\"} 6",
        "countersign_gateway_reports_total{gateway=\"kannel\",result=\"failed\"} 8",
        "countersign_outbox_waiting_age_seconds{channel=\"mail\"} 90",
        "countersign_audit_unsealed 3.0",
        "countersign_audit_unsealed_age_seconds 61.0",
        "countersign_job_runs_total{job=\"sweep\",result=\"ok\"} 5",
        "countersign_job_runs_total{job=\"sweep\",result=\"failed\"} 2",
        "countersign_job_runs_total{job=\"retention\",result=\"ok\"} 0",
        "countersign_job_last_success_seconds{job=\"sweep\"} 1700000300",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    let never = "countersign_job_last_success_seconds{job=\"retention\"}";
    assert!(!text.contains(never), "{text}");
    let (unsealed, messages) = (None, None);
    let text = metrics
        .text(&Standing {
            unsealed,
            messages,
            ..standing
        })
        .unwrap();
    assert!(text.contains("countersign_audit_unsealed NaN"), "{text}");
    assert!(!text.contains("countersign_outbox_waiting{"), "{text}");
}
