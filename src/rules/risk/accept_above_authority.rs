//! A risk accepted by a role that may not accept so much.

use crate::both;
use crate::corpus::View;
use crate::finding::{Finding, Severity};
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::text::Foreign;

use super::acceptance::is_accepted;
use super::levels::{Levels, assessments, risks};

pub(crate) static RULE: Rule = Rule::corpus(
    "risk/accept-above-authority",
    Severity::Error,
    Words {
        ja: "リスクを受け入れる権限のない役割が受け入れている", en: "a role accepted more risk than it may"
    },
    include_str!("accept_above_authority.md"),
    check,
);

fn check(context: &Context<'_>, sink: &mut Sink<'_>) {
    let corpus = context.corpus;
    let Some(levels) = Levels::of(corpus) else { return };
    let Some(matrix) = levels.matrix else { return };
    let names_something = |role: View<'_>| {
        let link = corpus.links().from(role.location());
        link.is_some_and(|link| !link.resolution.is_a_miss())
    };
    for risk in assessments(corpus).flat_map(risks).filter(|risk| is_accepted(*risk)) {
        let Some(acceptance) = risk.get("acceptance") else { continue };
        // A board that met decided, whoever signed for it.
        let evidence = acceptance.get("evidence").and_then(|evidence| evidence.text_of("type"));
        let role = acceptance.get("role").filter(|role| names_something(*role) && evidence != Some("meeting"));
        let Some((role, id)) = role.and_then(|role| Some((role, role.refers_to("role")?))) else { continue };
        let Some(level) = risk.get("residual").and_then(|residual| residual.text_of("level")) else { continue };
        let rows = || matrix.list("acceptance");
        let Some(row) = rows().find(|row| row.text_of("level") == Some(level)) else { continue };
        // Who may accept a greater risk may accept this one.
        let suffices = |row: &View<'_>| {
            let of = row.text_of("level");
            of == Some(level) || of.and_then(|of| levels.rank(of)) > levels.rank(level)
        };
        let mut roles = rows().filter(suffices).flat_map(|row| row.list("may_accept"));
        if !roles.any(|may| may.refers_to("role") == Some(id) || !names_something(may)) {
            sink.report(above(risk, role, id, level, row));
        }
    }
}

fn above(risk: View<'_>, role: View<'_>, id: &str, level: &str, row: View<'_>) -> Finding {
    let name = risk.name();
    let (role_id, shown) = (Foreign::new(id).to_string(), Foreign::new(level).to_string());
    let message = both! {
        name;
        ja: "役割「{role_id}」は「{name}」を受け入れましたが、大きさ「{shown}」のリスクを受け入れる権限がありません",
        en: "the role `{role_id}` accepted `{name}`, but may not accept a risk of level `{shown}`"
    };
    let may: Vec<String> =
        row.list("may_accept").filter_map(View::text).map(|role| Foreign::new(role).to_string()).collect();
    let (ja, en) = (may.join("、"), may.join(", "));
    role.finding(message).label(row.place(), both! { ja: "受け入れてよい役割です", en: "who may accept it" }).help(
        both! {
            ja: "権限のある役割（{ja}）の決裁を受けてください。会議で決めたのなら、その会議を evidence に書きます",
            en: "have it accepted by a role that may ({en}); if a meeting decided it, name the meeting as `evidence`",
        },
    )
}
