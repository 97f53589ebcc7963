//! A risk accepted by a role that may not accept so much.

use std::collections::BTreeMap;

use crate::both;
use crate::corpus::{Corpus, View};
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
    let Some(authority) = levels.matrix.map(|matrix| Authority::of(corpus, &levels, matrix)) else { return };
    for risk in assessments(corpus).flat_map(risks).filter(|risk| is_accepted(*risk)) {
        let Some(acceptance) = risk.get("acceptance") else { continue };
        // A board that met decided, whoever signed for it.
        let evidence = acceptance.get("evidence").and_then(|evidence| evidence.text_of("type"));
        let role = acceptance.get("role").filter(|role| names_something(corpus, *role) && evidence != Some("meeting"));
        let Some((role, id)) = role.and_then(|role| Some((role, role.refers_to("role")?))) else { continue };
        let Some(level) = risk.get("residual").and_then(|residual| residual.text_of("level")) else { continue };
        let (Some(rank), Some(row)) = (levels.rank(level), authority.rows.get(level)) else { continue };
        if !authority.may_accept(id, rank) {
            sink.report(above(risk, role, id, level, *row));
        }
    }
}

/// Who may accept how much.
struct Authority<'c> {
    /// By level, the line of the matrix about it.
    rows: BTreeMap<&'c str, View<'c>>,
    /// By role, the gravest level that it may accept: then also every lesser one.
    highest: BTreeMap<&'c str, usize>,
    /// The gravest level that somebody may accept whose name cannot be read.
    unknown: Option<usize>,
}

impl<'c> Authority<'c> {
    fn of(corpus: &'c Corpus, levels: &Levels<'c>, matrix: View<'c>) -> Authority<'c> {
        let mut authority = Authority { rows: BTreeMap::new(), highest: BTreeMap::new(), unknown: None };
        for row in matrix.list("acceptance") {
            let Some(level) = row.text_of("level") else { continue };
            authority.rows.entry(level).or_insert(row);
            let Some(rank) = levels.rank(level) else { continue };
            for role in row.list("may_accept") {
                match role.refers_to("role").filter(|_| names_something(corpus, role)) {
                    Some(id) => {
                        let highest = authority.highest.entry(id).or_insert(rank);
                        *highest = rank.max(*highest);
                    }
                    None => authority.unknown = authority.unknown.max(Some(rank)),
                }
            }
        }
        authority
    }

    fn may_accept(&self, role: &str, rank: usize) -> bool {
        self.highest.get(role).copied().max(self.unknown) >= Some(rank)
    }
}

fn names_something(corpus: &Corpus, role: View<'_>) -> bool {
    let link = corpus.links().from(role.location());
    link.is_some_and(|link| !link.resolution.is_a_miss())
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
