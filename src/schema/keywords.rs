//! The only reader of schema files: standard keywords and those of contract §7, once, into [`Shape`]s.
//!
//! The reader is strict: whatever it does not know, or would have to guess, is a fault, and a test allows none.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard};

use super::json::Json;
use super::shape::{Change, Choice, Define, Field, KeyPart, Refer, Shape, Target, Types};
use super::vocabulary::{self, Replaced};
use crate::lang::Words;

/// The closed list of contract §7.
const DIRECTIONS: [&str; 21] = [
    "shorter-is-stricter",
    "longer-is-stricter",
    "higher-is-stricter",
    "lower-is-stricter",
    "earlier-is-stricter",
    "later-is-stricter",
    "true-is-stricter",
    "false-is-stricter",
    "true-is-wider",
    "more-is-stricter",
    "more-is-weaker",
    "more-is-wider",
    "more-is-narrower",
    "ladder-strict-first",
    "ladder-wide-first",
    "more-hours-is-stricter",
    "present-is-stricter",
    "present-is-weaker",
    "who",
    "prose",
    "neutral",
];

/// No sentence for users says these.
const UNSAID: [&str; 9] =
    ["property", "object", "array", "schema", "null", "オブジェクト", "配列", "スキーマ", "プロパティ"];

/// How a schema refers to what several share.
pub(super) const SHARED: &str = "common.schema.json#/$defs/";

/// Reads a schema, with the definitions that several share. The faults are places and sentences for its author.
pub(super) fn read(schema: &'static Json, shared: &'static Json) -> (&'static Shape, Vec<String>) {
    let mut reader = Reader { own: schema, shared, refs: Vec::new(), faults: Vec::new(), path: Vec::new(), n_bound: 0 };
    let shape = reader.shape(schema, &[], true, None);
    (shape, reader.faults)
}

struct Reader {
    own: &'static Json,
    shared: &'static Json,
    /// The references being followed, outermost first.
    refs: Vec<&'static str>,
    faults: Vec<String>,
    /// Where the reader stands, for faults.
    path: Vec<&'static str>,
    /// How many references were read to lists of the schema's own document.
    n_bound: usize,
}

/// The keywords of one place: its own, and behind them those of the definitions it refers to.
#[derive(Default)]
struct Keywords {
    x_title: Option<&'static Json>,
    x_description: Option<&'static Json>,
    x_message: Option<&'static Json>,
    x_form: Option<&'static Json>,
    x_values: Option<&'static Json>,
    x_id: Option<&'static Json>,
    x_ref: Option<&'static Json>,
    x_expect: Option<&'static Json>,
    x_default: Option<&'static Json>,
    x_key: Option<&'static Json>,
    x_recommended: Option<&'static Json>,
    x_rule: Option<&'static Json>,
    x_rule_value: Option<&'static Json>,
    x_flow: Option<&'static Json>,
    x_rfc2350: Option<&'static Json>,
    x_vocabulary: Option<&'static Json>,
    x_replaced: Option<&'static Json>,
    x_change: Option<&'static Json>,
    x_direction: Option<&'static Json>,
    x_ladder: Option<&'static Json>,
    x_public: Option<&'static Json>,
    types: Option<&'static Json>,
    choices: Option<&'static Json>,
    constant: Option<&'static Json>,
    unique: Option<&'static Json>,
    min_items: Option<&'static Json>,
    min_keys: Option<&'static Json>,
    max_keys: Option<&'static Json>,
    items: Option<&'static Json>,
    properties: Option<&'static Json>,
    required: Option<&'static Json>,
    additional: Option<&'static Json>,
    one_of: Option<&'static Json>,
    pattern: Option<&'static Json>,
}

impl Keywords {
    /// Returns where a keyword is kept; `Err` for one that the contract does not have.
    fn slot(&mut self, keyword: &str) -> Result<Option<&mut Option<&'static Json>>, ()> {
        Ok(Some(match keyword {
            "x-title" => &mut self.x_title,
            "x-description" => &mut self.x_description,
            "x-message" => &mut self.x_message,
            "x-form" => &mut self.x_form,
            "x-values" => &mut self.x_values,
            "x-id" => &mut self.x_id,
            "x-ref" => &mut self.x_ref,
            "x-expect" => &mut self.x_expect,
            "x-default" => &mut self.x_default,
            "x-key" => &mut self.x_key,
            "x-recommended" => &mut self.x_recommended,
            "x-rule" => &mut self.x_rule,
            "x-rule-value" => &mut self.x_rule_value,
            "x-flow" => &mut self.x_flow,
            "x-rfc2350" => &mut self.x_rfc2350,
            "x-vocabulary" => &mut self.x_vocabulary,
            "x-replaced" => &mut self.x_replaced,
            "x-change" => &mut self.x_change,
            "x-direction" => &mut self.x_direction,
            "x-ladder" => &mut self.x_ladder,
            "x-public" => &mut self.x_public,
            "type" => &mut self.types,
            "enum" => &mut self.choices,
            "const" => &mut self.constant,
            "uniqueItems" => &mut self.unique,
            "minItems" => &mut self.min_items,
            "minProperties" => &mut self.min_keys,
            "maxProperties" => &mut self.max_keys,
            "items" => &mut self.items,
            "properties" => &mut self.properties,
            "required" => &mut self.required,
            "additionalProperties" => &mut self.additional,
            "oneOf" => &mut self.one_of,
            "pattern" => &mut self.pattern,
            // What only the validator needs.
            "title" | "description" | "minLength" | "maxLength" | "maxItems" | "minimum" | "maximum"
            | "propertyNames" | "$ref" => return Ok(None),
            _ => return Err(()),
        }))
    }
}

impl Reader {
    fn fault(&mut self, sentence: impl std::fmt::Display) {
        self.faults.push(format!("/{}: {sentence}", self.path.join("/")));
    }

    /// Reads one place. `keys` identifies the place among its siblings, if it is an entry of a list;
    /// `field` holds the keywords of the field that the place is a branch of.
    fn shape(
        &mut self,
        value: &'static Json,
        keys: &'static [KeyPart],
        is_document: bool,
        field: Option<(&Keywords, usize)>,
    ) -> &'static Shape {
        let n_refs = self.refs.len();
        let mut words = Keywords::default();
        self.collect(value, is_document, &mut words);
        let mut shape = self.annotations(&words, field.map(|(outer, _)| outer));
        shape.branch = field.map(|(_, branch)| branch);
        self.scalar(&words, &mut shape);
        self.list(&words, &mut shape);
        self.map(&words, keys, is_document, &mut shape);
        self.one_of(&words, keys, field.is_some(), &mut shape);
        if shape.types == Types::NONE {
            self.fault("says neither type, enum, const nor oneOf");
        }
        self.refs.truncate(n_refs);
        leak(shape)
    }

    fn collect(&mut self, value: &'static Json, is_document: bool, words: &mut Keywords) {
        let Some(keywords) = value.as_object() else {
            self.fault("is no map of keywords");
            return;
        };
        for (keyword, value) in keywords {
            match words.slot(keyword) {
                Ok(Some(slot)) => {
                    slot.get_or_insert(value);
                }
                Ok(None) => {}
                Err(()) if is_document && matches!(*keyword, "$schema" | "$defs") => {}
                Err(()) => self.fault(format_args!("keyword `{keyword}` is not in the contract")),
            }
        }
        if let Some(target) = value.get("$ref") {
            self.follow(target, words);
        }
    }

    fn follow(&mut self, target: &'static Json, words: &mut Keywords) {
        let name = target.as_str().unwrap_or_default();
        let Some(definition) = self.definition(name) else {
            self.fault(format_args!("`$ref` {target} leads nowhere"));
            return;
        };
        if self.refs.contains(&name) {
            self.fault(format_args!("`$ref` to `{name}` leads back to itself"));
            return;
        }
        self.refs.push(name);
        self.collect(definition, false, words);
    }

    /// Returns what a reference leads to.
    fn definition(&self, target: &str) -> Option<&'static Json> {
        match target.strip_prefix(SHARED) {
            Some(name) => self.shared.get("$defs")?.get(name),
            None => self.own.get("$defs")?.get(target.strip_prefix("#/$defs/")?),
        }
    }

    /// Reads what stands for people and for diffs; of a branch, the words of its field come first.
    fn annotations(&mut self, own: &Keywords, field: Option<&Keywords>) -> Shape {
        let pick = |get: fn(&Keywords) -> Option<&'static Json>| field.and_then(get).or_else(|| get(own));
        Shape {
            title: self.words("x-title", pick(|words| words.x_title)),
            description: self.words("x-description", pick(|words| words.x_description)),
            message: self.words("x-message", own.x_message.or_else(|| field?.x_message)),
            form: self.text("x-form", own.x_form),
            recommended: self.flag("x-recommended", pick(|words| words.x_recommended)),
            rule: self.text("x-rule", pick(|words| words.x_rule)),
            rule_value: self.text("x-rule-value", pick(|words| words.x_rule_value)),
            flow: self.texts("x-flow", pick(|words| words.x_flow)),
            rfc2350: self.items_of_rfc2350(pick(|words| words.x_rfc2350)),
            change: self.change(pick(|words| words.x_change)),
            direction: self.direction(pick(|words| words.x_direction)),
            ladder: self.texts("x-ladder", pick(|words| words.x_ladder)),
            public: self.flag("x-public", pick(|words| words.x_public)),
            ..Shape::default()
        }
    }

    fn scalar(&mut self, words: &Keywords, shape: &mut Shape) {
        shape.types = self.types(words.types);
        shape.pattern = self.text("pattern", words.pattern);
        let choices: Vec<&'static Json> = match (words.choices, words.constant) {
            (Some(choices), _) => choices.as_array().into_iter().flatten().collect(),
            (None, Some(constant)) => vec![constant],
            (None, None) => Vec::new(),
        };
        if shape.types == Types::NONE {
            shape.types = choices.iter().fold(Types::NONE, |types, choice| types.union(type_of(choice)));
            if words.x_vocabulary.is_some() {
                shape.types = shape.types.union(Types::TEXT);
            }
        }
        let mut values = Vec::new();
        for value in choices.iter().filter_map(|choice| choice.as_str()) {
            match words.x_values.and_then(|said| words_of(said.get(value)?)) {
                Some(words) => values.push(Choice { value, words }),
                None => self.fault(format_args!("value `{value}` has no words in `x-values`")),
            }
        }
        for value in words.x_values.and_then(Json::as_object).into_iter().flatten().map(|(value, _)| *value) {
            if !choices.iter().any(|choice| choice.as_str() == Some(value)) {
                self.fault(format_args!("`x-values` has `{value}`, which is no value"));
            }
        }
        self.vocabularies(words, values, shape);
        shape.define = self.text("x-id", words.x_id).map(|of| match of {
            "local" => Define::Local,
            entity => Define::Entity(entity),
        });
        let targets: Vec<Target> = self.texts("x-ref", words.x_ref).iter().map(|target| target_of(target)).collect();
        self.n_bound += targets.iter().filter(|target| matches!(target, Target::LocalList(_))).count();
        let targets = self.without_foreign_lists(targets);
        let later = self.only("x-expect", words.x_expect, "later");
        let default_only = self.only("x-default", words.x_default, "only");
        if targets.is_empty() {
            if later || default_only {
                self.fault("`x-expect` and `x-default` want `x-ref` beside them");
            }
        } else {
            shape.refer = Some(Refer { targets: leak_all(targets), later, default_only });
        }
        if (shape.define.is_some() || shape.refer.is_some()) && shape.types != Types::TEXT {
            self.fault("`x-id` and `x-ref` stand on a scalar of text");
        }
    }

    /// A shared definition names the lists of several kinds; of these, a kind has its own.
    fn without_foreign_lists(&self, mut targets: Vec<Target>) -> Vec<Target> {
        let fields = self.own.get("properties");
        let is_own = |target: &Target| match target {
            Target::LocalList(list) => fields.is_some_and(|fields| fields.get(list).is_some()),
            _ => true,
        };
        // A reference to lists that are nowhere stays as it is, for the test to find.
        if targets.iter().any(is_own) {
            targets.retain(is_own);
        }
        targets
    }

    /// Reads the values that others publish; those that stand here follow upon them.
    fn vocabularies(&mut self, words: &Keywords, own: Vec<Choice>, shape: &mut Shape) {
        let mut named = Vec::new();
        for name in words.x_vocabulary.into_iter().flat_map(Json::one_or_more) {
            match name.as_str().and_then(vocabulary::named) {
                Some(vocabulary) => named.push(vocabulary),
                None => self.fault(format_args!("`x-vocabulary` has no {name}")),
            }
        }
        shape.vocabularies = leak_all(named.iter().map(|(_, vocabulary)| *vocabulary).collect());
        // Most places have one vocabulary and nothing besides: the values are there.
        (shape.values, shape.replaced) = match named[..] {
            [("", vocabulary)] if own.is_empty() => (vocabulary.values, vocabulary.replaced),
            _ => {
                let (values, replaced) = vocabulary::joined(&named);
                (leak_all(values.into_iter().chain(own).collect()), leak_all(replaced))
            }
        };
        let own = words.x_replaced.and_then(Json::as_object).into_iter().flatten();
        let own: Vec<Replaced> = own.filter_map(|(value, by)| Some(Replaced { value, by: by.as_str()? })).collect();
        if !own.is_empty() {
            shape.replaced = leak_all(shape.replaced.iter().copied().chain(own).collect());
        }
        for replaced in shape.replaced {
            if shape.value_words(replaced.value).is_some() || shape.value_words(replaced.by).is_none() {
                self.fault(format_args!("`x-replaced` wants no value in front, and one behind: `{}`", replaced.value));
            }
        }
    }

    fn items_of_rfc2350(&mut self, value: Option<&'static Json>) -> &'static [&'static str] {
        let items = self.texts("x-rfc2350", value);
        let known = vocabulary::vocabulary("rfc2350-items").map(|items| items.values).unwrap_or_default();
        for item in items {
            if !known.iter().any(|choice| choice.value == *item) {
                self.fault(format_args!("`x-rfc2350` names `{item}`, which is no item"));
            }
        }
        items
    }

    fn list(&mut self, words: &Keywords, shape: &mut Shape) {
        let keys = self.texts("x-key", words.x_key).iter().map(|part| match part.strip_suffix('?') {
            Some(name) => KeyPart { name, optional: true },
            None => KeyPart { name: part, optional: false },
        });
        shape.key = leak_all(keys.collect());
        shape.set = self.flag("uniqueItems", words.unique);
        let Some(items) = words.items else {
            if shape.types.meets(Types::LIST) {
                self.fault("a list wants `items`");
            }
            return;
        };
        self.path.push("[]");
        let item = self.shape(items, shape.key, false, None);
        self.path.pop();
        let forms = if item.branches.is_empty() { vec![item] } else { item.branches.to_vec() };
        let maps = || forms.iter().filter(|form| !form.fields.is_empty());
        // A text by language, a text in place of which `ref` or `none` may stand: no entries with an identity.
        let is_sequence = forms.iter().any(|form| form.types == Types::TEXT && form.refer.is_none());
        if maps().count() > 0 && !is_sequence && shape.key.is_empty() && maps().any(|form| form.id_field().is_none()) {
            self.fault("a list of maps wants `x-id` in its entries, or `x-key`");
        }
        for part in shape.key {
            if !maps().any(|form| form.field(part.name).is_some()) {
                self.fault(format_args!("`x-key` names `{}`, which no entry has", part.name));
            }
            let field = |form: &&&Shape| form.field(part.name).is_none_or(|field| field.required);
            if !part.optional && !maps().all(|form| field(&form)) {
                self.fault(format_args!("`x-key` part `{}` is neither required nor marked `?`", part.name));
            }
        }
        shape.item = Some(item);
    }

    fn map(&mut self, words: &Keywords, keys: &'static [KeyPart], is_document: bool, shape: &mut Shape) {
        let required = self.texts("required", words.required);
        shape.fields = self.fields(words, required, keys, is_document);
        for name in required {
            if shape.field(name).is_none() {
                self.fault(format_args!("`required` names `{name}`, which is no field"));
            }
        }
        match words.additional {
            Some(Json::Bool(false)) => {}
            Some(each @ Json::Object(_)) => {
                self.path.push("*");
                shape.each = Some(self.shape(each, &[], false, None));
                self.path.pop();
            }
            _ if shape.types.meets(Types::MAP) && words.one_of.is_none_or(only_required) => {
                self.fault("a map wants `additionalProperties`: `false`, or what stands under free keys");
            }
            _ => {}
        }
        let counts = |keyword: Option<&'static Json>| keyword.and_then(Json::as_u64);
        let n_least = required.len() as u64 + 1;
        if words.max_keys.is_some() {
            if counts(words.min_keys) != Some(1) || counts(words.max_keys) != Some(1) {
                self.fault("`maxProperties` stands only as 1 beside `minProperties` 1");
            }
            shape.one_of_keys = leak_all(shape.fields.iter().map(|field| field.name).collect());
        } else if counts(words.min_keys).is_some_and(|least| least != 1 && least != n_least) {
            self.fault("`minProperties` is 1 or one more than what is `required`, or a rule");
        }
    }

    /// Reads the fields of a map.
    fn fields(
        &mut self,
        words: &Keywords,
        required: &[&str],
        keys: &'static [KeyPart],
        is_document: bool,
    ) -> &'static [Field] {
        // What several schemas share is most of what there is to read: the envelope, channels, hours.
        let is_shared = self.refs.last().is_some_and(|target| target.starts_with(SHARED));
        let address = |value: Option<&'static Json>| value.map_or(0, |value| std::ptr::from_ref(value).addr());
        let place = (address(words.properties), address(words.required), keys);
        let known = is_shared.then(|| known_fields().get(&place).copied()).flatten();
        if let Some(fields) = known {
            return fields;
        }
        let (n_faults, n_bound) = (self.faults.len(), self.n_bound);
        let mut fields = Vec::new();
        for (name, value) in words.properties.and_then(Json::as_object).into_iter().flatten() {
            let name = *name;
            self.path.push(name);
            let field = self.shape(value, &[], false, None);
            let is_required = required.contains(&name);
            if field.title.is_none() && !matches!(name, "none" | "ref") {
                self.fault("has no `x-title`");
            }
            let lists = || std::iter::once(&field).chain(field.branches).filter(|form| form.types == Types::LIST);
            if is_required && lists().count() > 0 && !self.has_min_items(value, 0) {
                self.fault("a required list wants `minItems: 1`");
            }
            let structural = field.define.is_some()
                || (is_document && matches!(name, "kind" | "title"))
                || keys.iter().any(|part| part.name == name && !part.optional);
            fields.push(Field { name, shape: field, required: is_required, structural });
            self.path.pop();
        }
        let fields = leak_all(fields);
        if is_shared && (self.faults.len(), self.n_bound) == (n_faults, n_bound) {
            known_fields().insert(place, fields);
        }
        fields
    }

    fn one_of(&mut self, words: &Keywords, keys: &'static [KeyPart], is_branch: bool, shape: &mut Shape) {
        let Some(one_of) = words.one_of else { return };
        let branches = one_of.as_array().unwrap_or_default();
        if only_required(one_of) {
            let names = branches.iter().filter_map(|branch| branch.get("required")?.as_array()?.first()?.as_str());
            shape.one_of_keys = leak_all(names.collect());
            for name in shape.one_of_keys {
                if shape.field(name).is_none() {
                    self.fault(format_args!("`oneOf` names `{name}`, which is no field"));
                }
            }
            return;
        }
        if is_branch {
            self.fault("a branch of `oneOf` has branches itself: write them flat");
            return;
        }
        if words.properties.is_some() || words.items.is_some() || words.choices.is_some() || words.x_ref.is_some() {
            self.fault("what only some values have stands in the branches of `oneOf`, not beside it");
        }
        let mut forms: Vec<&'static Shape> = Vec::new();
        for (at, branch) in branches.iter().enumerate() {
            let form = self.shape(branch, keys, false, Some((words, at)));
            let scalars = |types: Types| types.iter().filter(|sort| *sort != Types::MAP);
            if forms.iter().any(|other| scalars(other.types).any(|sort| form.types.meets(sort))) {
                self.fault(format_args!("branch {at} of `oneOf` accepts the same sort of value as one before it"));
            }
            forms.push(form);
        }
        shape.types = forms.iter().fold(Types::NONE, |types, form| types.union(form.types));
        shape.branches = leak_all(forms);
    }

    /// Says whether the list at a place, or the list among its branches, has a least number of entries.
    fn has_min_items(&self, value: &'static Json, depth: usize) -> bool {
        let referred = || self.definition(value.get("$ref")?.as_str()?);
        let branches = value.get("oneOf").and_then(Json::as_array).into_iter().flatten();
        value.get("minItems").is_some()
            || branches.into_iter().any(|branch| self.has_min_items(branch, depth + 1))
            || (depth < 8 && referred().is_some_and(|definition| self.has_min_items(definition, depth + 1)))
    }

    fn types(&mut self, value: Option<&'static Json>) -> Types {
        let Some(value) = value else { return Types::NONE };
        value.one_or_more().iter().fold(Types::NONE, |types, name| {
            types.union(match name.as_str() {
                Some("string") => Types::TEXT,
                Some("integer") => Types::INTEGER,
                Some("boolean") => Types::BOOLEAN,
                Some("array") => Types::LIST,
                Some("object") => Types::MAP,
                _ => {
                    self.fault(format_args!("type {name} is not in the contract"));
                    Types::NONE
                }
            })
        })
    }

    fn words(&mut self, keyword: &str, value: Option<&'static Json>) -> Option<Words> {
        let value = value?;
        let words = words_of(value);
        let Some(said) = words else {
            self.fault(format_args!("`{keyword}` wants text in `ja` and `en`, and nothing else"));
            return None;
        };
        // A test reads every schema. To ask again at each start would take longer than all the rest of reading.
        let english = if cfg!(test) { said.en.to_lowercase() } else { return words };
        for unsaid in UNSAID {
            let is_said = said.ja.contains(unsaid)
                || english
                    .split(|character: char| !character.is_alphanumeric())
                    .any(|word| word.trim_end_matches('s') == unsaid);
            if is_said {
                self.fault(format_args!("`{keyword}` says `{unsaid}`"));
            }
        }
        words
    }

    fn text(&mut self, keyword: &str, value: Option<&'static Json>) -> Option<&'static str> {
        let text = value?.as_str();
        if text.is_none() {
            self.fault(format_args!("`{keyword}` wants text"));
        }
        text
    }

    fn texts(&mut self, keyword: &str, value: Option<&'static Json>) -> &'static [&'static str] {
        let Some(value) = value else { return &[] };
        let texts: Option<Vec<&'static str>> =
            value.as_array().and_then(|values| values.iter().map(Json::as_str).collect());
        match texts {
            Some(texts) if !texts.is_empty() || keyword == "required" => leak_all(texts),
            _ => {
                self.fault(format_args!("`{keyword}` wants a list of texts"));
                &[]
            }
        }
    }

    fn flag(&mut self, keyword: &str, value: Option<&'static Json>) -> bool {
        match value {
            None => false,
            Some(Json::Bool(true)) => true,
            Some(_) => {
                self.fault(format_args!("`{keyword}` is `true`, or absent"));
                false
            }
        }
    }

    fn only(&mut self, keyword: &str, value: Option<&'static Json>, only: &str) -> bool {
        let Some(value) = value else { return false };
        if value.as_str() != Some(only) {
            self.fault(format_args!("`{keyword}` is `{only}`, or absent"));
        }
        true
    }

    fn change(&mut self, value: Option<&'static Json>) -> Change {
        match self.text("x-change", value) {
            None | Some("normative") => Change::Normative,
            Some("administrative") => Change::Administrative,
            Some("editorial") => Change::Editorial,
            Some(other) => {
                self.fault(format_args!("`x-change` has no `{other}`"));
                Change::Normative
            }
        }
    }

    fn direction(&mut self, value: Option<&'static Json>) -> Option<&'static str> {
        let direction = self.text("x-direction", value)?;
        if !DIRECTIONS.contains(&direction) {
            self.fault(format_args!("`x-direction` has no `{direction}`"));
        }
        Some(direction)
    }
}

/// Says whether a `oneOf` only counts which of a few keys is there.
fn only_required(one_of: &Json) -> bool {
    let is_one = |branch: &Json| {
        branch.as_object().is_some_and(|keywords| keywords.len() == 1)
            && branch.get("required").and_then(Json::as_array).is_some_and(|names| names.len() == 1)
    };
    one_of.as_array().is_some_and(|branches| branches.iter().all(is_one))
}

fn words_of(value: &'static Json) -> Option<Words> {
    value.as_object().filter(|words| words.len() == 2)?;
    Some(Words { ja: value.get("ja")?.as_str()?, en: value.get("en")?.as_str()? })
}

fn target_of(target: &'static str) -> Target {
    match target {
        "doc" => Target::AnyDocument,
        "any" => Target::Any,
        "same-kind" => Target::SameKind,
        _ => match target.split_once('#') {
            Some(("", list)) => Target::LocalList(list),
            Some((kind, list)) => Target::ListOf { kind, list },
            None => Target::Entity(target),
        },
    }
}

fn type_of(value: &Json) -> Types {
    match value {
        Json::Null => Types::NULL,
        Json::Bool(_) => Types::BOOLEAN,
        Json::Number(_) => Types::INTEGER,
        Json::String(_) => Types::TEXT,
        Json::Array(_) => Types::LIST,
        Json::Object(_) => Types::MAP,
    }
}

/// Where fields stand: the addresses of `properties` and `required`, and what identifies the map among its siblings.
type Place = (usize, usize, &'static [KeyPart]);

/// Returns the fields of shared definitions that have been read. They are the same in every schema.
fn known_fields() -> MutexGuard<'static, HashMap<Place, &'static [Field]>> {
    static FIELDS: LazyLock<Mutex<HashMap<Place, &'static [Field]>>> = LazyLock::new(Mutex::default);
    FIELDS.lock().expect("no thread panics while it holds the fields")
}

// Shapes live as long as the program: a kind is read at most once, and everything points at them.
fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_all<T>(values: Vec<T>) -> &'static [T] {
    if values.is_empty() { &[] } else { Box::leak(values.into_boxed_slice()) }
}
