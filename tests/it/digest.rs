//! The semantic digest: what changes it, what does not, and the published vectors.

use sekisho::corpus::Digest;
use sekisho::text::{RepoPath, SourceText};
use sekisho::yaml;
use unicode_normalization::UnicodeNormalization;

use crate::yaml_writer::{Data, Dice, sample};

fn tree(text: &str) -> yaml::Tree {
    let parsed = yaml::parse(&SourceText::new(RepoPath::new("document.yaml"), text.as_bytes().to_vec()));
    assert!(parsed.problems.is_empty(), "{:?}\n{text}", parsed.problems);
    parsed.tree
}

fn digest(text: &str) -> Option<String> {
    Digest::of(&tree(text)).map(|digest| digest.to_string())
}

/// Writes data as JSON, which is YAML too: keys in another order, comments between, and every text wrapped anew.
fn restyled(data: &Data, dice: &mut Dice) -> String {
    match data {
        Data::Null => dice.pick(&["null", "~", "Null"]).to_owned(),
        Data::Bool(value) => {
            if *value { dice.pick(&["true", "True"]) } else { dice.pick(&["false", "FALSE"]) }.to_owned()
        }
        Data::Int(value) => value.to_string(),
        Data::Number(written) => written.clone(),
        Data::Text(text) => quoted(&rewrapped(text, dice)),
        Data::List(items) => {
            let items: Vec<String> = items.iter().map(|item| restyled(item, dice)).collect();
            format!("[ {} ]", items.join(" , "))
        }
        Data::Map(entries) => {
            let mut written: Vec<String> =
                entries.iter().map(|(key, value)| format!("{}: {}", quoted(key), restyled(value, dice))).collect();
            for at in (1..written.len()).rev() {
                written.swap(at, dice.below(at + 1));
            }
            format!("{{ # 注記\n  {} }}", written.join(" ,\n  "))
        }
    }
}

fn quoted(text: &str) -> String {
    // JSON writes astral characters as they are, and escapes the controls that YAML escapes too.
    serde_json::Value::from(text).to_string()
}

/// Blanks become other blanks, more come at both ends, and composed characters come apart.
fn rewrapped(text: &str, dice: &mut Dice) -> String {
    let mut wrapped = String::new();
    for character in text.chars() {
        match character {
            ' ' | '\n' | '\t' | '\u{3000}' => {
                for _ in 0..=dice.below(3) {
                    wrapped.push(dice.pick(&[' ', '\n', '\t', '\u{3000}', '\u{a0}']));
                }
            }
            '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' if dice.below(4) == 0 => {
                wrapped.push(character);
                // Behind a character of a script without blanks, a line break means nothing.
                wrapped.push('\n');
            }
            _ => wrapped.push(character),
        }
    }
    let wrapped = format!("{}{wrapped} \n", dice.pick(&["", " ", "\n"]));
    if dice.below(2) == 0 { wrapped.nfd().collect() } else { wrapped }
}

/// Changes one text of the data, the one at `at` in the order of a walk. Says whether there was one.
fn change_a_word(data: &mut Data, at: &mut usize) -> bool {
    match data {
        Data::Text(text) if *at == 0 => {
            text.push_str("変更");
            true
        }
        Data::Text(_) => {
            *at -= 1;
            false
        }
        Data::List(items) => items.iter_mut().any(|item| change_a_word(item, at)),
        Data::Map(entries) => entries.iter_mut().any(|(_, value)| change_a_word(value, at)),
        _ => false,
    }
}

/// A combining mark at the start of a text would join what a line break put before it.
fn begins_with_a_mark(data: &Data) -> bool {
    match data {
        Data::Text(text) => {
            text.chars().any(|c| matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{fe0f}' | '\u{200d}'))
        }
        Data::List(items) => items.iter().any(begins_with_a_mark),
        Data::Map(entries) => entries.iter().any(|(_, value)| begins_with_a_mark(value)),
        _ => false,
    }
}

#[test]
fn order_layout_quoting_and_composition_change_nothing_and_a_word_does() {
    let (mut with_digest, mut changed) = (0, 0);
    for seed in 0..4_000 {
        let sample = sample(seed);
        if begins_with_a_mark(&sample.data) {
            continue;
        }
        let mut dice = Dice::new(seed ^ 0x5eed);
        let other = restyled(&sample.data, &mut dice);
        let (one, two) = (digest(&sample.text), digest(&other));
        assert_eq!(one, two, "seed {seed}\n{}\n---\n{other}", sample.text);
        with_digest += usize::from(one.is_some());
        let mut data = sample.data.clone();
        if one.is_some() && change_a_word(&mut data, &mut dice.below(4)) {
            assert_ne!(digest(&restyled(&data, &mut dice)), one, "seed {seed}");
            changed += 1;
        }
    }
    assert!(with_digest > 1_000 && changed > 500, "{with_digest} digests, {changed} changed words");
}

#[test]
fn how_a_document_stands_is_not_what_it_says() {
    let plain = "kind: people\ntitle: 関係者\n";
    let standing = "kind: people\ntitle: 関係者\nschema_version: 1\nmeta:\n  status: approved\n  approvals: []\n  review: {next: 2027-01-01}\n  authors: [sato]\n  created: 2026-01-01\n  updated: 2026-01-02\n  change_log: []\n  labels: {a: b}\n";
    assert_eq!(digest(plain), digest(standing));
    let versioned = "kind: people\ntitle: 関係者\nmeta: {version: \"1.0\"}\n";
    assert_ne!(digest(plain), digest(versioned));
    let checked = |date: &str| digest(&format!("kind: people\ntitle: x\nexternal: {{location: y, checked: {date}}}\n"));
    assert_eq!(checked("2026-01-01"), checked("2026-02-02"));
    // The same names elsewhere are what the document says.
    assert_ne!(digest("a: {status: x}"), digest("a: {}"));
}

#[test]
fn a_number_that_other_readers_round_has_no_digest() {
    assert!(digest("a: 9007199254740991").is_some());
    for number in
        ["9007199254740992", "-9007199254740992", "1.5", "1e3", "99999999999999999999", "-9223372036854775808"]
    {
        assert_eq!(digest(&format!("a: {number}")), None, "{number}");
    }
    assert!(digest("a: \"9007199254740992\"").is_some());
}

/// UTF-16 puts an emoji before a full-width letter; code points would put it behind.
#[test]
fn the_canonical_text_is_that_of_rfc_8785() {
    for (yaml, canonical) in [
        ("Ａ: 4\n😂: 3\n€: 2\nö: 1\n\"1\": 0\n", r#"{"1":0,"ö":1,"€":2,"😂":3,"Ａ":4}"#),
        (
            "a: \"quote \\\" backslash \\\\ slash /\"\nb: [1, true, null, {}]\n",
            r#"{"a":"quote \" backslash \\ slash /","b":[1,true,null,{}]}"#,
        ),
    ] {
        assert_eq!(Digest::canonical_text(&tree(yaml)).as_deref(), Some(canonical));
    }
}

#[test]
fn the_published_vectors_hold() {
    let page = include_str!("../../docs/c14n-1.md");
    let mut n_vectors = 0;
    let mut blocks = page.split("```yaml\n").skip(1);
    blocks.by_ref().for_each(|block| {
        let (yaml, rest) = block.split_once("```").expect("the block is closed");
        let json = rest
            .split_once("```json\n")
            .and_then(|(_, rest)| rest.split_once("\n```"))
            .expect("behind it stands its canonical text");
        let said = json.1.lines().find_map(|line| line.strip_prefix("`")).and_then(|line| line.strip_suffix("`"));
        assert_eq!(Digest::canonical_text(&tree(yaml)).as_deref(), Some(json.0), "{yaml}");
        assert_eq!(digest(yaml).as_deref(), said, "{yaml}");
        n_vectors += 1;
    });
    assert!(n_vectors >= 6, "{n_vectors} vectors");
}
