//! The rows of what may be set of text messages.

use domain::setting::{Setting, Type};

/// What may be set of a gateway.
const GATEWAY: &[Setting] = &[
    Setting::plain(
        "name",
        Type::Text,
        "\"example\"",
        "What it is called in logs and by commands: letters, digits and hyphens.",
    ),
    Setting::plain(
        "url",
        Type::Text,
        "\"https://gateway.example.org/send\"",
        "Where it is asked. {to} (+46701234567), {digits} (46701234567), {text}, {id}, {report} (where it says what \
         became of the message), {secret} and {basic} (the secret as HTTP has user:password) stand for what is put \
         there.",
    ),
    Setting::plain(
        "method",
        Type::Word(&["POST", "GET", "PUT"]),
        "\"POST\"",
        "How it is asked.",
    ),
    Setting::plain(
        "headers",
        Type::List,
        "[\"Accept: application/json\"]",
        "Lines of the request's head, each Name: value.",
    ),
    Setting::plain(
        "body",
        Type::Text,
        "\"to={to}&text={text}\"",
        "What is sent there: a form, or JSON where it begins with a brace, unless a header says what it is.",
    ),
    Setting::plain(
        "success",
        Type::Text,
        "\"accepted\"",
        "What an answer of success has to hold for the message to count as taken. Left out: any such answer counts.",
    ),
    Setting::plain(
        "timeout_seconds",
        Type::Number(1, 30),
        "10",
        "How long it may take before the next one is asked.",
    ),
    Setting::plain(
        "secret_file",
        Type::Text,
        "\"\"",
        "A file with what stands for {secret}, which not everybody on the machine may read.",
    ),
    Setting::plain(
        "report_field",
        Type::Text,
        "\"\"",
        "Where it says at {report} what became of a message: the name of the field of that, in the query, the form or the \
         top level of a JSON object that it sends there.",
    ),
    Setting::plain(
        "report_failed",
        Type::List,
        "[]",
        "What stands in that field where the message didn't arrive.",
    ),
];

/// What may be set of text messages.
pub const SETTINGS: &[Setting] = &[
    Setting::plain(
        super::read::GATEWAYS,
        Type::Tables(GATEWAY),
        "",
        "The gateways that send text messages, in the order in which they are asked: the first that takes one sends it.",
    ),
    Setting::plain(
        super::read::NETWORKS,
        Type::List,
        "[]",
        "Networks of one's own in which gateways may be, as \"127.0.0.0/8\" or \"10.1.2.0/24\". Others are asked over \
         https alone, and only where they are reached by everybody.",
    ),
];
