//! A password, token or other credential in a document.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::{Both, Words};
use crate::rules::{Context, Rule, RuleOption, Sink};
use crate::settings::OptionForm;
use crate::text::Span;

const ID: &str = "conf/secret-detected";

pub(crate) static RULE: Rule = Rule::document(
    ID,
    Severity::Error,
    Words { ja: "パスワードなどの秘密が書かれている", en: "a credential is written in a document" },
    include_str!("secret_detected.md"),
    check,
)
.options(&[RuleOption { name: "allow", form: OptionForm::Texts, direction: None }]);

/// A sort of credential: what it begins with, which characters follow, and how many at least.
struct Sort {
    begins: &'static str,
    follows: fn(char) -> bool,
    least: usize,
    what: Words,
}

const fn sort(
    begins: &'static str,
    follows: fn(char) -> bool,
    least: usize,
    ja: &'static str,
    en: &'static str,
) -> Sort {
    Sort { begins, follows, least, what: Words { ja, en } }
}

/// What the services that issue them let everybody know by its beginning.
static SORTS: [Sort; 14] = [
    sort("AKIA", is_capital, 16, "AWS のアクセスキー", "an access key of AWS"),
    sort("ASIA", is_capital, 16, "AWS の一時的なアクセスキー", "a temporary access key of AWS"),
    sort("AIza", is_word, 35, "Google の API キー", "an API key of Google"),
    sort("ghp_", is_word, 36, "GitHub のトークン", "a token of GitHub"),
    sort("gho_", is_word, 36, "GitHub のトークン", "a token of GitHub"),
    sort("ghs_", is_word, 36, "GitHub のトークン", "a token of GitHub"),
    sort("github_pat_", is_word, 22, "GitHub のトークン", "a token of GitHub"),
    sort("glpat-", is_word, 20, "GitLab のトークン", "a token of GitLab"),
    sort("xoxb-", is_word, 20, "Slack のトークン", "a token of Slack"),
    sort("xoxp-", is_word, 20, "Slack のトークン", "a token of Slack"),
    sort("hooks.slack.com/services/", is_path, 20, "Slack の Webhook", "a webhook of Slack"),
    sort("outlook.office.com/webhook/", is_path, 20, "Teams の Webhook", "a webhook of Teams"),
    sort("sk_live_", is_word, 20, "決済サービスの秘密のキー", "a secret key of a payment service"),
    sort("npm_", is_word, 36, "npm のトークン", "a token of npm"),
];

fn check(doc: Doc<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    let text = doc.checked().source.text();
    let allowed = context.texts(ID, "allow");
    let mut found: Vec<(usize, usize, Words)> = Vec::new();
    // To say that there is none is quicker than to look for the places.
    for sort in SORTS.iter().filter(|sort| text.contains(sort.begins)) {
        for (at, begins) in text.match_indices(sort.begins) {
            let rest = &text[at + begins.len()..];
            let length: usize = rest.chars().take_while(|c| (sort.follows)(*c)).map(char::len_utf8).sum();
            if length >= sort.least && !is_inside_word(text, at) {
                found.push((at, begins.len() + length, sort.what));
            }
        }
    }
    if text.contains("://") && text.contains('@') {
        found.extend(logins(text));
    }
    found.sort_by_key(|(at, ..)| *at);
    for (at, length, what) in found {
        if allowed.iter().any(|allowed| text[at..at + length].contains(allowed.as_str())) {
            continue;
        }
        let what: Both = what.into();
        let message = both! {
            what;
            ja: "{what}と思われるものが書かれています",
            en: "this looks like {what}"
        };
        // The value is no part of the identity: nothing of it is kept.
        let span = Span::new(at..at + length);
        sink.report(doc.finding(Span { end: span.start, ..span }, "", "", message).help(both! {
            ja: "漏れたものとして扱い、無効にして作り直してください。文書には保管場所だけを書きます。見本の値なら、設定の allow に書けます",
            en: "treat it as leaked: revoke it, and write only where the new one is kept; a sample goes into `allow` in the settings",
        }));
    }
}

/// Returns names with passwords before a host: `scheme://name:password@host`.
fn logins(text: &str) -> impl Iterator<Item = (usize, usize, Words)> {
    let what = Words { ja: "接続先に付けたパスワード", en: "a password before a host" };
    text.match_indices("://").filter_map(move |(at, mark)| {
        let rest = &text[at + mark.len()..];
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '<' | '>' | ',' | '}' | ']'));
        let authority = &rest[..end.unwrap_or(rest.len())];
        let (login, _) = authority.rsplit_once('@')?;
        let (name, password) = login.split_once(':')?;
        // A name in braces or angle brackets is a place to fill in.
        let is_real = !name.is_empty() && !password.is_empty() && !password.contains(['{', '$', '*']);
        is_real.then_some((at + mark.len(), login.len(), what))
    })
}

fn is_inside_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
}

fn is_capital(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn is_path(c: char) -> bool {
    is_word(c) || matches!(c, '/' | '@')
}
