//! The pages of `docs/kinds`: written from the schemas, and held equal to them.
//!
//! `INSTA_UPDATE=always cargo test --test it kinds` writes them anew, to be read before they are committed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sekisho::finding::{Finding, Severity};
use sekisho::lang::{Lang, Words};
use sekisho::rules::{self, Rule};
use sekisho::schema::{self, Choice, Field, Kind, Shape, Target, Types, Typing, catalog, flow, vocabulary};
use sekisho::text::{RepoPath, SourceText};
use sekisho::yaml::{self, Node, Sort};

use crate::mutation::fixture_of;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/kinds");

/// Fields that every document has; their page is `envelope`.
const ENVELOPE: [&str; 6] = ["kind", "title", "id", "schema_version", "external", "meta"];

/// The shared types that have a section of their own, in the order in which they are read best.
const TYPES: [&str; 43] = [
    "text",
    "string",
    "id",
    "ref",
    "typed-ref",
    "entry-ref",
    "any-ref",
    "none",
    "none-with-reason",
    "boolean",
    "integer",
    "count",
    "positive",
    "skill-level",
    "maturity-level",
    "date",
    "datetime",
    "time",
    "year",
    "period",
    "duration",
    "clock",
    "cadence",
    "range",
    "workload",
    "schedule",
    "email",
    "phone",
    "uri",
    "domain",
    "file",
    "location",
    "country",
    "lang",
    "tz",
    "money",
    "tlp",
    "pap",
    "level5",
    "risk-level",
    "who",
    "evidence",
    "channel",
];

/// What a document says of itself when it is handed on for review.
const IN_REVIEW: &str = "{status: in-review, owner: csirt-lead, classification: amber}";

fn both(ja: &'static str, en: &'static str) -> Words {
    Words { ja, en }
}

/// The name of a page; Japanese pages end as the Japanese README does.
fn page_name(stem: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{stem}.ja.md"),
        Lang::En => format!("{stem}.md"),
    }
}

/// Returns every page by its name.
fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for lang in [Lang::Ja, Lang::En] {
        pages.insert(page_name("README", lang), index(lang));
        pages.insert(page_name("envelope", lang), envelope(lang));
        pages.insert(page_name("vocabularies", lang), vocabularies(lang));
        for kind in schema::kinds() {
            pages.insert(page_name(kind.name, lang), Page { lang, kind }.write());
        }
    }
    pages
}

/// The phases of the preset, as the index and the pages call them.
fn phases() -> Vec<(String, Words)> {
    let text = catalog::preset("jpcert-8").expect("the preset is embedded");
    let tree = parse(text);
    let phases = tree.root().and_then(|root| root.get("phases")).expect("the preset has phases");
    let words = |name: Node<'_>| {
        let said = |lang: &str| -> &'static str {
            let text = name.get(lang).and_then(Node::as_text).expect("a phase has a name in both languages");
            Box::leak(text.to_owned().into_boxed_str())
        };
        Words { ja: said("ja"), en: said("en") }
    };
    phases
        .items()
        .map(|phase| {
            let id = phase.get("id").and_then(Node::as_text).expect("a phase has an id");
            (id.to_owned(), words(phase.get("name").expect("a phase has a name")))
        })
        .collect()
}

fn parse(text: &str) -> yaml::Tree {
    yaml::parse(&SourceText::new(RepoPath::new("page.yaml"), text.into())).tree
}

fn index(lang: Lang) -> String {
    let say = |ja, en| both(ja, en).get(lang);
    let mut text = String::new();
    let _ = writeln!(text, "# {}\n", say("文書の種類", "Kinds of document"));
    let _ = writeln!(
        text,
        "{}\n",
        say(
            "sekisho が読む文書は49種類です。どの文書も先頭に種別 (`kind`) と表題 (`title`) を書きます。\nすべての文書に共通の項目と、日付や期間などの書き方は、[共通の項目と書き方](envelope.ja.md)にまとめています。\n何を検査するかは[ルールの一覧](../rules/README.ja.md)にあります。",
            "There are 49 kinds of document. Each begins with its `kind` and a `title`.\nWhat all of them share, and how dates, durations and the like are written, is on the page [What every document shares](envelope.md).\nWhat is checked stands in the [list of rules](../rules/README.md)."
        )
    );
    let line = |kind: &'static Kind| {
        let about = kind.schema().shape.description.map(|about| about.get(lang));
        format!(
            "| [{}]({}) | `{}` | {} |",
            kind.title.get(lang),
            page_name(kind.name, lang),
            kind.name,
            about.unwrap_or_default()
        )
    };
    let head = say("| 文書 | 種別 | 書くこと |\n|---|---|---|", "| document | kind | what it says |\n|---|---|---|");
    for (id, name) in phases() {
        let _ = writeln!(text, "## {}\n\n{head}", name.get(lang));
        let in_phase = |kind: &&Kind| kind.phases.contains(&id.as_str()) && !is_of_all_phases(kind);
        for kind in schema::kinds().iter().filter(in_phase) {
            let _ = writeln!(text, "{}", line(kind));
        }
        text.push('\n');
    }
    let _ = writeln!(text, "## {}\n\n{head}", say("工程によらない文書", "Documents of no one phase"));
    for kind in schema::kinds().iter().filter(|kind| kind.phases.is_empty() || is_of_all_phases(kind)) {
        let _ = writeln!(text, "{}", line(kind));
    }
    text
}

fn is_of_all_phases(kind: &Kind) -> bool {
    kind.phases.len() == phases().len()
}

/// What others publish, with where it comes from.
fn vocabularies(lang: Lang) -> String {
    let say = |ja, en| both(ja, en).get(lang);
    let mut text = format!("# {}\n\n", say("外部の用語と番号", "Vocabularies of others"));
    let _ = writeln!(text, "{}\n", say("[文書の種類の一覧](README.ja.md)", "[All kinds of document](README.md)"));
    let _ = writeln!(
        text,
        "{}\n",
        say(
            "ほかの組織が公表している番号や名前で、文書の項目に書けるものの一覧です。番号と短い呼び名だけを載せています。",
            "Ids that others publish and fields of documents take. Only ids and short names stand here."
        )
    );
    for vocabulary in vocabulary::vocabularies() {
        let _ = writeln!(text, "### {}\n", vocabulary.name);
        let _ = writeln!(text, "{}\n", vocabulary.title.get(lang));
        let _ = writeln!(text, "- {} {}", say("出典:", "Source:"), vocabulary.source);
        let _ = writeln!(text, "- {} {}", say("版:", "Version:"), vocabulary.version);
        let _ = writeln!(text, "- {} {}\n", say("利用条件:", "Licence:"), vocabulary.licence.get(lang));
        let _ = writeln!(text, "{}", say("| 値 | 呼び名 |\n|---|---|", "| value | name |\n|---|---|"));
        for choice in vocabulary.values {
            let _ = writeln!(text, "| `{}` | {} |", choice.value, choice.words.get(lang));
        }
        for replaced in vocabulary.replaced {
            let (value, by) = (replaced.value, replaced.by);
            let _ = match lang {
                Lang::Ja => writeln!(text, "| `{value}` | 今は `{by}` と書きます |"),
                Lang::En => writeln!(text, "| `{value}` | `{by}` is written now |"),
            };
        }
        text.push('\n');
    }
    text
}

fn envelope(lang: Lang) -> String {
    let say = |ja, en| both(ja, en).get(lang);
    let page = Page { lang, kind: schema::kind("project-charter").expect("there is such a kind") };
    let shape = page.kind.schema().shape;
    let mut text = format!("# {}\n\n", say("共通の項目と書き方", "What every document shares"));
    let _ = writeln!(text, "{}\n", say("[文書の種類の一覧](README.ja.md)", "[All kinds of document](README.md)"));
    let _ = writeln!(text, "## {}\n", say("すべての文書の項目", "Fields of every document"));
    let fields: Vec<&Field> = shape.fields.iter().filter(|field| ENVELOPE.contains(&field.name)).collect();
    page.table(&mut text, &fields);
    let _ = writeln!(text, "## {}\n", say("値の書き方", "How values are written"));
    for name in TYPES {
        let Some(shared) = catalog::shared(name) else { panic!("{name} is no shared type") };
        let _ = writeln!(text, "### {name}\n");
        let _ = writeln!(text, "{}", shared.title.map(|title| title.get(lang)).unwrap_or_default());
        if let Some(message) = shared.message {
            let _ = writeln!(text, "\n{}", message.get(lang));
        }
        text.push('\n');
        page.values(&mut text, shared);
        if !shared.fields.is_empty() && !matches!(name, "none" | "none-with-reason") {
            page.table(&mut text, &shared.fields.iter().collect::<Vec<_>>());
        }
    }
    text
}

/// One kind in one language.
struct Page {
    lang: Lang,
    kind: &'static Kind,
}

impl Page {
    fn say(&self, ja: &'static str, en: &'static str) -> &'static str {
        both(ja, en).get(self.lang)
    }

    fn write(&self) -> String {
        let shape = self.kind.schema().shape;
        let mut text = format!("# {} `{}`\n\n", self.kind.title.get(self.lang), self.kind.name);
        if let Some(about) = shape.description {
            let _ = writeln!(text, "{}\n", about.get(self.lang));
        }
        let all = phases();
        let named = all.iter().filter(|(id, _)| self.kind.phases.contains(&id.as_str()));
        let named: Vec<&str> = named.map(|(_, name)| name.get(self.lang)).collect();
        if named.len() < all.len() && !named.is_empty() {
            let _ = writeln!(text, "{}{}\n", self.say("工程: ", "Phase: "), named.join(self.say("、", ", ")));
        }
        for item in shape.flow.iter().filter_map(|id| flow::item(id)) {
            let _ = writeln!(
                text,
                "- {} {} ({})",
                self.say("構築の流れ:", "Construction flow:"),
                item.name.get(self.lang),
                item.id
            );
        }
        if !shape.flow.is_empty() {
            text.push('\n');
        }
        let _ = writeln!(
            text,
            "{}\n",
            self.say(
                "[一覧](README.ja.md) · [共通の項目と書き方](envelope.ja.md)",
                "[All kinds](README.md) · [What every document shares](envelope.md)"
            )
        );
        let fixture = fixture_of(self.kind.name);
        let _ = writeln!(text, "## {}\n", self.say("最も小さい例", "The smallest example"));
        let _ = writeln!(text, "```yaml\n{}```\n", smallest(self.kind, fixture, None));
        let _ = writeln!(text, "## {}\n", self.say("確認に回すときの最も小さい例", "The smallest example in review"));
        let _ = writeln!(
            text,
            "{}\n",
            self.say(
                "下書きを終えて確認に回すと、推奨の項目がないことも知らされます。参照先の文書があれば、次の内容で検査に通ります。",
                "Once a document is handed on for review, recommended fields that are absent are reported too. With the documents that it refers to, this one passes."
            )
        );
        let _ = writeln!(text, "```yaml\n{}```\n", smallest(self.kind, fixture, Some(IN_REVIEW)));
        let _ = writeln!(text, "## {}\n", self.say("項目", "Fields"));
        let own: Vec<&Field> = shape.fields.iter().filter(|field| !ENVELOPE.contains(&field.name)).collect();
        self.table(&mut text, &own);
        if own.iter().any(|field| field.name == "authority_actions") {
            self.built_in_actions(&mut text);
        }
        self.rules(&mut text);
        let _ = writeln!(text, "## {}\n", self.say("すべての項目を使った例", "An example that uses every field"));
        let without_first_line = fixture.split_once('\n').filter(|(first, _)| first.starts_with('#'));
        let _ = writeln!(text, "```yaml\n{}```", without_first_line.map_or(fixture, |(_, rest)| rest));
        text
    }

    /// Lists the rules of sense that find fault with documents of the kind, as their pages show.
    fn rules(&self, text: &mut String) {
        let rules: Vec<&Rule> = rules::all().filter(|rule| speaks_of(rule, self.kind)).collect();
        if rules.is_empty() {
            return;
        }
        let index = match self.lang {
            Lang::Ja => "[どの文書にも関わるもの](../rules/README.ja.md)は除きます。",
            Lang::En => "Those that [look at every document](../rules/README.md) are left out.",
        };
        let _ = writeln!(text, "## {}\n\n{index}\n", self.say("内容を見るルール", "Rules that look at what it says"));
        for rule in rules {
            let _ = writeln!(text, "- [{}]({}) {}", rule.id, page_of(rule.id), rule.summary.get(self.lang));
        }
        text.push('\n');
    }

    /// Writes the actions that need authority and resolve without being defined.
    fn built_in_actions(&self, text: &mut String) {
        let _ = writeln!(text, "## {}\n", self.say("最初からある措置", "Actions that are built in"));
        let about = self.say(
            "定義しなくても、措置を書く項目で使えます。",
            "Every field that takes an action takes these, undefined.",
        );
        let _ = writeln!(text, "{about}\n\n{}", self.say("| 値 | 呼び名 |\n|---|---|", "| value | name |\n|---|---|"));
        for action in catalog::authority_actions() {
            let _ = writeln!(text, "| `{}` | {} |", action.id, action.name.get(self.lang));
        }
        text.push('\n');
    }

    /// Writes the fields and all below them, a line each.
    fn table(&self, text: &mut String, fields: &[&'static Field]) {
        let _ = writeln!(
            text,
            "{}",
            self.say(
                "| 項目 | 呼び名 | 要否 | 書くもの | 説明 |\n|---|---|---|---|---|",
                "| field | called | needed | what to write | about |\n|---|---|---|---|---|"
            )
        );
        let mut rows = Vec::new();
        for field in fields {
            self.rows(&mut rows, field.name, field);
        }
        for row in rows {
            let _ = writeln!(text, "{row}");
        }
        text.push('\n');
    }

    fn rows(&self, rows: &mut Vec<String>, path: &str, field: &'static Field) {
        let shape = field.shape;
        let forms = forms(shape);
        let list = forms.iter().find_map(|form| form.item);
        let path = if list.is_some() { format!("{path}[]") } else { path.to_owned() };
        let need = match (field.required, shape.recommended) {
            (true, _) => self.say("必須", "must"),
            (false, true) => self.say("推奨", "should"),
            (false, false) => self.say("任意", "may"),
        };
        let mut about: Vec<String> =
            shape.description.map(|about| about.get(self.lang).to_owned()).into_iter().collect();
        about.extend(self.source(shape));
        rows.push(format!(
            "| `{path}` | {} | {need} | {} | {} |",
            shape.title.map(|title| title.get(self.lang)).unwrap_or_default(),
            self.what(shape),
            about.join(" ").replace('\n', " ").replace('|', "\\|"),
        ));
        // What is shared has a section of its own.
        let entries = list.map_or_else(|| forms.clone(), self::forms);
        for entry in entries {
            if shared_type(entry).is_some() || is_none(entry) || is_language_map(entry) {
                continue;
            }
            for field in entry.fields {
                self.rows(rows, &format!("{path}.{}", field.name), field);
            }
        }
    }

    /// Where a field comes from: items of the construction flow and of RFC 2350, and its rule.
    fn source(&self, shape: &Shape) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        if !shape.flow.is_empty() && shape.flow.len() <= 2 {
            said.push(format!("({})", shape.flow.join(", ")));
        }
        if let Some(rule) = shape.rule {
            let page = page_of(rule);
            said.push(match self.lang {
                Lang::Ja => format!("ないときは [{rule}]({page})。"),
                Lang::En => format!("Its absence is [{rule}]({page})."),
            });
        }
        let of_entry = || shape.item.and_then(|item| item.rule_value);
        if let Some(rule) = shape.rule_value.or_else(of_entry) {
            let page = page_of(rule);
            said.push(match self.lang {
                Lang::Ja => format!("ほかの値は [{rule}]({page})。"),
                Lang::En => format!("Another value is [{rule}]({page})."),
            });
        }
        said
    }

    /// What may be written: each form, and whether there may be none.
    fn what(&self, shape: &'static Shape) -> String {
        let mut said: Vec<String> = Vec::new();
        let mut add = |words: String| {
            if !said.contains(&words) {
                said.push(words);
            }
        };
        for form in forms(shape) {
            match form.item {
                Some(item) => {
                    let entries: Vec<String> = forms(item).into_iter().map(|entry| self.form(entry)).collect();
                    let mut entries = entries;
                    entries.dedup();
                    let are_values = forms(item).into_iter().any(|entry| self.has_listed_values(entry));
                    let entries = entries.join(self.say("か", " or "));
                    add(match self.lang {
                        Lang::Ja if are_values => format!("次から選ぶ一覧: {entries}"),
                        Lang::Ja => format!("{entries}の一覧"),
                        Lang::En => format!("list of {entries}"),
                    });
                }
                None => add(self.form(form)),
            }
        }
        said.join(self.say("、または", ", or "))
    }

    fn form(&self, shape: &'static Shape) -> String {
        if let Some(refer) = shape.refer {
            let mut targets: Vec<String> = refer.targets.iter().map(|target| self.target(target)).collect();
            targets.dedup();
            return match self.lang {
                Lang::Ja => format!("{}の ID", targets.join("・")),
                Lang::En => format!("id of {}", targets.join(" / ")),
            };
        }
        if is_none(shape) {
            return format!("[`{{none: …}}`]({}#none)", page_name("envelope", self.lang));
        }
        let is_long = !shape.vocabularies.is_empty() && !self.has_listed_values(shape);
        if is_long && shape.form.is_none_or(|form| !TYPES.contains(&form)) {
            let page = page_name("vocabularies", self.lang);
            let link = |of: &&vocabulary::Vocabulary| format!("[{}]({page}#{})", of.title.get(self.lang), of.name);
            return shape.vocabularies.iter().map(link).collect::<Vec<_>>().join(self.say("か", " or "));
        }
        if shape.values.len() == 1 && shape.values[0].value == self.kind.name {
            return self.say("この文書の種別", "the kind of the document").to_owned();
        }
        if is_any_kind(shape) {
            let page = page_name("README", self.lang);
            return format!("[{}]({page})", self.say("文書の種別", "name of a kind"));
        }
        // Values that stand nowhere else stand here, however many they are.
        if self.has_listed_values(shape) || (!is_long && shape.values.len() > 1 && shared_type(shape).is_none()) {
            let said = |choice: &Choice| {
                let words = choice.words.get(self.lang);
                let repeats = words.to_lowercase() == choice.value.replace('-', " ");
                if repeats { format!("`{}`", choice.value) } else { format!("`{}` {words}", choice.value) }
            };
            return shape.values.iter().map(said).collect::<Vec<_>>().join(self.say("、", ", "));
        }
        if let Some(name) = shared_type(shape) {
            let title = catalog::shared(name).and_then(|shared| shared.title).map(|title| title.get(self.lang));
            return format!("[{}]({}#{name})", title.unwrap_or(name), page_name("envelope", self.lang));
        }
        if is_language_map(shape) {
            return format!("[{}]({}#text)", self.say("文", "text"), page_name("envelope", self.lang));
        }
        if let [vocabulary] = shape.vocabularies {
            let title = vocabulary.title.get(self.lang);
            return match self.lang {
                Lang::Ja => format!("{title}のどれか（`sekisho explain` で見られます）"),
                Lang::En => format!("id from the {title}, which `sekisho explain` lists"),
            };
        }
        let sort = |sort| match sort {
            Types::MAP => self.say("下の項目の組", "the fields below"),
            Types::TEXT => self.say("文字", "text"),
            Types::INTEGER => self.say("整数", "a whole number"),
            Types::BOOLEAN => self.say("`true` か `false`", "`true` or `false`"),
            _ => self.say("値", "a value"),
        };
        shape.types.iter().map(sort).collect::<Vec<_>>().join(self.say("か", " or "))
    }

    /// Says whether the values of an enumeration stand in the table itself.
    fn has_listed_values(&self, shape: &Shape) -> bool {
        (1..=24).contains(&shape.values.len()) && shape.form.is_none_or(|form| !TYPES.contains(&form))
    }

    fn target(&self, target: &Target) -> String {
        let link = |name: &str| page_name(name, self.lang);
        match target {
            Target::Entity(name) => {
                let title = schema::kind(name).map(|kind| kind.title).or_else(|| {
                    catalog::entity_types().iter().find(|entity| entity.name == *name).map(|entity| entity.title)
                });
                let title = title.expect("a test holds that targets exist").get(self.lang);
                match schema::kind(name).map(|kind| kind.name).or_else(|| defined_in(name)) {
                    Some(kind) => format!("[{title}]({})", link(kind)),
                    None => title.to_owned(),
                }
            }
            Target::AnyDocument => self.say("どれかの文書", "any document").to_owned(),
            Target::Any => self.say("`種別:ID` で表せるもの", "anything, as `type:id`").to_owned(),
            Target::SameKind => self.say("同じ種類の文書", "a document of this kind").to_owned(),
            Target::LocalList(list) => match self.lang {
                Lang::Ja => format!("この文書の `{list}`"),
                Lang::En => format!("`{list}` of this document"),
            },
            Target::ListOf { kind, list } => format!("[`{kind}#{list}`]({})", link(kind)),
        }
    }

    /// Writes the values of an enumeration with their words.
    fn values(&self, text: &mut String, shape: &Shape) {
        if shape.values.is_empty() {
            return;
        }
        for choice in shape.values {
            let _ = writeln!(text, "- `{}` {}", choice.value, choice.words.get(self.lang));
        }
        text.push('\n');
    }
}

/// The page of a rule, seen from the pages of the kinds.
fn page_of(rule: &str) -> String {
    let (group, slug) = rule.split_once('/').expect("a rule has a group");
    format!("../../src/rules/{group}/{}.md", slug.replace('-', "_"))
}

/// Says whether a case of a rule of sense has a document of the kind with a finding.
fn speaks_of(rule: &Rule, kind: &Kind) -> bool {
    const OF_ALL: [&str; 7] = ["yaml", "file", "schema", "xref", "waiver", "gate", "lifecycle"];
    let first = format!("kind: {}\n", kind.name);
    let is_shown = |block: &str| block.contains(&first) && block.contains(&format!("[{}]", rule.id));
    !OF_ALL.contains(&rule.group()) && rule.cases().split("```").skip(1).step_by(2).any(is_shown)
}

/// Says whether the values of an enumeration are the kinds of document.
fn is_any_kind(shape: &Shape) -> bool {
    let kinds = schema::kinds();
    shape.values.len() == kinds.len() && kinds.iter().all(|kind| shape.value_words(kind.name).is_some())
}

/// Returns the forms that a value may have.
fn forms(shape: &'static Shape) -> Vec<&'static Shape> {
    if shape.branches.is_empty() { vec![shape] } else { shape.branches.to_vec() }
}

fn shared_type(shape: &Shape) -> Option<&'static str> {
    shape
        .form
        .and_then(|form| TYPES.into_iter().find(|name| *name == form || (form == "text-string" && *name == "text")))
}

fn is_none(shape: &Shape) -> bool {
    shape.fields.len() == 1 && shape.fields[0].name == "none"
}

fn is_language_map(shape: &Shape) -> bool {
    shape.each.is_some()
}

/// Returns the kind whose documents define an entity type.
fn defined_in(entity: &str) -> Option<&'static str> {
    schema::kinds().iter().find_map(|kind| {
        let mut found = false;
        kind.schema().shape.visit(&mut |_, shape| {
            found |= matches!(shape.define, Some(schema::Define::Entity(name)) if name == entity);
        });
        found.then_some(kind.name)
    })
}

/// Writes the smallest document of a kind: of the full example, what cannot be left out, and one entry of each list.
/// What a check of it alone would ask for cannot be left out either.
/// `meta`, where given, stands in place of what the example says of itself.
fn smallest(kind: &'static Kind, full: &str, meta: Option<&'static str>) -> String {
    let tree = parse(full);
    let typing_of_full = schema::assign(kind.schema(), &tree);
    let root = tree.root().expect("an example is not empty");
    let mut writer = Smallest { typing: &typing_of_full, besides: BTreeSet::new(), meta };
    loop {
        let mut text = String::new();
        writer.map(&mut text, root, 0);
        // "At least so many of these" names none of them: the first that the example has will do.
        let small = parse(&text);
        let typing = schema::assign(kind.schema(), &small);
        let short = schema::validate(&small, &typing).into_iter().find_map(|violation| match violation.what {
            schema::What::AtLeastOne { .. } => writer.twin(root, small.node(violation.node)),
            _ => None,
        });
        let more = short.and_then(|map| {
            let written = writer.needed(map);
            map.entries()
                .map(|entry| entry.value)
                .find(|value| !written.iter().any(|(_, known)| known.id() == value.id()))
        });
        let more = more.or_else(|| {
            let said = said_of(kind, &text);
            let mut others = Vec::new();
            if !said.is_empty() {
                writer.left_out(root, &mut others);
            }
            // Most findings name the field that is absent.
            let is_named = |value: &&Node<'_>| {
                let pointer = schema::pointer(&tree, &typing_of_full, value.id());
                said.iter().any(|finding| finding.subject.pointer == pointer)
            };
            others.iter().find(is_named).copied().or_else(|| {
                others.into_iter().find(|value| {
                    let besides = writer.besides.iter().copied().chain([value.id()]).collect();
                    let mut text = String::new();
                    Smallest { typing: &typing_of_full, besides, meta }.map(&mut text, root, 0);
                    // What an entry that is added lacks itself is added next.
                    let own = schema::pointer(&tree, &typing_of_full, value.id());
                    let others = |finding: &Finding| !finding.subject.pointer.starts_with(&format!("{own}/"));
                    said_of(kind, &text).iter().filter(|finding| others(finding)).count() < said.len()
                })
            })
        });
        match more {
            Some(value) => writer.besides.insert(value.id()),
            None => return text,
        };
    }
}

/// Returns what a check of a document alone finds, besides that what it names in others is not there.
fn said_of(kind: &Kind, text: &str) -> Vec<Finding> {
    let folder = tempfile::tempdir().expect("the system has a folder for us");
    fs::write(folder.path().join(format!("{}.yaml", kind.name)), text).expect("the folder is ours");
    let outcome = crate::examples::outcome(folder.path());
    let counts = |finding: &&Finding| finding.severity > Severity::Info && !finding.rule.starts_with("xref/");
    outcome.findings.iter().filter(counts).cloned().collect()
}

/// Writes what cannot be left out.
struct Smallest<'t> {
    typing: &'t Typing,
    /// What is written all the same.
    besides: BTreeSet<yaml::NodeId>,
    /// What stands under the title in place of what the example says of itself.
    meta: Option<&'static str>,
}

impl Smallest<'_> {
    /// Returns the entries of a map that are written.
    fn needed<'t>(&self, map: Node<'t>) -> Vec<(&'t str, Node<'t>)> {
        let entries = || map.entries().filter_map(|entry| Some((entry.key.as_text()?, entry.value)));
        let is_own = |key: &str| self.meta.is_none() || map.parent().is_some() || key != "meta";
        let entries = || entries().filter(|(key, _)| is_own(key));
        let Some(shape) = self.typing.shape(map.id()) else { return entries().collect() };
        let is_needed = |key: &str, value: Node<'_>| {
            shape.field(key).is_some_and(|field| field.required)
                || shape.one_of_keys.contains(&key)
                || shape.fields.is_empty()
                || self.besides.contains(&value.id())
        };
        let needed: Vec<_> = entries().filter(|(key, value)| is_needed(key, *value)).collect();
        // A map that may say any of several things says one.
        if needed.is_empty() { entries().take(1).collect() } else { needed }
    }

    /// Returns the entries of a list that are written: the first, and those that are written all the same.
    fn items<'t>(&self, list: Node<'t>) -> Vec<Node<'t>> {
        let is_written = |(at, item): &(usize, Node<'_>)| *at == 0 || self.besides.contains(&item.id());
        list.items().enumerate().filter(is_written).map(|(_, item)| item).collect()
    }

    /// Returns the node of the full example that a node of the smallest one was written from.
    fn twin<'t>(&self, root: Node<'t>, small: Node<'_>) -> Option<Node<'t>> {
        let Some(around) = small.parent() else { return Some(root) };
        let parent = self.twin(root, around)?;
        match small.key().and_then(Node::as_text) {
            Some(key) => parent.get(key),
            None => {
                let at = around.items().position(|item| item.id() == small.id())?;
                self.items(parent).get(at).copied()
            }
        }
    }

    /// Adds what the full example has besides in the maps that are written, from the outside in.
    fn left_out<'t>(&self, node: Node<'t>, left_out: &mut Vec<Node<'t>>) {
        let written = self.needed(node);
        let is_written = |value: &Node<'_>| written.iter().any(|(_, known)| known.id() == value.id());
        left_out.extend(node.entries().map(|entry| entry.value).filter(|value| !is_written(value)));
        for (_, value) in &written {
            let items = self.items(*value);
            for below in items.iter().copied().chain([*value]).filter(|below| below.sort() == Sort::Map) {
                self.left_out(below, left_out);
            }
            left_out.extend(value.items().filter(|item| !items.iter().any(|known| known.id() == item.id())));
        }
    }

    fn map(&self, text: &mut String, map: Node<'_>, indent: usize) {
        for (n, (key, value)) in self.needed(map).into_iter().enumerate() {
            // The first line of an entry stands behind its dash.
            if n > 0 || !text.ends_with("- ") {
                text.push_str(&" ".repeat(indent));
            }
            let _ = write!(text, "{key}:");
            match value.sort() {
                Sort::Map if self.is_short(value) => {
                    let _ = writeln!(text, " {}", self.in_line(value));
                }
                Sort::Map => {
                    text.push('\n');
                    self.map(text, value, indent + 2);
                }
                Sort::List => {
                    let items = self.items(value);
                    let are_short = items.iter().all(|item| item.sort() != Sort::Map || self.is_short(*item));
                    if are_short && (items.len() == 1 || self.in_line(value).chars().count() <= 80) {
                        let _ = writeln!(text, " {}", self.in_line(value));
                        continue;
                    }
                    text.push('\n');
                    for item in items {
                        let _ = write!(text, "{}- ", " ".repeat(indent + 2));
                        match item.sort() {
                            Sort::Map if !self.is_short(item) => self.map(text, item, indent + 4),
                            _ => {
                                let _ = writeln!(text, "{}", self.in_line(item));
                            }
                        }
                    }
                }
                _ => {
                    let _ = writeln!(text, " {}", scalar(value));
                }
            }
            if let Some(meta) = self.meta.filter(|_| key == "title" && map.parent().is_none()) {
                let _ = writeln!(text, "meta: {meta}");
            }
        }
    }

    fn in_line(&self, node: Node<'_>) -> String {
        match node.sort() {
            Sort::Map => {
                let entries = self.needed(node).into_iter();
                let entries = entries.map(|(key, value)| format!("{key}: {}", self.in_line(value)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
            Sort::List => {
                let items: Vec<String> = self.items(node).into_iter().map(|item| self.in_line(item)).collect();
                format!("[{}]", items.join(", "))
            }
            _ => scalar(node),
        }
    }

    fn is_short(&self, map: Node<'_>) -> bool {
        self.in_line(map).chars().count() <= 60
    }
}

/// Writes a scalar as it stood, a folded one in quotation marks, and one that a list in brackets would break as well.
fn scalar(node: Node<'_>) -> String {
    let source = node.source();
    let is_folded = source.starts_with(['>', '|']) || source.contains('\n');
    let breaks = !source.starts_with(['"', '\'']) && source.contains([',', '[', ']', '{', '}']);
    match node.as_text().filter(|_| is_folded || breaks) {
        Some(text) => format!("\"{}\"", text.trim_end().replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ")),
        None => source.to_owned(),
    }
}

#[test]
fn every_page_is_what_the_schemas_say() {
    let pages = pages();
    let folder = Path::new(FOLDER);
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::create_dir_all(folder).expect("the repository can be written to");
        for (name, text) in &pages {
            fs::write(folder.join(name), text).expect("the repository can be written to");
        }
    }
    for (name, text) in &pages {
        let committed = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            committed == *text,
            "docs/kinds/{name} is not what the schemas say; INSTA_UPDATE=always writes it anew"
        );
    }
    let committed: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder stands in the repository")
        .map(|entry| entry.expect("a folder can be listed").path())
        .collect();
    assert_eq!(committed.len(), pages.len(), "a page of a kind that is no more");
}

#[test]
fn every_smallest_example_has_its_shape() {
    for kind in schema::kinds() {
        let text = smallest(kind, fixture_of(kind.name), None);
        let parsed = yaml::parse(&SourceText::new(RepoPath::new("page.yaml"), text.as_str().into()));
        assert!(parsed.problems.is_empty(), "{}\n{text}\n{:?}", kind.name, parsed.problems);
        let typing = schema::assign(kind.schema(), &parsed.tree);
        let violations = schema::validate(&parsed.tree, &typing);
        assert!(violations.is_empty(), "{}\n{text}\n{violations:?}", kind.name);
    }
}

#[test]
fn every_smallest_example_passes_alone() {
    let mut faults = Vec::new();
    for (kind, meta) in schema::kinds().iter().flat_map(|kind| [(kind, None), (kind, Some(IN_REVIEW))]) {
        let text = smallest(kind, fixture_of(kind.name), meta);
        let rules: Vec<&str> = said_of(kind, &text).iter().map(|finding| finding.rule).collect();
        if !rules.is_empty() {
            faults.push(format!("{}\n{text}\n{rules:?}", kind.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_link_of_a_page_leads_somewhere() {
    let pages = pages();
    for (name, text) in &pages {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
            let (file, section) = target.split_once('#').unwrap_or((target, ""));
            if file.starts_with("http") {
                continue;
            }
            let is_there = pages.contains_key(file) || Path::new(FOLDER).join(file).exists();
            assert!(is_there, "{name}: {target}");
            let has_section = section.is_empty() || pages[file].contains(&format!("### {section}\n"));
            assert!(has_section, "{name}: {target}");
        }
    }
}
