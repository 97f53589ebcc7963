//! `sekisho explain`: what a rule, a kind of document, a field or the exit status means.

use std::fmt::Write;

use super::failure::Failure;
use super::{PASSED, output};
use crate::both;
use crate::lang::{Both, Lang, Words};
use crate::rules::{self, Rule};
use crate::schema::{Field, Kind, Shape, Target, Types, catalog, flow};
use crate::settings::OptionForm;
use crate::text::{Foreign, Slack, nearest};

/// What `explain` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// What.
    pub what: What,
    /// The reader's language.
    pub lang: Lang,
}

/// What is to be explained.
#[derive(Debug)]
pub(super) enum What {
    /// A rule, a kind, a field, an item of the flow, `exit-status`.
    Thing(String),
    /// Every rule, a line each.
    AllRules,
    /// Every kind, a line each.
    AllKinds,
    /// Every item of the construction flow, with the fields that hold it.
    AllFlow,
    /// Nothing was named.
    Nothing,
}

/// Explains.
pub(super) fn run(options: &Options) -> Result<u8, Failure> {
    let text = match &options.what {
        What::AllRules => all_rules(options.lang),
        What::AllKinds => all_kinds(options.lang),
        What::AllFlow => all_flow(options.lang),
        What::Thing(thing) => explained(thing, options.lang).ok_or_else(|| unknown(thing))?,
        What::Nothing => return Err(nothing_named()),
    };
    output::print(&text, PASSED)
}

fn explained(thing: &str, lang: Lang) -> Option<String> {
    if thing == "exit-status" {
        return Some(exit_status(lang));
    }
    if let Some(rule) = rules::find(thing) {
        return Some(rule_text(rule, lang));
    }
    if let Some(item) = flow::item(thing) {
        return Some(item_text(item, lang));
    }
    match thing.split_once('.') {
        Some((kind, path)) => field_text(kind, path, lang),
        None => catalog::kind(thing).map(|kind| kind_text(kind, lang)),
    }
}

fn exit_status(lang: Lang) -> String {
    let text = Words {
        ja: "終了ステータス

  0  頼まれたものをすべて読み、`--fail-on` (既定は error) に達する指摘がなかった
  1  `--fail-on` に達する指摘が一つ以上あった
  2  検査できなかったものがある: コマンドの使い方、設定の誤り、読めないファイル、
     検査する文書がない、sekisho 自体の不具合など

2 は 1 より優先します。指摘と「検査できなかったもの」は、どちらも必ず示します。
結果の形式 (--format) や言葉 (--lang) によって変わることはありません。
",
        en: "Exit status

  0  everything asked for was read whole, and no finding reaches `--fail-on`
     (`error` by default)
  1  at least one finding reaches `--fail-on`
  2  something could not be checked: the command line, the settings, a file
     that cannot be read, no document at all, or a defect of sekisho itself

2 wins over 1. Findings and what could not be checked are both always shown.
The status is the same in every form of report and in either language.
",
    };
    text.get(lang).to_owned()
}

fn rule_text(rule: &Rule, lang: Lang) -> String {
    let severity = rule.severity.words().get(lang);
    let mut text = format!("{} ({severity})\n{}\n\n{}\n", rule.id, rule.summary.get(lang), rule.text(lang));
    let mut note = |words: Words| {
        let _ = write!(text, "\n{}\n", words.get(lang));
    };
    // Most pages say it in their own words.
    if rule.completeness && !rule.text(lang).contains(Words { ja: "下書き", en: "draft" }.get(lang)) {
        note(Words {
            ja: "文書が下書き (draft) の間は「情報」として示します。",
            en: "While the document is a draft, this is shown as info.",
        });
    }
    if !rule.is_waivable() {
        note(Words {
            ja: "このルールに例外 (waiver) は認められません。", en: "This rule takes no waiver."
        });
    }
    for option in rule.options {
        let name = option.name;
        let words = match option.form {
            OptionForm::Duration => both! {
                ja: "設定できること: rules の下に `{name}` を期間で書けます (例: 14d)。",
                en: "Setting: `{name}` under `rules`, a duration such as 14d.",
            },
            OptionForm::Texts => both! {
                ja: "設定できること: rules の下に `{name}` を一覧で書けます (例: [一つ目, 二つ目])。",
                en: "Setting: `{name}` under `rules`, a list of texts.",
            },
            OptionForm::Percent => both! {
                ja: "設定できること: rules の下に `{name}` を百分率の整数で書けます (例: 10)。",
                en: "Setting: `{name}` under `rules`, a whole number of percent such as 10.",
            },
        };
        let _ = write!(text, "\n{}\n", words.get(lang));
    }
    text
}

fn all_rules(lang: Lang) -> String {
    let widest = rules::all().map(|rule| rule.id.len()).max().unwrap_or_default();
    let mut text = String::new();
    for rule in rules::all() {
        let severity = rule.severity.words().get(lang);
        let _ = writeln!(text, "{:widest$}  {severity}  {}", rule.id, rule.summary.get(lang));
    }
    text
}

fn all_kinds(lang: Lang) -> String {
    let widest = catalog::kinds().iter().map(|kind| kind.name.len()).max().unwrap_or_default();
    let mut text = String::new();
    for kind in catalog::kinds() {
        let _ = writeln!(text, "{:widest$}  {}", kind.name, kind.title.get(lang));
    }
    text
}

/// An item of the flow a line, and below it the fields that hold it.
fn all_flow(lang: Lang) -> String {
    flow::items().iter().map(|item| item_text(item, lang)).collect()
}

fn item_text(item: &flow::Item, lang: Lang) -> String {
    let mut text = format!("{:8} {}\n", item.id, item.name.get(lang));
    for field in &item.held_by {
        let _ = writeln!(text, "         → {field}");
    }
    text
}

fn kind_text(kind: &'static Kind, lang: Lang) -> String {
    let mut text = format!("{} {}\n", kind.name, kind.title.get(lang));
    let schema = kind.schema();
    if let Some(description) = schema.shape.description {
        let _ = writeln!(text, "{}", description.get(lang));
    }
    text += &held_text(schema.shape, lang);
    let _ = writeln!(text, "\n{}", Words { ja: "項目:", en: "Fields:" }.get(lang));
    text + &fields_text(schema.shape.fields, lang)
}

fn field_text(kind: &str, path: &str, lang: Lang) -> Option<String> {
    let mut shape = catalog::kind(kind)?.schema().shape;
    let mut required = None;
    for segment in path.replace("[]", "").split('.') {
        let field = below(shape).iter().find_map(|shape| shape.field(segment))?;
        (shape, required) = (field.shape, Some(field.required));
    }
    let title = shape.title.map(|title| title.get(lang)).unwrap_or_default();
    let mut text = format!("{kind}.{path} {title}\n");
    if let Some(description) = shape.description {
        let _ = writeln!(text, "{}", description.get(lang));
    }
    let _ = writeln!(text, "\n{}", sort_text(shape, lang));
    let forms = std::iter::once(shape).chain(shape.branches.iter().copied());
    for message in forms.filter(|form| !is_none(form)).filter_map(|form| form.message) {
        let _ = writeln!(text, "{}", message.get(lang));
    }
    let need = match (required, shape.recommended) {
        (Some(true), _) => Words { ja: "書くことが必要です。", en: "It must be there." },
        (_, true) => Words { ja: "書くことを勧めます。", en: "It is recommended." },
        _ => Words { ja: "書いても書かなくてもかまいません。", en: "It may be left out." },
    };
    let _ = writeln!(text, "{}", need.get(lang));
    if let Some(rule) = shape.rule {
        let words = both! { ja: "ないときはルール「{rule}」が指摘します。", en: "Its absence is the rule `{rule}`." };
        let _ = writeln!(text, "{}", words.get(lang));
    }
    text += &held_text(shape, lang);
    for shape in below(shape) {
        let widest = shape.values.iter().map(|choice| choice.value.len()).max().unwrap_or_default();
        for choice in shape.values {
            let words = Some(choice.words.get(lang)).filter(|words| *words != choice.value).unwrap_or_default();
            let _ = writeln!(text, "{}", format!("  {:widest$}  {words}", choice.value).trim_end());
        }
        if shape.refer.as_ref().is_some_and(|refer| refer.targets.contains(&Target::Entity("authority-action"))) {
            text += &built_in_actions(lang);
        }
        for vocabulary in shape.vocabularies {
            let (title, source, version) = (vocabulary.title.get(lang), vocabulary.source, vocabulary.version);
            let licence = vocabulary.licence.get(lang);
            let words = both! {
                ja: "{title}: {source}, {version}。{licence}",
                en: "The {title}: {source}, {version}. {licence}",
            };
            let _ = writeln!(text, "{}", words.get(lang));
        }
        if !shape.fields.is_empty() && !is_none(shape) {
            text += &format!(
                "\n{}\n{}",
                Words { ja: "その項目:", en: "Its fields:" }.get(lang),
                fields_text(shape.fields, lang)
            );
            text += &exactly_one(shape, lang);
        }
    }
    Some(text)
}

/// Lists the actions that need authority and resolve without being defined.
fn built_in_actions(lang: Lang) -> String {
    let words = Words { ja: "定義しなくても書けるもの:", en: "These need no definition:" };
    let actions = catalog::authority_actions();
    let widest = actions.iter().map(|action| action.id.len()).max().unwrap_or_default();
    let mut text = format!("{}\n", words.get(lang));
    for action in actions {
        let _ = writeln!(text, "  {:widest$}  {}", action.id, action.name.get(lang));
    }
    text
}

/// Says which items of the construction flow a kind or a field holds.
fn held_text(shape: &Shape, lang: Lang) -> String {
    let mut text = String::new();
    for item in shape.flow.iter().filter_map(|id| flow::item(id)) {
        let (id, name) = (item.id, &item.name);
        let words = both! { name; ja: "構築の流れ: {id} {name}", en: "Construction flow: {id} {name}" };
        let _ = writeln!(text, "{}", words.get(lang));
    }
    text
}

/// Says of which fields one, and only one, is written.
fn exactly_one(shape: &Shape, lang: Lang) -> String {
    match (shape.one_of_keys, lang) {
        ([], _) => String::new(),
        (keys, Lang::Ja) => format!("  {} は、どれか一つだけを書きます。\n", keys.join("、")),
        (keys, Lang::En) => format!("  Of {}, exactly one is written.\n", keys.join(", ")),
    }
}

/// Returns a shape, its branches, and what its list holds, in all their forms.
fn below(shape: &'static Shape) -> Vec<&'static Shape> {
    let forms = |shape: &'static Shape| std::iter::once(shape).chain(shape.branches.iter().copied());
    let own: Vec<&Shape> = forms(shape).collect();
    let items: Vec<&Shape> = own.iter().filter_map(|shape| shape.item).flat_map(forms).collect();
    let mut all: Vec<&'static Shape> = Vec::new();
    for shape in own.into_iter().chain(items) {
        if !all.iter().any(|known| std::ptr::eq(*known, shape)) {
            all.push(shape);
        }
    }
    all
}

/// Returns whether a form is `{none: …}`, which the sorts of value name already.
fn is_none(form: &Shape) -> bool {
    form.fields.len() == 1 && form.fields[0].name == "none"
}

fn fields_text(fields: &'static [Field], lang: Lang) -> String {
    let widest = fields.iter().map(|field| field.name.len()).max().unwrap_or_default();
    let mark = |field: &Field| match (field.required, field.shape.recommended) {
        (true, _) => Words { ja: "必須", en: "must" },
        (false, true) => Words { ja: "推奨", en: "should" },
        (false, false) => Words { ja: "任意", en: "may" },
    };
    let mut text = String::new();
    for field in fields {
        let title = field.shape.title.map(|title| title.get(lang)).unwrap_or_default();
        let mark = mark(field).get(lang);
        let _ = writeln!(text, "  {:widest$}  {mark:6}  {title}", field.name);
    }
    text
}

fn sort_text(shape: &'static Shape, lang: Lang) -> String {
    let mut sorts: Vec<Both> = Vec::new();
    let mut add = |words: Both| {
        if !sorts.contains(&words) {
            sorts.push(words);
        }
    };
    let forms = if shape.branches.is_empty() { vec![shape] } else { shape.branches.to_vec() };
    for form in forms {
        match (&form.refer, is_none(form)) {
            (_, true) => {
                add(both! { ja: "「ない」こと {{none: 理由}}", en: "that there is none, `{{none: the reason}}`" })
            }
            (Some(refer), _) => add(targets(refer.targets)),
            _ if !form.values.is_empty() => add(both! { ja: "次のどれか", en: "one of these" }),
            // Text by language is text; the page of what every document shares tells how it is written.
            _ if form.each.is_some() => add(rules::sort_words(Types::TEXT).into()),
            _ => form.types.iter().for_each(|sort| add(sort_words(sort).into())),
        }
    }
    let listed = |get: fn(&Both) -> &str, between: &str| sorts.iter().map(get).collect::<Vec<_>>().join(between);
    match lang {
        Lang::Ja => format!("書くもの: {}", listed(|words| &words.ja, "、または")),
        Lang::En => format!("What to write: {}", listed(|words| &words.en, ", or ")),
    }
}

fn targets(targets: &[Target]) -> Both {
    let names = targets.iter().map(|target| match target {
        Target::Entity(name) => (*name).to_owned(),
        Target::AnyDocument => "kind:id".to_owned(),
        Target::Any => "type:id".to_owned(),
        Target::SameKind => "id".to_owned(),
        Target::LocalList(list) => format!("#{list}"),
        Target::ListOf { kind, list } => format!("{kind}#{list}"),
    });
    let names = names.collect::<Vec<_>>().join(", ");
    both! { ja: "ほかで定義したものの ID ({names})", en: "the id of something defined elsewhere ({names})" }
}

fn sort_words(sort: Types) -> Words {
    match sort {
        // How these two are written stands in the list of fields.
        Types::LIST => Words { ja: "一覧", en: "a list" },
        Types::MAP => Words { ja: "項目の組", en: "fields" },
        sort => rules::sort_words(sort),
    }
}

fn unknown(thing: &str) -> Failure {
    let name = Foreign::new(thing);
    let mut names: Vec<&str> = rules::all().map(|rule| rule.id).collect();
    names.extend(catalog::kinds().iter().map(|kind| kind.name));
    names.extend(flow::items().iter().map(|item| item.id));
    names.sort_unstable();
    let kind = thing.split_once('.').and_then(|(kind, _)| catalog::kind(kind));
    let fields = catalog::kinds().iter().filter(|kind| kind.schema().shape.field(thing).is_some());
    let fields = fields.map(|kind| format!("{}.{thing}", kind.name)).take(3).collect::<Vec<_>>().join(", ");
    let hint = match nearest(thing, names.into_iter(), Slack::Quarter) {
        Some(near) => both! { ja: "「{near}」のことではありませんか", en: "did you mean `{near}`?" },
        None if !fields.is_empty() => {
            both! { ja: "項目は種類も付けて、{fields} のように書きます", en: "a field is named with its kind: {fields}" }
        }
        None if kind.is_some() => {
            let kind = kind.map(|kind| kind.name).unwrap_or_default();
            both! { ja: "項目は `sekisho explain {kind}` で見られます", en: "see its fields with `sekisho explain {kind}`" }
        }
        None => both! {
            ja: "一覧は `sekisho explain --all rules` と `--all kinds` で見られます",
            en: "see `sekisho explain --all rules` and `--all kinds`",
        },
    };
    Failure::new(both! {
        ja: "「{name}」という名前のルール・文書の種類・項目はありません",
        en: "there is no rule, kind or field of the name `{name}`",
    })
    .hint(hint)
}

fn nothing_named() -> Failure {
    Failure::new(both! { ja: "何を説明するかが書かれていません", en: "nothing is named to explain" }).hint(both! {
        ja: "「sekisho explain people」や「sekisho explain --all rules」のように書いてください",
        en: "write `sekisho explain people`, or `sekisho explain --all rules`",
    })
}
