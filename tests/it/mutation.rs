//! One slip for each constraint of each schema, made in a document that uses every field: one fault, one finding.
//!
//! What rules of sense say besides stands in `mutation-others.txt`, and is read by a person when it changes.

#![expect(clippy::single_range_in_vec_init, reason = "a place is a range, and there may be several")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sekisho::corpus::Corpus;
use sekisho::engine::{self, Refused, Request, Today};
use sekisho::finding::{Finding, Severity};
use sekisho::git::{Root, Snapshot};
use sekisho::lang::Both;
use sekisho::rules::{self, Check};
use sekisho::schema::{self, Define, Schema, Shape, Target, Types, Typing, catalog};
use sekisho::text::{RepoPath, SourceText};
use sekisho::yaml::{self, Entry, Node, Tree, Value};
use serde_json::{Map, Value as Json};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/full");
const OTHERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/mutation-others.txt");

/// Says whether slips of a kind are made: of every kind, unless `SEKISHO_KINDS=budget,people` names some, for work on them.
fn is_asked(kind: &str) -> bool {
    std::env::var("SEKISHO_KINDS").map_or(true, |kinds| kinds.split(',').any(|asked| asked == kind))
}

fn every_kind_is_asked() -> bool {
    std::env::var_os("SEKISHO_KINDS").is_none()
}

/// A document of the folder.
struct Fixture {
    name: String,
    text: String,
    schema: &'static Schema,
}

/// One document with one slip.
struct Mutation {
    fixture: &'static Fixture,
    /// The field, without positions: `team/[]/person`.
    place: String,
    /// The keyword that is broken.
    keyword: &'static str,
    how: &'static str,
    text: String,
    /// One of these is found; nothing, if none is named.
    expected: Vec<&'static str>,
    /// Where the finding may start, in the changed text.
    at: Vec<Range<usize>>,
    /// What was changed, in the text before.
    was: Range<usize>,
}

/// A finding, without what changes from run to run.
#[derive(Clone, PartialEq, Debug)]
struct Found {
    rule: &'static str,
    path: String,
    start: usize,
    sentences: Vec<Both>,
    severity: Severity,
    identity: String,
}

/// Says whether the entries of a list are things that other documents may name.
fn defines_things(list: &Shape) -> bool {
    let items = std::iter::once(list).chain(list.branches.iter().copied()).filter_map(|shape| shape.item);
    let fields = items.flat_map(|item| item.fields);
    fields.into_iter().any(|field| matches!(field.shape.define, Some(Define::Entity(_))))
}

/// What a slip brought, and what it took away.
struct Effect {
    mutation: Mutation,
    new: Vec<Found>,
    gone: Vec<Found>,
    /// The settings could not be obeyed, so nothing else was looked at.
    refused: bool,
}

fn fixtures() -> &'static [Fixture] {
    static FIXTURES: OnceLock<Vec<Fixture>> = OnceLock::new();
    FIXTURES.get_or_init(|| {
        let entries = std::fs::read_dir(FOLDER).expect("the folder stands in the repository");
        let names = entries.filter_map(Result::ok).map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| name.ends_with(".yaml")).collect();
        // Of several documents of a kind, the one that uses every field has the shortest name.
        names.sort_by_key(|name| (name.len(), name.clone()));
        let fixture = |name: String| {
            let text = std::fs::read_to_string(Path::new(FOLDER).join(&name)).expect("a fixture is text");
            let tree = parse(&text);
            let kind = tree.root().and_then(|root| root.get("kind")?.as_text());
            let schema = kind.map_or_else(schema::settings, |kind| {
                schema::kind(kind).map(schema::Kind::schema).expect("there is such a kind")
            });
            Fixture { name, text, schema }
        };
        names.into_iter().map(fixture).collect()
    })
}

/// Returns the document of a kind that uses every field.
pub(crate) fn fixture_of(kind: &str) -> &'static str {
    let of_kind = fixtures().iter().find(|fixture| fixture.schema.name == kind);
    &of_kind.expect("every kind has a fixture").text
}

fn parse(text: &str) -> Tree {
    yaml::parse(&SourceText::new(RepoPath::new("test.yaml"), text.into())).tree
}

/// Returns the schema of a fixture as it is published.
fn published(schema: &Schema) -> Json {
    let text = catalog::text(schema.name).expect("the schema is embedded");
    serde_json::from_str(&text).expect("a schema is JSON")
}

/// Returns the keywords of a place: its own, and behind them those of the definitions it refers to.
fn keywords(root: &Json, schema: &Json) -> Map<String, Json> {
    let mut all = Map::new();
    let mut next = Some(schema);
    while let Some(keywords) = next.and_then(Json::as_object) {
        for (keyword, value) in keywords.iter().filter(|(keyword, _)| *keyword != "$ref") {
            all.entry(keyword.clone()).or_insert_with(|| value.clone());
        }
        let target = keywords.get("$ref").and_then(Json::as_str);
        next = target.map(|target| root.pointer(&target[1..]).expect("a test follows every `$ref`"));
    }
    all
}

/// Says whether a `oneOf` only counts which of a few keys is there.
fn counts_keys(one_of: &Json) -> bool {
    one_of.as_array().is_some_and(|branches| {
        branches.iter().all(|branch| {
            branch.get("required").is_some() && branch.as_object().is_some_and(|branch| branch.len() == 1)
        })
    })
}

/// Walks one fixture beside its schema, and makes the slips.
struct Maker<'m> {
    fixture: &'static Fixture,
    root: &'m Json,
    typing: &'m Typing,
    /// By place, how a value is written that may stand there.
    examples: &'m HashMap<String, String>,
    seen: &'m mut HashSet<String>,
    made: &'m mut Vec<Mutation>,
}

/// One value of each sort.
const SAMPLES: [(&str, &str, Types); 6] = [
    ("integer", "12", Types::INTEGER),
    ("number", "1.5", Types::NUMBER),
    ("boolean", "true", Types::BOOLEAN),
    ("text", "zz", Types::TEXT),
    ("list", "[zz]", Types::LIST),
    ("map", "{zz: 1}", Types::MAP),
];

fn range(node: Node<'_>) -> Range<usize> {
    let range = node.span().range();
    // A collection of the block style ends where the next thing begins.
    range.start..range.start + node.source().trim_end().len()
}

impl Maker<'_> {
    fn walk(&mut self, node: Node<'_>, schema: &Json, field: &'static Shape, place: &str, way: &mut Vec<usize>) {
        let Some(shape) = self.typing.shape(node.id()) else { panic!("{}: {place} has no shape", self.fixture.name) };
        let mut words = keywords(self.root, schema);
        if let Some(one_of) = words.get("oneOf").filter(|one_of| !counts_keys(one_of)) {
            let branch = shape.branch.expect("what stands in a fixture fits a branch");
            words = keywords(self.root, &one_of[branch]);
        }
        if !way.is_empty() {
            self.value(node, field, place);
        }
        self.scalar(node, shape, &words, place);
        match node.value() {
            Value::Map(entries) => {
                self.map(node, shape, field, &words, place, way);
                for (at, entry) in entries.enumerate() {
                    let key = entry.key.as_text().expect("keys of a fixture are text");
                    let own = words.get("properties").and_then(|fields| fields.get(key));
                    let (segment, below) = match own {
                        Some(below) => (key, below),
                        None => ("*", &words["additionalProperties"]),
                    };
                    let field = shape.field(key).map(|field| field.shape).or(shape.each).expect("the key is known");
                    way.push(at);
                    self.walk(entry.value, below, field, &join(place, segment), way);
                    way.pop();
                }
            }
            Value::List(items) => {
                self.list(node, field, &words, place);
                let item_shape = shape.item.expect("a list has a shape for its items");
                for (at, item) in items.enumerate() {
                    way.push(at);
                    self.walk(item, &words["items"], item_shape, &join(place, "[]"), way);
                    way.pop();
                }
            }
            _ => {}
        }
    }

    /// Another sort of value, and none.
    fn value(&mut self, node: Node<'_>, field: &'static Shape, place: &str) {
        let wrong = |range: Range<usize>| {
            let wrong: Vec<_> = SAMPLES[range].iter().filter(|(_, _, sort)| !field.types.meets(*sort)).collect();
            // Each place takes another one in turn.
            (!wrong.is_empty()).then(|| *wrong[place.len() % wrong.len()])
        };
        for (how, sample, sort) in wrong(0..4).into_iter().chain(wrong(4..6)) {
            let is_plain = sort.meets(Types::INTEGER.union(Types::NUMBER).union(Types::BOOLEAN));
            let is_for_text = is_plain && field.types.contains(Types::TEXT);
            let owner = std::iter::once(field).chain(field.branches.iter().copied()).find_map(|form| form.rule_value);
            let expected: &[&'static str] = match (place, is_for_text && self.takes_in_quotes(node, sample)) {
                ("kind", _) => &["schema/unknown-kind"],
                (_, true) => &["yaml/ambiguous-scalar"],
                // Quotes alone would not mend it.
                (_, false) if is_for_text => &[owner.unwrap_or("schema/bad-format"), "schema/not-allowed"],
                (_, false) => &["schema/wrong-type"],
            };
            self.change(node, place, "type", how, sample, expected);
        }
        let expected = match place {
            "kind" => "file/unclaimed",
            _ if node.key().is_some() => field.rule.unwrap_or("schema/missing-field"),
            _ => "schema/missing-field",
        };
        let empty = if node.key().is_some() { "" } else { "~" };
        self.replace(node, place, "type", "empty", empty, expected);
    }

    /// Says whether a scalar may stand in a place once it has quotes.
    fn takes_in_quotes(&self, node: Node<'_>, sample: &str) -> bool {
        let at = range(node);
        let tree = parse(&splice(&self.fixture.text, at.clone(), &format!("\"{sample}\"")));
        let typing = schema::assign(self.fixture.schema, &tree);
        let violations = schema::validate(&tree, &typing);
        !violations.iter().any(|violation| range(tree.node(violation.node)).start == at.start)
    }

    /// Says whether a field of the same document refers to the entries of a list, or another document to one of them.
    fn is_named(&self, list: &str, value: Node<'_>) -> bool {
        let ids = value.items().filter_map(|item| item.get("id")?.as_text()).map(|id| format!("#{id}"));
        let others = || fixtures().iter().filter(|other| other.name != self.fixture.name);
        if ids.into_iter().any(|id| others().any(|other| other.text.contains(&id))) {
            return true;
        }
        let mut is_named = false;
        self.fixture.schema.shape.visit(&mut |_, shape| {
            let targets = shape.refer.map(|refer| refer.targets).unwrap_or_default();
            is_named |= targets.iter().any(|target| matches!(target, Target::LocalList(of) if *of == list));
        });
        is_named
    }

    fn scalar(&mut self, node: Node<'_>, shape: &'static Shape, words: &Map<String, Json>, place: &str) {
        let number = |keyword: &str| words.get(keyword).and_then(Json::as_i64);
        if let Some(text) = node.as_text() {
            let garbled = appended(node, "zz");
            let unknown = if place == "kind" { "schema/unknown-kind" } else { "schema/not-allowed" };
            let (unknown, misspelt) = match shape.rule_value {
                Some(rule) => (rule, rule),
                None => (unknown, "schema/bad-format"),
            };
            for keyword in ["enum", "const"].into_iter().filter(|keyword| words.contains_key(*keyword)) {
                self.replace(node, place, keyword, "garbled", &garbled, unknown);
            }
            match words.get("pattern").and_then(Json::as_str) {
                Some("\\S") => self.replace(node, place, "pattern", "blank", "\" \"", "schema/out-of-range"),
                // Nearly anything is a path, but no path leads out of the root.
                Some(_) if matches!(shape.form, Some("file" | "folder")) => {
                    self.replace(node, place, "pattern", "broken", "/etc/hosts", "schema/bad-format");
                }
                Some(_) => self.replace(node, place, "pattern", "broken", "\"？ ！\"", misspelt),
                None => {}
            }
            if number("minLength").is_some() {
                self.replace(node, place, "minLength", "short", "\"\"", "schema/out-of-range");
            }
            if let Some(most) = number("maxLength") {
                let long = "a".repeat(usize::try_from(most).expect("a length is small") + 1);
                self.replace(node, place, "maxLength", "long", &long, "schema/out-of-range");
            }
            if let Some(refer) = shape.refer {
                self.reference(node, text, refer, place);
            }
        }
        if words.get("const") == Some(&Json::Bool(true)) {
            self.replace(node, place, "const", "garbled", "false", "schema/not-allowed");
        }
        if let Some(least) = number("minimum") {
            self.replace(node, place, "minimum", "below", &(least - 1).to_string(), "schema/out-of-range");
        }
        if let Some(most) = number("maximum") {
            self.replace(node, place, "maximum", "above", &(most + 1).to_string(), "schema/out-of-range");
        }
    }

    fn reference(&mut self, node: Node<'_>, text: &str, refer: schema::Refer, place: &str) {
        let expected: &[&'static str] = match (
            refer.later,
            text.contains('#') || refer.targets.iter().all(|target| matches!(target, Target::LocalList(_))),
        ) {
            (true, _) => &[],
            (false, true) => &["xref/dangling-fragment", "xref/unresolved"],
            (false, false) => &["xref/unresolved"],
        };
        let keyword = if refer.later { "x-expect" } else { "x-ref" };
        self.change(node, place, keyword, "misspelt", &appended(node, "zz"), expected);
        if let Some((document, entry)) = text.split_once('#') {
            let misspelt = format!("\"{document}zz#{entry}\"");
            self.change(node, place, keyword, "misspelt document", &misspelt, &["xref/unresolved"]);
        } else if !refer.targets.iter().any(|target| matches!(target, Target::Any | Target::Entity("site"))) {
            let expected: &[&'static str] = if refer.later {
                &["xref/wrong-kind", "schema/bad-format"]
            } else {
                &["xref/wrong-kind", "schema/bad-format", "xref/unresolved"]
            };
            self.change(node, place, "x-ref", "of another type", "\"site:hq\"", expected);
        }
    }

    fn map(
        &mut self,
        node: Node<'_>,
        shape: &'static Shape,
        field: &'static Shape,
        words: &Map<String, Json>,
        place: &str,
        way: &[usize],
    ) {
        let entries: Vec<Entry<'_>> = node.entries().collect();
        let key = |entry: &Entry<'_>| entry.key.as_text().expect("keys of a fixture are text").to_owned();
        let counted = shape.one_of_keys;
        for (at, entry) in entries.iter().enumerate() {
            let name = key(entry);
            let at_entry = join(place, &name);
            let Some(own) = shape.field(&name) else {
                let to = splice(&self.fixture.text, range(entry.key), "\"？\"");
                self.push(
                    &join(place, "*"),
                    "propertyNames",
                    "misspelt",
                    to,
                    &["schema/unknown-field"],
                    vec![range(entry.key)],
                    range(entry.key),
                );
                continue;
            };
            let misspelt = splice(&self.fixture.text, range(entry.key), &format!("{name}x"));
            let unknown = if at_entry == "kind" { "file/unclaimed" } else { "schema/unknown-field" };
            let spot = if at_entry == "kind" { 0..self.fixture.text.len() } else { range(entry.key) };
            self.push(
                &at_entry,
                "additionalProperties",
                "misspelt",
                misspelt,
                &[unknown],
                vec![spot],
                range(entry.key),
            );
            let is_counted = counted.contains(&name.as_str());
            let (keyword, expected): (_, &[&'static str]) = match (own.required || is_counted, own.shape.rule) {
                _ if at_entry == "kind" => ("required", &["file/unclaimed"]),
                (true, None) => (if is_counted { "oneOf" } else { "required" }, &["schema/missing-field"]),
                (true, Some(rule)) => ("required", &[rule]),
                (false, Some(rule)) => ("x-rule", &[rule]),
                // An entry of it that the document names is missed, whatever is said of the list.
                (false, None) if own.shape.recommended && self.is_named(&name, entry.value) => continue,
                // So is one that other documents may name.
                (false, None) if own.shape.recommended && defines_things(own.shape) => continue,
                (false, None) if own.shape.recommended => ("x-recommended", &[]),
                (false, None) => continue,
            };
            // What held nothing else is an empty value then, and that is the matter of its field.
            let is_emptied = entries.len() == 1 && own.required && !way.is_empty();
            let expected: &[&'static str] =
                if is_emptied { &[field.rule.unwrap_or("schema/missing-field")] } else { expected };
            let removed = without(&self.fixture.text, node, &entries, at);
            let spot = if at_entry == "kind" { vec![0..removed.len()] } else { self.grips(&removed, way) };
            let was = range(entry.key).start..range(entry.value).end;
            self.push(&at_entry, keyword, "removed", removed, expected, spot, was);
        }
        let least = words.get("minProperties").and_then(Json::as_u64).unwrap_or(0);
        // Otherwise a required field is absent, and that says it all.
        if least > words.get("required").and_then(Json::as_array).map_or(0, |names| names.len() as u64) {
            let kept: Vec<String> = entries
                .iter()
                .filter(|entry| shape.field(&key(entry)).is_some_and(|field| field.required))
                .map(|entry| format!("{}: {}", key(entry), range_text(entry.value)))
                .collect();
            let emptied = splice(&self.fixture.text, range(node), &format!("{{{}}}", kept.join(", ")));
            let spot = self.grips(&emptied, way);
            let expected =
                if counts(shape) { "schema/missing-field" } else { field.rule.unwrap_or("schema/missing-field") };
            self.push(place, "minProperties", "emptied", emptied, &[expected], spot, range(node));
        }
        let other =
            counted.iter().find(|other| node.get(other).is_none() && self.examples.contains_key(&join(place, other)));
        if let Some(other) = other.filter(|_| counted.len() > 1) {
            let added = format!("{other}: {}", self.examples[&join(place, other)]);
            let to = with(&self.fixture.text, node, &entries, &added);
            let first = range(entries[0].key).start;
            let keyword = if words.contains_key("maxProperties") { "maxProperties" } else { "oneOf" };
            let spot = first..range(node).end + added.len() + 64;
            self.push(place, keyword, "two", to, &["schema/not-allowed"], vec![spot], range(node));
        }
    }

    fn list(&mut self, node: Node<'_>, field: &'static Shape, words: &Map<String, Json>, place: &str) {
        let items: Vec<Node<'_>> = node.items().collect();
        if words.contains_key("minItems") {
            self.replace(node, place, "minItems", "emptied", "[]", field.rule.unwrap_or("schema/missing-field"));
        }
        let Some(last) = items.last() else { return };
        let is_map = matches!(last.value(), Value::Map(_));
        let has_id = self.typing.shape(last.id()).and_then(|shape| shape.id_field()).is_some();
        let (keyword, expected): (_, &[&'static str]) = match (is_map, words) {
            (true, _) if has_id => ("x-id", &["xref/duplicate-id"]),
            (true, _) if words.contains_key("x-key") => ("x-key", &["xref/duplicate-id"]),
            (_, words) if words.contains_key("uniqueItems") => ("uniqueItems", &["schema/out-of-range"]),
            _ => return,
        };
        let text = range_text(*last);
        let start = range(*last).start;
        let between = match node.source().starts_with('[') {
            true => ", ".to_owned(),
            false => format!("\n{}- ", " ".repeat(column(&self.fixture.text, start) - 2)),
        };
        let repeated = splice(&self.fixture.text, start..start, &format!("{text}{between}"));
        let second = start + text.len() + between.len();
        self.push(place, keyword, "repeated", repeated, expected, vec![second..second + text.len()], range(*last));
    }

    fn grips(&self, text: &str, way: &[usize]) -> Vec<Range<usize>> {
        let tree = parse(text);
        let Some(mut node) = tree.root() else { return Vec::new() };
        for at in way {
            let below = match node.value() {
                Value::Map(mut entries) => entries.nth(*at).map(|entry| entry.value),
                Value::List(mut items) => items.nth(*at),
                _ => None,
            };
            match below {
                Some(below) => node = below,
                None => return Vec::new(),
            }
        }
        let typing = schema::assign(self.fixture.schema, &tree);
        vec![range(tree.node(schema::grip(&tree, &typing, node.id())))]
    }

    fn replace(
        &mut self,
        node: Node<'_>,
        place: &str,
        keyword: &'static str,
        how: &'static str,
        to: &str,
        expected: &'static str,
    ) {
        self.change(node, place, keyword, how, to, &[expected]);
    }

    fn change(
        &mut self,
        node: Node<'_>,
        place: &str,
        keyword: &'static str,
        how: &'static str,
        to: &str,
        expected: &[&'static str],
    ) {
        let was = range(node);
        let text = splice(&self.fixture.text, was.clone(), to);
        // Of an empty value, what follows its key.
        let mut at = vec![was.start - usize::from(to.is_empty())..was.start + to.len()];
        at.extend(node.key().map(range));
        if place == "kind" && expected == ["file/unclaimed"] {
            at.push(0..text.len());
        }
        self.push(place, keyword, how, text, expected, at, was);
    }

    #[expect(clippy::too_many_arguments, reason = "each is one word of what a slip is")]
    fn push(
        &mut self,
        place: &str,
        keyword: &'static str,
        how: &'static str,
        text: String,
        expected: &[&'static str],
        at: Vec<Range<usize>>,
        was: Range<usize>,
    ) {
        let name = format!("{} {place} {keyword} {how}", self.fixture.schema.name);
        // Shared forms at one place are told apart by what they forbid; one document is enough for each.
        if self.seen.insert(name) {
            let (fixture, place) = (self.fixture, place.to_owned());
            self.made.push(Mutation { fixture, place, keyword, how, text, expected: expected.to_vec(), at, was });
        }
    }
}

/// Says whether a map has fields of its own, and not free keys alone.
fn counts(shape: &Shape) -> bool {
    !shape.fields.is_empty()
}

fn join(place: &str, segment: &str) -> String {
    if place.is_empty() { segment.to_owned() } else { format!("{place}/{segment}") }
}

fn range_text<'t>(node: Node<'t>) -> &'t str {
    node.source().trim_end()
}

fn column(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn splice(text: &str, range: Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &text[..range.start], &text[range.end..])
}

/// Writes something behind a text, inside its quotes.
fn appended(node: Node<'_>, more: &str) -> String {
    let source = range_text(node);
    match source.strip_suffix(['"', '\'']) {
        Some(before) if source.starts_with(['"', '\'']) => format!("{before}{more}{}", &source[before.len()..]),
        _ => format!("{source}{more}"),
    }
}

/// Takes an entry out of a map.
fn without(text: &str, map: Node<'_>, entries: &[Entry<'_>], at: usize) -> String {
    let (key, value) = (range(entries[at].key), range(entries[at].value));
    if let Some(next) = entries.get(at + 1) {
        return splice(text, key.start..range(next.key).start, "");
    }
    if at == 0 {
        return splice(text, range(map), "{}");
    }
    match map.source().starts_with('{') {
        true => splice(text, range(entries[at - 1].value).end..value.end, ""),
        // The line of the key begins with blanks alone, since another entry stands before it.
        false => splice(text, key.start - column(text, key.start)..value.end, ""),
    }
}

/// Puts an entry in front of those of a map.
fn with(text: &str, map: Node<'_>, entries: &[Entry<'_>], entry: &str) -> String {
    let first = range(entries[0].key).start;
    let between = match map.source().starts_with('{') {
        true => ", ".to_owned(),
        false => format!("\n{}", " ".repeat(column(text, first))),
    };
    splice(text, first..first, &format!("{entry}{between}"))
}

/// Calls `visit` with every node of a document, and its place.
fn each_place(node: Node<'_>, typing: &Typing, place: &str, visit: &mut impl FnMut(&str, Node<'_>)) {
    visit(place, node);
    let shape = typing.shape(node.id());
    for entry in node.entries() {
        let key = entry.key.as_text().unwrap_or_default();
        let segment = if shape.is_some_and(|shape| shape.field(key).is_some()) { key } else { "*" };
        each_place(entry.value, typing, &join(place, segment), visit);
    }
    for item in node.items() {
        each_place(item, typing, &join(place, "[]"), visit);
    }
}

fn mutations() -> Vec<Mutation> {
    let mut made = Vec::new();
    let mut seen = HashSet::new();
    for fixture in fixtures().iter().filter(|fixture| is_asked(fixture.schema.name)) {
        let tree = parse(&fixture.text);
        let typing = schema::assign(fixture.schema, &tree);
        let root = published(fixture.schema);
        let node = tree.root().expect("a fixture holds something");
        let mut examples = HashMap::new();
        each_place(node, &typing, "", &mut |place, node| {
            examples.entry(place.to_owned()).or_insert_with(|| range_text(node).to_owned());
        });
        let mut maker =
            Maker { fixture, root: &root, typing: &typing, examples: &examples, seen: &mut seen, made: &mut made };
        maker.walk(node, &root, fixture.schema.shape, "", &mut Vec::new());
    }
    made
}

fn found(finding: &Finding) -> Found {
    let place = &finding.subject.place;
    let labels = finding.labels.iter().map(|label| label.text.clone());
    Found {
        rule: finding.rule,
        path: place.path.to_string(),
        start: place.span.start as usize,
        sentences: std::iter::once(finding.message.clone()).chain(labels).chain(finding.help.clone()).collect(),
        severity: finding.severity,
        identity: finding.fingerprint.to_string(),
    }
}

/// What a run gave.
struct Ran {
    found: Vec<Found>,
    /// The documents; none where the settings were refused.
    corpus: Option<Corpus>,
}

/// Checks a folder; a document that is known is not read again.
fn run(snapshot: &Snapshot, known: Option<&Corpus>) -> Ran {
    let today = Today::Given(jiff::civil::date(2026, 11, 24));
    let request = Request { snapshot, today, below: None, waivers: true, threads: 1, known, under: None };
    match engine::check(&request) {
        Ok(outcome) => {
            for failure in &outcome.not_checked {
                assert!(!failure.why.en.contains("sekisho itself"), "{}", failure.why.en);
            }
            Ran { found: outcome.active().map(found).collect(), corpus: Some(outcome.corpus) }
        }
        Err(Refused::Settings { findings, .. }) => Ran { found: findings.iter().map(found).collect(), corpus: None },
        Err(Refused::Unreadable(why)) => panic!("{}", why.en),
    }
}

/// Copies the fixtures into a folder of their own.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder is ours");
    for entry in std::fs::read_dir(from).expect("the folder stands in the repository").filter_map(Result::ok) {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).expect("the folder is ours")),
        }
    }
}

/// Takes out of both what is the same: by fingerprint, else by rule, file and sentence.
fn difference(before: &[Found], after: Vec<Found>) -> (Vec<Found>, Vec<Found>) {
    let (mut gone, mut new) = (before.to_vec(), after);
    let same: [fn(&Found, &Found) -> bool; 2] = [
        |a, b| a.rule == b.rule && a.identity == b.identity,
        |a, b| a.rule == b.rule && a.path == b.path && a.sentences[0] == b.sentences[0],
    ];
    for same in same {
        new.retain(|found| match gone.iter().position(|other| same(found, other)) {
            Some(at) => {
                gone.remove(at);
                false
            }
            None => true,
        });
    }
    (new, gone)
}

/// Makes every slip, once for all tests.
fn effects() -> &'static [Effect] {
    static EFFECTS: OnceLock<Vec<Effect>> = OnceLock::new();
    EFFECTS.get_or_init(|| {
        let mut halves = [Vec::new(), Vec::new()];
        for (at, mutation) in mutations().into_iter().enumerate() {
            halves[at % 2].push((at, mutation));
        }
        let mut effects: Vec<(usize, Effect)> = std::thread::scope(|scope| {
            let workers: Vec<_> = halves.map(|half| scope.spawn(|| worker(half))).into_iter().collect();
            workers.into_iter().flat_map(|worker| worker.join().expect("a run that panics fails the test")).collect()
        });
        effects.sort_by_key(|(at, _)| *at);
        effects.into_iter().map(|(_, effect)| effect).collect()
    })
}

fn worker(mutations: Vec<(usize, Mutation)>) -> Vec<(usize, Effect)> {
    let room = tempfile::tempdir().expect("the system has a folder for temporary files");
    copy(Path::new(FOLDER), room.path());
    // The paths stay the same; what stands in a file is looked at each time, and read if it has changed.
    let snapshot = Root::find(room.path()).and_then(|root| root.snapshot()).expect("the folder can be read");
    let Ran { found: before, corpus } = run(&snapshot, None);
    let effect = |(at, mutation): (usize, Mutation)| {
        let path: PathBuf = room.path().join(&mutation.fixture.name);
        std::fs::write(&path, &mutation.text).expect("the folder is ours");
        let Ran { found: after, corpus: checked } = run(&snapshot, corpus.as_ref());
        if at % 500 < 2 {
            let afresh = run(&snapshot, None).found;
            assert_eq!(after, afresh, "what is known already changes nothing");
        }
        std::fs::write(&path, &mutation.fixture.text).expect("the folder is ours");
        let refused = checked.is_none();
        let (new, gone) = difference(if refused { &[] } else { &before }, after);
        (at, Effect { mutation, new, gone, refused })
    };
    mutations.into_iter().map(effect).collect()
}

impl Effect {
    /// The slip in one line.
    fn name(&self) -> String {
        let Mutation { fixture, place, keyword, how, .. } = &self.mutation;
        format!("{} {place}: {keyword} {how}", fixture.schema.name)
    }

    /// Says whether a rule belongs to those of which exactly one speaks.
    fn is_counted(rule: &str) -> bool {
        let group = rule.split_once('/').map_or(rule, |(group, _)| group);
        let annotated = || rules::find(rule).is_some_and(|rule| matches!(rule.check, Check::Annotated));
        // A fault of the settings has no rule; a document without a kind is nobody's.
        matches!(group, "yaml" | "schema" | "xref" | "")
            || rule == "file/unclaimed"
            || annotated()
            || IN_RUST.contains(&rule)
    }

    /// What is wrong with what was found.
    fn fault(&self) -> Option<String> {
        let Mutation { expected, at, fixture, .. } = &self.mutation;
        let counted: Vec<&Found> = self.new.iter().filter(|found| Effect::is_counted(found.rule)).collect();
        let said = |why: &str| {
            let found: Vec<String> = counted
                .iter()
                .map(|found| format!("    {} {}@{}: {}", found.rule, found.path, found.start, found.sentences[0].en))
                .collect();
            Some(format!("{}\n  {why}; expected {expected:?} at {at:?}\n{}", self.name(), found.join("\n")))
        };
        match (&counted[..], &expected[..]) {
            ([], []) => None,
            (_, []) => said("silence was expected"),
            ([one], expected) if !(expected.contains(&one.rule) || (self.refused && one.rule.is_empty())) => {
                said("another rule")
            }
            ([one], _) if one.path != fixture.name => said("another file"),
            ([one], _) if !at.iter().any(|at| at.start <= one.start && one.start <= at.end) => said("another place"),
            ([_], _) => None,
            _ => said("not one finding"),
        }
    }

    /// What rules of sense say besides, and what they no longer say elsewhere.
    fn others(&self) -> BTreeSet<String> {
        let Mutation { fixture, was, .. } = &self.mutation;
        let new =
            self.new.iter().filter(|found| !Effect::is_counted(found.rule)).map(|found| format!("+{}", found.rule));
        let elsewhere = |found: &&Found| found.path != fixture.name || !(was.start..=was.end).contains(&found.start);
        let said = |found: &&Found| !HELD_BACK.contains(&found.rule);
        let gone = self.gone.iter().filter(elsewhere).filter(said).map(|found| format!("-{}", found.rule));
        new.chain(gone).collect()
    }
}

/// Rules that hold back while a slip may explain what they would say: the reference, its target, or the waiver of both.
const HELD_BACK: [&str; 3] = ["xref/unresolved", "xref/orphan-entity", "waiver/unused"];

/// Rules that a schema names for an absent field, and that have other cases of their own.
const IN_RUST: [&str; 3] =
    ["exercise/schedule-missing", "phase/omitted-without-reason", "phase/scope-without-exclusions"];

#[test]
fn one_slip_is_one_finding_at_its_place() {
    let effects = effects();
    let mut per_kind: BTreeMap<&str, usize> = BTreeMap::new();
    for effect in effects {
        *per_kind.entry(effect.mutation.fixture.schema.name).or_default() += 1;
    }
    eprintln!("{} slips: {per_kind:?}", effects.len());
    let faults: Vec<String> = effects.iter().filter_map(Effect::fault).collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(effects.len() > 10_000 || !every_kind_is_asked());
}

#[test]
fn what_other_rules_say_of_a_slip_was_read() {
    let mut now = String::new();
    for effect in effects() {
        let others = effect.others();
        if !others.is_empty() {
            writeln!(now, "{}: {}", effect.name(), others.into_iter().collect::<Vec<_>>().join(" "))
                .expect("text grows");
        }
    }
    let committed = std::fs::read_to_string(OTHERS).expect("the table stands beside this file");
    let of_asked = |line: &&str| !line.starts_with('#') && is_asked(line.split(' ').next().unwrap_or_default());
    let committed: String = committed.lines().filter(of_asked).map(|line| format!("{line}\n")).collect();
    if now != committed {
        let room = std::env::temp_dir().join("mutation-others.txt");
        std::fs::write(&room, &now).expect("the system has a folder for temporary files");
        panic!("what other rules say has changed; read {} and, if it is right, take it over\n{now}", room.display());
    }
}

/// Keywords that say how a schema is built, what a value means to the checker or to a diff, or how it is shown: none is
/// a constraint that a document can break.
const SILENT: [(&str, &str); 26] = [
    ("$defs", "structure"),
    ("$ref", "structure"),
    ("$schema", "structure"),
    ("additionalProperties", "what stands under free keys; as `false` it is broken below"),
    ("description", "for authors of schemas"),
    ("items", "structure"),
    ("properties", "structure"),
    ("title", "for authors of schemas"),
    ("x-change", "what a change means"),
    ("x-default", "what absence means"),
    ("x-description", "shown in the help of `required`"),
    ("x-direction", "what a change means"),
    ("x-expect", "lets a reference name what is still to come"),
    ("x-flow", "where the field belongs in the flow"),
    ("x-form", "chooses the right spelling in the help of `pattern`"),
    ("x-ladder", "what a change means"),
    ("x-message", "shown in the help of `pattern`"),
    ("x-public", "where the field may appear"),
    ("x-replaced", "shown in the help of `enum`"),
    ("x-recommended", "silent in a draft; its own test is below"),
    ("x-rfc2350", "which item of the public description the field holds"),
    ("x-title", "shown in the message of all"),
    ("x-values", "shown in the help of `enum`"),
    ("x-rule-value", "names the rule of `enum` or `pattern` where it stands"),
    ("x-vocabulary", "written out as `enum`"),
    ("format", "no schema has it yet"),
];

/// Keywords that a document can break, with the rules of which one says so.
const SPOKEN: [(&str, &[&str]); 18] = [
    ("additionalProperties", &["schema/unknown-field"]),
    ("const", &["schema/not-allowed", "schema/unknown-kind"]),
    ("enum", &["schema/not-allowed"]),
    ("maxLength", &["schema/out-of-range"]),
    ("maxProperties", &["schema/not-allowed"]),
    ("maximum", &["schema/out-of-range"]),
    ("minItems", &["schema/missing-field"]),
    ("minLength", &["schema/out-of-range"]),
    ("minProperties", &["schema/missing-field"]),
    ("minimum", &["schema/out-of-range"]),
    ("oneOf", &["schema/missing-field", "schema/not-allowed"]),
    ("pattern", &["schema/bad-format", "schema/out-of-range"]),
    ("propertyNames", &["schema/unknown-field"]),
    ("required", &["schema/missing-field"]),
    ("type", &["schema/wrong-type", "yaml/ambiguous-scalar", "schema/missing-field"]),
    ("uniqueItems", &["schema/out-of-range"]),
    ("x-id", &["xref/duplicate-id"]),
    ("x-key", &["xref/duplicate-id"]),
];

/// Keywords whose rule is named where they stand, or told by what the reference names.
const SPOKEN_BY_OTHERS: [&str; 2] = ["x-ref", "x-rule"];

/// Calls `visit` with every keyword of a schema and its value.
fn each_keyword<'j>(schema: &'j Json, visit: &mut impl FnMut(&'j str, &'j Json)) {
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        visit(keyword, value);
        match keyword.as_str() {
            // Their keys are names.
            "properties" | "$defs" => {
                value.as_object().into_iter().flatten().for_each(|(_, below)| each_keyword(below, visit))
            }
            "oneOf" => value.as_array().into_iter().flatten().for_each(|below| each_keyword(below, visit)),
            "items" | "additionalProperties" | "propertyNames" => each_keyword(value, visit),
            _ => {}
        }
    }
}

fn schema_files() -> Vec<(String, Json)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas");
    let entries = std::fs::read_dir(folder).expect("the folder stands in the repository").filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let names = names
        .filter(|name| name.ends_with(".schema.json"))
        // What describes our own output has no sentences.
        .filter(|name| !matches!(name.as_str(), "report.schema.json" | "status.schema.json"));
    let read = |name: &String| std::fs::read_to_string(Path::new(folder).join(name)).expect("a schema is text");
    names
        .map(|name| (serde_json::from_str(&read(&name)).expect("a schema is JSON"), name))
        .map(|(json, name)| (name, json))
        .collect()
}

#[test]
fn every_keyword_of_the_schemas_has_a_sentence_of_its_own() {
    let mut occurring: BTreeSet<String> = BTreeSet::new();
    for (_, schema) in &schema_files() {
        each_keyword(schema, &mut |keyword, _| {
            occurring.insert(keyword.to_owned());
        });
    }
    let spoken = || SPOKEN.iter().map(|(keyword, _)| *keyword).chain(SPOKEN_BY_OTHERS);
    let known: BTreeSet<String> =
        spoken().chain(SILENT.iter().map(|(keyword, _)| *keyword)).map(str::to_owned).collect();
    let unknown: Vec<_> = occurring.difference(&known).collect();
    assert!(unknown.is_empty(), "keywords without a sentence: {unknown:?}");
    for keyword in spoken().filter(|_| every_kind_is_asked()) {
        let rules = SPOKEN.iter().find(|(known, _)| *known == keyword).map_or(&[][..], |(_, rules)| *rules);
        let broken = || effects().iter().filter(|effect| effect.mutation.keyword == keyword);
        let sentences = || broken().flat_map(|effect| effect.new.iter().map(move |found| (effect, found)));
        assert!(broken().next().is_some(), "`{keyword}` is broken nowhere");
        for rule in rules {
            assert!(sentences().any(|(_, found)| found.rule == *rule), "`{keyword}` never gives {rule}");
        }
        for (effect, found) in sentences() {
            let is_said = |sentence: &Both| !sentence.ja.trim().is_empty() && !sentence.en.trim().is_empty();
            assert!(found.sentences.iter().all(is_said), "{}: {found:?}", effect.name());
            // What one language says and the other leaves out would show as the same text.
            assert_ne!(found.sentences[0].ja, found.sentences[0].en, "{}", effect.name());
        }
    }
}

#[test]
fn what_is_recommended_is_a_warning_once_a_document_is_in_review() {
    let fixture = fixtures().iter().find(|fixture| fixture.name == "organization.yaml").expect("is in the folder");
    let room = tempfile::tempdir().expect("the system has a folder for temporary files");
    copy(Path::new(FOLDER), room.path());
    let snapshot = Root::find(room.path()).and_then(|root| root.snapshot()).expect("the folder can be read");
    let in_review = fixture.text.replacen("official_name:", "meta: {status: in-review}\nofficial_name:", 1);
    let write = |text: &str| std::fs::write(room.path().join(&fixture.name), text).expect("the folder is ours");
    write(&in_review);
    let before = run(&snapshot, None).found;
    let mission: String =
        in_review.lines().filter(|line| !line.starts_with("mission:")).map(|line| format!("{line}\n")).collect();
    write(&mission);
    let (new, _) = difference(&before, run(&snapshot, None).found);
    let found: Vec<_> = new.iter().map(|found| (found.rule, found.severity)).collect();
    assert_eq!(found, [("schema/missing-field", Severity::Warning)]);
}

/// Words that no sentence for users says.
const UNSAID_EN: [&str; 5] = ["property", "object", "array", "schema", "null"];
const UNSAID_JA: [&str; 4] = ["オブジェクト", "配列", "スキーマ", "プロパティ"];

fn unsaid(ja: &str, en: &str) -> Option<String> {
    let english = [ja, en].map(str::to_lowercase).join(" ");
    // A key, `schema_version`, is one word.
    let mut words = english.split(|character: char| !character.is_ascii_alphanumeric() && character != '_');
    let plain = |word: &str| UNSAID_EN.iter().any(|unsaid| word == *unsaid || word.strip_suffix('s') == Some(unsaid));
    let in_english = words.find(|word| plain(word) || matches!(*word, "properties" | "schemata"));
    let in_japanese = UNSAID_JA.into_iter().find(|unsaid| ja.contains(unsaid) || en.contains(unsaid));
    in_english.or(in_japanese).map(|unsaid| format!("`{unsaid}` in: {ja} / {en}"))
}

#[test]
fn no_sentence_for_users_speaks_of_how_it_is_built() {
    let mut faults = BTreeSet::new();
    for effect in effects() {
        for sentence in effect.new.iter().flat_map(|found| &found.sentences) {
            // `schema/…` may be quoted from a document, as the id of a rule.
            let bare = |text: &str| text.replace("schema/", "");
            faults.extend(unsaid(&bare(&sentence.ja), &bare(&sentence.en)));
        }
    }
    for (name, schema) in &schema_files() {
        each_keyword(schema, &mut |keyword, value| {
            let said: Vec<&Json> = match keyword {
                "x-title" | "x-description" | "x-message" => vec![value],
                "x-values" => value.as_object().into_iter().flatten().map(|(_, words)| words).collect(),
                _ => Vec::new(),
            };
            for words in said {
                let text = |lang: &str| words[lang].as_str().unwrap_or_default();
                assert!(!text("ja").is_empty() && !text("en").is_empty(), "{name}: {keyword} {words}");
                faults.extend(unsaid(text("ja"), text("en")).map(|fault| format!("{name}: {fault}")));
            }
        });
    }
    assert!(faults.is_empty(), "{} sentences\n{}", faults.len(), faults.into_iter().collect::<Vec<_>>().join("\n"));
}

/// Writes a place from the last definition of the same schema that it goes through: `$defs/approach/status`.
fn by_definition<'j>(root: &'j Json, path: &[&str]) -> String {
    let mut name = String::new();
    let mut at = vec![root];
    for (depth, segment) in path.iter().enumerate() {
        let below = |schema: &'j Json| match *segment {
            "[]" => schema.get("items"),
            "*" => schema.get("additionalProperties").filter(|each| each.is_object()),
            key => schema.get("properties").and_then(|fields| fields.get(key)),
        };
        at = at.iter().filter_map(|schema| below(schema)).collect();
        name = join(&name, segment);
        // Its branches stand where it stands, and what it refers to as well.
        let mut next = 0;
        while let Some(schema) = at.get(next).copied() {
            at.extend(schema.get("oneOf").and_then(Json::as_array).into_iter().flatten());
            if let Some(target) = schema.get("$ref").and_then(Json::as_str).and_then(|target| target.strip_prefix('#'))
            {
                at.push(root.pointer(target).expect("a definition of the file"));
                if depth + 1 < path.len() {
                    name = target.trim_start_matches('/').to_owned();
                }
            }
            next += 1;
        }
    }
    name
}

#[test]
fn the_documents_of_each_kind_use_every_field_of_it() {
    const FORMS: [&str; 8] = ["/*", "/none", "/always", "/person", "/post", "/role", "/department", "/party"];
    let mut faults = Vec::new();
    let mut shared: BTreeSet<&str> = BTreeSet::new();
    let files = schema_files();
    let built = catalog::kinds().iter().map(schema::Kind::schema).chain([schema::settings()]);
    for schema in built {
        let file = format!("{}.schema.json", schema.name);
        let written =
            files.iter().find(|(name, _)| *name == file).map(|(_, json)| json).expect("a schema has its file");
        // What a schema defines once, for several places of its own, is one thing: its fields need standing in one of them.
        let defined = |path: &[&str]| by_definition(written, path);
        let mut used: BTreeSet<String> = BTreeSet::new();
        for fixture in fixtures().iter().filter(|fixture| fixture.schema.name == schema.name) {
            let tree = parse(&fixture.text);
            let typing = schema::assign(schema, &tree);
            let root = tree.root().expect("a fixture holds something");
            each_place(root, &typing, "", &mut |place, _| {
                used.insert(defined(&place.split('/').collect::<Vec<_>>()));
                shared.extend(FORMS.iter().filter(|form| place.ends_with(**form)));
            });
        }
        let mut who: BTreeSet<String> = BTreeSet::new();
        schema.shape.visit(&mut |path, shape| {
            if shape.form == Some("who") {
                who.insert(path.join("/"));
            }
        });
        // The document control is the same for all kinds, and the charter uses all of it. A text by language, a
        // decided `none`, hours without an end and the sorts of somebody are forms that many fields have: one of each is enough.
        let is_shared = |path: &[&str]| {
            let first = path.first().copied().unwrap_or_default();
            let is_control = matches!(first, "id" | "schema_version" | "external" | "meta");
            let is_somebody = path.split_last().is_some_and(|(_, map)| who.contains(&map.join("/")));
            let is_form = is_somebody || matches!(path.last(), Some(&("*" | "always"))) || path.contains(&"none");
            is_form || (is_control && schema.name != "project-charter")
        };
        schema.shape.visit(&mut |path, _| {
            let place = path.join("/");
            // No rule has an option of several values yet.
            let is_unknown = schema.name == "settings" && place == "rules/*/*/[]";
            if !used.contains(&defined(path)) && !is_shared(path) && !is_unknown {
                faults.push(format!("{}: {place}", schema.name));
            }
        });
    }
    faults.sort();
    faults.dedup();
    assert_eq!(shared.len(), FORMS.len(), "{shared:?}");
    assert!(faults.is_empty(), "{} fields are used by no document\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_settings_know_every_kind_that_may_need_an_approval() {
    let (_, settings) = schema_files().into_iter().find(|(name, _)| name == "settings.schema.json").expect("is there");
    let listed = settings.pointer("/properties/approvals/items/properties/kinds/items/enum");
    let listed: Option<BTreeSet<&str>> =
        listed.and_then(Json::as_array).map(|kinds| kinds.iter().filter_map(Json::as_str).collect());
    let kinds: BTreeSet<&str> = catalog::kinds().iter().map(|kind| kind.name).collect();
    assert_eq!(listed.expect("the settings list the kinds"), kinds);
}
