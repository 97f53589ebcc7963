//! Emergency contacts that all fail together with the organisation's own network.

use crate::both;
use crate::corpus::View;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};

pub(crate) static RULE: Rule = Rule::corpus(
    "contact/no-out-of-band",
    Severity::Error,
    Words {
        ja: "緊急の連絡手段が、すべて自組織の網に頼っている",
        en: "every emergency channel hangs on the own network",
    },
    include_str!("no_out_of_band.md"),
    check,
);

/// Ways that work without a mail server, a login or a network of the organisation, unless it says otherwise.
const APART: [&str; 8] = ["phone", "sms", "fax", "pager", "radio", "postal", "in-person", "social"];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some((contacts, _)) = super::serving(context, "emergency") else { return };
    let channels: Vec<View<'_>> = contacts.iter().flat_map(|contact| contact.list("channels")).collect();
    // A contact without channels says so, and one that cannot be read may be any.
    let is_unknown = |contact: &View<'_>| super::has_unknown_channels(*contact);
    if channels.is_empty() || contacts.iter().any(is_unknown) || channels.iter().any(is_apart) {
        return;
    }
    let Some(first) = contacts.first() else { return };
    let name = first.name();
    let message = both! {
        name;
        ja: "緊急の連絡先「{name}」の手段は、どれも自組織のメールやネットワークが止まると使えません",
        en: "every channel of the emergency contact `{name}` fails with the organisation's own mail or network"
    };
    let finding = contacts.iter().skip(1).fold(first.finding(message), |finding, contact| {
        finding.label(contact.grip(), both! { ja: "これも同じです", en: "this one, too" })
    });
    sink.report(finding.help(both! {
        ja: "電話など、別の手段を加えてください。別の事業者のサービスで影響を受けないのなら、その手段に depends_on: [] と書きます",
        en: "add another way, such as a telephone; a service of another provider that is not touched says `depends_on: []`",
    }));
}

fn is_apart(channel: &View<'_>) -> bool {
    let says = |field: &str| channel.get(field).and_then(|value| value.node().as_bool());
    let depends = channel.get("depends_on");
    match says("out_of_band") {
        Some(is_apart) => is_apart,
        None if depends.is_some_and(|depends| depends.items().next().is_some()) => false,
        None if depends.is_some() || channel.get("provider").is_some() => true,
        None => channel.text_of("type").is_none_or(|of| APART.contains(&of)),
    }
}
