//! `sekisho new KIND [ID]`: one more document, in the place where its like lie.

use std::path::Path;

use super::failure::Failure;
use super::{PASSED, files, output, watchdog, whole};
use crate::both;
use crate::engine::Outcome;
use crate::git::Root;
use crate::lang::Lang;
use crate::scaffold::{self, Page};
use crate::schema::{Kind, catalog};
use crate::text::{Foreign, Slack, nearest};

/// What `new` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// The kind.
    pub kind: String,
    /// The id.
    pub id: Option<String>,
    /// Where the real text is, if it lives elsewhere.
    pub external: Option<String>,
    /// The reader's language.
    pub lang: Lang,
    /// The language that `--lang` asks for.
    pub asked_lang: Option<Lang>,
}

/// Writes the document, and says where it lies.
pub(super) fn run(options: &Options) -> Result<u8, Failure> {
    let kind = kind_named(&options.kind)?;
    if let Some(id) = &options.id {
        check_id(id)?;
    }
    if options.external.as_ref().is_some_and(|place| place.trim().is_empty() || place.chars().any(char::is_control)) {
        return Err(Failure::new(both! {
            ja: "--external の場所が空か、使えない文字を含んでいます",
            en: "the place after --external is empty, or holds characters that cannot be written",
        }));
    }
    watchdog::start(options.lang);
    let root = Root::find(Path::new("."))?;
    let unknown = both! { ja: "文書の置き場所が分かりません", en: "it is not known where documents lie" };
    let outcome = whole::outcome(&root, None, &unknown)?;
    is_free(&outcome, kind, options.id.as_deref())?;
    let path = place(&outcome, kind, options.id.as_deref());
    let languages = languages(&outcome, options);
    let page = Page { kind, id: options.id.as_deref(), languages: &languages, external: options.external.as_deref() };
    files::write(root.folder(), &[scaffold::File { path: path.clone(), text: page.text() }])?;
    let (path, kind) = (Foreign::whole(&path).to_string(), kind.name);
    let text = match options.external {
        Some(_) => both! {
            ja: "「{path}」を書きました。本文は別の場所にあるものとして扱います。\n",
            en: "Wrote `{path}`. Its text is taken to live elsewhere.\n",
        },
        None => both! {
            ja: "「{path}」を書きました。開いて、使う項目の「#」を消しながら書き込んでください。\n項目の説明: sekisho explain {kind}\n",
            en: "Wrote `{path}`. Open it, and take the # off the fields that you fill in.\nThe fields are explained by: sekisho explain {kind}\n",
        },
    };
    output::print(text.get(options.lang), PASSED)
}

fn kind_named(name: &str) -> Result<&'static Kind, Failure> {
    if let Some(kind) = catalog::kind(name) {
        return Ok(kind);
    }
    let plain = name.to_lowercase();
    let means = |kind: &&Kind| kind.title.ja == name || kind.title.en == plain || kind.also.contains(&plain.as_str());
    let meant = catalog::kinds().iter().find(means).map(|kind| kind.name);
    let names = catalog::kinds().iter().map(|kind| kind.name);
    let near = meant.or_else(|| nearest(&plain, names, Slack::Quarter));
    let shown = Foreign::new(name);
    let failure = Failure::new(
        both! { ja: "「{shown}」という文書の種類はありません", en: "there is no kind of document `{shown}`" },
    );
    Err(failure.hint(match near {
        Some(near) => both! { ja: "「{near}」のことではありませんか", en: "did you mean `{near}`?" },
        None => both! {
            ja: "種類の一覧は `sekisho explain --all kinds` で見られます",
            en: "list the kinds with `sekisho explain --all kinds`",
        },
    }))
}

/// The form of an id, contract of all documents.
fn check_id(id: &str) -> Result<(), Failure> {
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if id.len() <= 64 && id.starts_with(|first: char| first.is_ascii_lowercase()) && id.split('-').all(is_part) {
        return Ok(());
    }
    let shown = Foreign::new(id);
    Err(Failure::new(both! { ja: "「{shown}」は ID として使えません", en: "`{shown}` cannot be an id" }).hint(both! {
        ja: "英小文字で始め、英小文字・数字・ハイフンで 64 文字までにしてください (例: drill-2027)",
        en: "an id begins with a small letter and holds small letters, digits and hyphens, at most 64: drill-2027",
    }))
}

/// One document of a kind may go without an id, and no id is given twice.
fn is_free(outcome: &Outcome, kind: &Kind, id: Option<&str>) -> Result<(), Failure> {
    let wanted = id.unwrap_or(kind.name);
    let Some(known) = outcome.corpus.of_kind(kind.name).find(|doc| doc.id() == Some(wanted)) else { return Ok(()) };
    let path = known.checked().source.path();
    let kind = kind.name;
    let failure = Failure::new(match id {
        Some(id) => both! {
            ja: "ID「{id}」の文書 ({kind}) はすでにあります: {path}",
            en: "there is a document of this kind with the id `{id}` already: {path}",
        },
        None => both! {
            ja: "この種類の文書 ({kind}) はすでにあります: {path}",
            en: "there is a document of the kind `{kind}` already: {path}",
        },
    });
    Err(match kind {
        "phase-plan" => failure.hint(both! {
            ja: "構築工程計画は一つだけです。その文書を書き換えてください",
            en: "there is one construction plan only; edit that one",
        }),
        _ => failure.hint(both! {
            ja: "もう一つ作るには ID を付けてください (例: sekisho new {kind} {kind}-2)",
            en: "give a further one an id: sekisho new {kind} {kind}-2",
        }),
    })
}

/// Beside the first of its kind; else in the folder of the phase that makes it.
fn place(outcome: &Outcome, kind: &'static Kind, id: Option<&str>) -> String {
    let beside = outcome.corpus.of_kind(kind.name).next().map(|doc| doc.checked().source.path());
    if let Some(folder) = beside.and_then(|path| std::str::from_utf8(path.folder()).ok()) {
        return format!("{folder}{}{}.yaml", if folder.is_empty() { "" } else { "/" }, id.unwrap_or(kind.name));
    }
    let folder = outcome.settings.documents.first().map(String::as_str).unwrap_or_default();
    scaffold::path(folder.trim_end_matches('/'), kind, id)
}

/// The languages of the root, else that of the reader.
fn languages(outcome: &Outcome, options: &Options) -> Vec<Lang> {
    if let Some(lang) = options.asked_lang {
        return vec![lang];
    }
    let named = outcome.settings.languages.iter().filter_map(|code| super::language::named(code));
    let named: Vec<Lang> = named.collect();
    if named.is_empty() { vec![options.lang] } else { named }
}
