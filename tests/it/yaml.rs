//! Reading YAML, held against the YAML test suite, an independent decoder, and what other tools read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sekisho::text::{RepoPath, SourceText, Span};
use sekisho::yaml::tree::Style;
use sekisho::yaml::{Node, Parsed, Value, What, parse};

use crate::yaml_writer::{Data, Dice, sample};

fn read(text: &str) -> Parsed {
    parse(&SourceText::new(RepoPath::new("a.yaml"), text.as_bytes().to_vec()))
}

fn name(what: &What) -> &'static str {
    match what {
        What::Syntax(_) => "syntax",
        What::Encoding(_) => "encoding",
        What::ControlCharacter(_) => "control-character",
        What::DuplicateKey { .. } => "duplicate-key",
        What::Anchor { .. } => "anchor",
        What::MergeKey => "merge-key",
        What::Tag => "tag",
        What::Directive => "directive",
        What::ManyDocuments => "many-documents",
        What::KeyNotText => "key-not-text",
        What::FullWidthColon { .. } => "full-width-colon",
        What::Limit { .. } => "limit",
        What::ConflictMarker => "conflict-marker",
        What::Empty => "empty",
    }
}

/// Returns the folder of the YAML test suite, which is no part of the project.
fn suite() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["../shared/data", "../../shared/data"]
        .iter()
        .map(|at| root.join(at).join("yaml-test-suite"))
        .find(|at| at.is_dir())
}

struct Case {
    id: String,
    text: String,
    json: Option<String>,
    is_error: bool,
}

/// Returns the cases in the order of their ids; none, said aloud, where the suite is absent.
#[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
fn cases() -> Vec<Case> {
    let Some(suite) = suite() else {
        eprintln!("skipped: the YAML test suite is not beside this repository");
        return Vec::new();
    };
    let mut cases = Vec::new();
    let mut folders = vec![suite.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the suite is readable").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            }
        }
        if let Ok(text) = std::fs::read_to_string(folder.join("in.yaml")) {
            let id = folder.strip_prefix(&suite).expect("found below").to_string_lossy().replace('\\', "/");
            let json = std::fs::read_to_string(folder.join("in.json")).ok();
            cases.push(Case { id, text, json, is_error: folder.join("error").exists() });
        }
    }
    cases.sort_by(|a, b| a.id.cmp(&b.id));
    cases
}

fn class(parsed: &Parsed) -> String {
    let names: BTreeSet<&str> = parsed.problems.iter().map(|problem| name(&problem.what)).collect();
    if names.is_empty() {
        "accepted".to_owned()
    } else if names.contains("syntax") {
        "invalid".to_owned()
    } else {
        format!("refused {}", names.into_iter().collect::<Vec<_>>().join(" "))
    }
}

#[test]
fn every_case_of_the_yaml_test_suite_is_classified_as_the_table_says() {
    let cases = cases();
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/yaml-test-suite.txt");
    let mut lines = String::new();
    for case in &cases {
        let parsed = read(&case.text);
        let class = class(&parsed);
        assert!(!(case.is_error && class == "accepted"), "{}: an error is accepted", case.id);
        assert!(case.is_error || class != "invalid", "{}: YAML is called invalid: {:?}", case.id, parsed.problems);
        lines.push_str(&format!("{} {class}\n", case.id));
        if let (Some(json), "accepted") = (&case.json, class.as_str()) {
            let expected: serde_json::Value = serde_json::from_str(json).expect("one document of JSON");
            let root = parsed.tree.root().expect("an accepted text holds something");
            assert_eq!(json_of(root), canonical(&expected), "{}", case.id);
        }
    }
    if cases.is_empty() {
        return;
    }
    if std::env::var_os("SEKISHO_REWRITE_TABLES").is_some() {
        std::fs::write(&table, &lines).expect("the table is writable");
    }
    let committed = std::fs::read_to_string(&table).expect("the table is committed");
    for (ours, theirs) in lines.lines().zip(committed.lines()) {
        assert_eq!(ours, theirs, "SEKISHO_REWRITE_TABLES=1 writes the table anew; read it");
    }
    assert_eq!(lines.lines().count(), committed.lines().count());
}

/// Numbers are compared as floats: JSON knows no other.
fn json_of(node: Node<'_>) -> serde_json::Value {
    match node.value() {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => value.into(),
        Value::Int(value) => canonical(&value.into()),
        Value::Number(text) => text.parse::<f64>().expect("a finite number").into(),
        Value::Text(text) => text.into(),
        Value::List(items) => items.map(json_of).collect(),
        Value::Map(entries) => {
            entries.map(|entry| (entry.key.as_text().expect("a key").to_owned(), json_of(entry.value))).collect()
        }
    }
}

fn canonical(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Number(number) => number.as_f64().into(),
        serde_json::Value::Array(items) => items.iter().map(canonical).collect(),
        serde_json::Value::Object(entries) => {
            entries.iter().map(|(key, value)| (key.clone(), canonical(value))).collect()
        }
        other => other.clone(),
    }
}

const GENERATED: u64 = 10_000;

#[test]
fn generated_documents_are_read_as_what_was_written() {
    for seed in 0..GENERATED {
        let sample = sample(seed);
        let parsed = read(&sample.text);
        assert_eq!(parsed.problems, [], "seed {seed}:\n{}", sample.text);
        let root = parsed.tree.root().expect("a document");
        assert_eq!(data_of(root), sample.data, "seed {seed}:\n{}", sample.text);
    }
}

fn data_of(node: Node<'_>) -> Data {
    match node.value() {
        Value::Null => Data::Null,
        Value::Bool(value) => Data::Bool(value),
        Value::Int(value) => Data::Int(value),
        Value::Number(text) => Data::Number(text.to_owned()),
        Value::Text(text) => Data::Text(text.to_owned()),
        Value::List(items) => Data::List(items.map(data_of).collect()),
        Value::Map(entries) => Data::Map(
            entries.map(|entry| (entry.key.as_text().expect("a key").to_owned(), data_of(entry.value))).collect(),
        ),
    }
}

#[test]
fn the_bytes_under_each_span_read_in_their_own_style_give_the_value() {
    for seed in 0..GENERATED {
        let text = sample(seed).text;
        let parsed = read(&text);
        check_shape(&parsed);
        for node in parsed.tree.nodes() {
            if let Some(value) = node.as_text() {
                assert_eq!(decoded(node), value, "seed {seed}, {:?} in:\n{text}", node.source());
            } else if node.is_null() {
                assert!(matches!(node.source(), "" | "~" | "null"), "{:?}", node.source());
                let behind = text[..node.span().start as usize].chars().next_back();
                assert!(node.source() != "" || matches!(behind, Some(':' | '-')), "seed {seed}:\n{text}");
            }
        }
    }
}

/// Decodes what stands under the span of a scalar of text, by its style.
fn decoded(node: Node<'_>) -> String {
    let source = node.source().replace("\r\n", "\n");
    match node.style() {
        Style::Plain => folded(&source.lines().map(str::trim).collect::<Vec<_>>()),
        Style::Single => quoted(&source[1..source.len() - 1]).replace("''", "'"),
        Style::Double => unescaped(&source[1..source.len() - 1]),
        Style::Literal | Style::Folded => block(node, &source),
    }
}

/// Joins lines: one line end is a blank, of more the first goes.
fn folded(lines: &[&str]) -> String {
    let mut value = String::new();
    let mut breaks = 0;
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            breaks += 1;
        }
        if line.is_empty() && index + 1 < lines.len() {
            continue;
        }
        match breaks {
            0 => {}
            1 => value.push(' '),
            more => value.push_str(&"\n".repeat(more - 1)),
        }
        breaks = 0;
        value.push_str(line);
    }
    value
}

fn quoted(inside: &str) -> String {
    let lines: Vec<&str> = inside.split('\n').collect();
    let last = lines.len() - 1;
    let trimmed = lines.iter().enumerate().map(|(index, line)| {
        let line = if index > 0 { line.trim_start_matches([' ', '\t']) } else { line };
        if index < last { line.trim_end_matches([' ', '\t']) } else { line }
    });
    folded(&trimmed.collect::<Vec<_>>())
}

fn unescaped(inside: &str) -> String {
    // An escaped line end joins two lines; it is taken out first, with the blanks that begin the next line.
    let mut joined = String::new();
    let mut rest = inside;
    while let Some(at) = rest.find("\\\n") {
        joined.push_str(&rest[..at]);
        joined.push_str("\\z");
        rest = rest[at + 2..].trim_start_matches([' ', '\t']);
    }
    joined.push_str(rest);
    let folded = quoted(&joined);
    let mut value = String::new();
    let mut characters = folded.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            value.push(character);
            continue;
        }
        let code = |length: usize, characters: &mut std::str::Chars<'_>| {
            let digits: String = characters.by_ref().take(length).collect();
            u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).expect("a code of a character")
        };
        match characters.next().expect("an escape") {
            'z' => {}
            'n' => value.push('\n'),
            't' => value.push('\t'),
            '_' => value.push('\u{a0}'),
            'u' => value.push(code(4, &mut characters)),
            'U' => value.push(code(8, &mut characters)),
            itself => value.push(itself),
        }
    }
    value
}

fn block(node: Node<'_>, source: &str) -> String {
    let (header, content) = source.split_once('\n').unwrap_or((source, ""));
    let header = header.split([' ', '\t']).next().unwrap_or("");
    let first = content.lines().find(|line| !line.trim_matches(' ').is_empty()).unwrap_or("");
    let indentation = match header.chars().find_map(|character| character.to_digit(10)) {
        Some(digit) => column_of(node.parent().expect("in a collection")) + usize::try_from(digit).expect("a digit"),
        None => first.len() - first.trim_start_matches(' ').len(),
    };
    let lines: Vec<&str> = content.lines().map(|line| line.get(indentation..).unwrap_or("")).collect();
    let body = if node.style() == Style::Literal { lines.join("\n") } else { folded(&lines) };
    let text = node.tree().text();
    let behind = text[node.span().end as usize..].replace("\r\n", "\n");
    let kept = behind.len() - behind.trim_start_matches([' ', '\n']).len();
    let breaks = behind[..kept].matches('\n').count();
    let end = if header.contains('-') || body.is_empty() {
        String::new()
    } else if header.contains('+') {
        "\n".repeat(breaks.max(1))
    } else {
        "\n".to_owned()
    };
    body + &end
}

fn column_of(node: Node<'_>) -> usize {
    let before = &node.tree().text()[..node.span().start as usize];
    before.len() - before.rfind('\n').map_or_else(|| if before.starts_with('\u{feff}') { 3 } else { 0 }, |at| at + 1)
}

/// Forms of scalars of which others read something else than we do.
///
/// Example, what we read, what `serde_yaml` reads, and why we stay with ours.
const OTHERS_DIFFER: &[(&str, &str, &str, &str)] = &[
    ("07", "Int(7)", "String(\"07\")", "the core schema knows no octal without `0o`"),
    ("-07", "Int(-7)", "String(\"-07\")", "the core schema knows no octal without `0o`"),
    ("0b101", "Text(\"0b101\")", "Number(5)", "the core schema knows no binary"),
    ("-0b1", "Text(\"-0b1\")", "Number(-1)", "the core schema knows no binary"),
    ("-0o7", "Text(\"-0o7\")", "Number(-7)", "the core schema knows no sign before `0o`"),
    ("+0x1f", "Text(\"+0x1f\")", "Number(31)", "the core schema knows no sign before `0x`"),
    ("1e400", "Number(\"1e400\")", "String(\"1e400\")", "a number too large for a float is a number all the same"),
    (
        "18446744073709551616",
        "Number(\"18446744073709551616\")",
        "refused",
        "we keep larger numbers as they are written",
    ),
    (
        "-9223372036854775809",
        "Number(\"-9223372036854775809\")",
        "refused",
        "we keep larger numbers as they are written",
    ),
    (
        "0xFFFFFFFFFFFFFFFFFFFF",
        "Number(\"0xFFFFFFFFFFFFFFFFFFFF\")",
        "refused",
        "we keep larger numbers as they are written",
    ),
    (
        "[?x]",
        "List([Text(\"?x\")])",
        "Sequence [Mapping {\"x\": Null}]",
        "YAML 1.2 lets `?` begin a text; 1.1 did not between brackets",
    ),
    (
        "a: |\n  x",
        "Map([(\"a\", Text(\"x\\n\"))])",
        "Mapping {\"a\": String(\"x\")}",
        "the end of the text ends its last line, as the YAML test suite has it",
    ),
];

#[test]
fn the_table_of_forms_that_others_read_differently_is_true() {
    for (form, ours, theirs, why) in OTHERS_DIFFER {
        let parsed = read(form);
        assert_eq!(parsed.problems, [], "{form}");
        assert_eq!(format!("{:?}", data_of(parsed.tree.root().expect("a scalar"))), *ours, "{form} ({why})");
        let oracle = serde_yaml::from_str::<serde_yaml::Value>(form);
        let shown = oracle.map_or_else(|_| "refused".to_owned(), |value| format!("{value:?}"));
        assert_eq!(shown, *theirs, "{form} ({why})");
    }
}

/// Says whether others are known to read this text, written plain, as something else.
fn is_known_form(plain: &str) -> bool {
    let unsigned = plain.trim_start_matches(['+', '-']);
    let has_sign = unsigned.len() < plain.len();
    let is_all_digits = unsigned.bytes().all(|byte| byte.is_ascii_digit());
    unsigned.starts_with("0b")
        || (has_sign && (unsigned.starts_with("0o") || unsigned.starts_with("0x")))
        || (unsigned.len() > 1 && unsigned.starts_with('0') && is_all_digits)
        || unsigned.parse().is_ok_and(f64::is_infinite)
        || plain.starts_with('?')
}

/// Cases of the YAML test suite that are YAML 1.2, and that others refuse all the same.
///
/// They hold to YAML 1.1: `:` and `?` between brackets, tabs that separate, a text at the level of its document.
const OTHERS_REFUSE: &str = "4ABK 4MUZ/00 4MUZ/01 4MUZ/02 58MP 5MUD 5T43 6BCT 6CA3 96NN/00 96NN/01 9SA2 A2M4 DBG4 DK3J \
    DK95/00 DK95/03 DK95/04 FP8R HM87/00 K3WX NJ66 Q5MG R4YG VJP3/01 Y79Y/001 Y79Y/010";

fn hex_is(digits: &str, theirs: Option<u64>) -> Result<(), String> {
    let same = u64::from_str_radix(digits, 16).ok() == theirs;
    same.then_some(()).ok_or_else(|| format!("0x{digits} against {theirs:?}"))
}

/// Compares our tree with what other tools read.
fn compare(node: Node<'_>, oracle: &serde_yaml::Value) -> Result<(), String> {
    use serde_yaml::Value as Oracle;
    let same = match (node.value(), oracle) {
        (Value::Null, Oracle::Null) => true,
        (Value::Bool(ours), Oracle::Bool(theirs)) => ours == *theirs,
        (Value::Int(ours), Oracle::Number(theirs)) => theirs.as_i64() == Some(ours),
        (Value::Number(ours), Oracle::Number(theirs)) => {
            let float = match ours.trim_start_matches('+') {
                ".inf" | ".Inf" | ".INF" => f64::INFINITY,
                "-.inf" | "-.Inf" | "-.INF" => f64::NEG_INFINITY,
                ".nan" | ".NaN" | ".NAN" => f64::NAN,
                other => match other.strip_prefix("0x") {
                    Some(digits) => return hex_is(digits, theirs.as_u64()),
                    None => other.parse().expect("a number of the core schema"),
                },
            };
            let theirs = theirs.as_f64().unwrap_or(f64::NAN);
            float == theirs || (float.is_nan() && theirs.is_nan())
        }
        (Value::Text(ours), Oracle::String(theirs)) => {
            // Of a block scalar on whose last line the text ends, others leave out the line end.
            let text = node.tree().text();
            let behind = &text[node.span().end as usize..];
            let is_cut = !text.ends_with('\n') && behind.lines().skip(1).all(|line| line.trim().is_empty());
            let is_block = matches!(node.style(), Style::Literal | Style::Folded);
            ours == theirs || (is_cut && is_block && ours.strip_suffix('\n') == Some(theirs))
        }
        (Value::List(ours), Oracle::Sequence(theirs)) => {
            if ours.len() != theirs.len() {
                return Err(format!("{} items against {}", ours.len(), theirs.len()));
            }
            return ours.zip(theirs).try_for_each(|(ours, theirs)| compare(ours, theirs));
        }
        (Value::Map(ours), Oracle::Mapping(theirs)) => {
            if ours.len() != theirs.len() {
                return Err(format!("{} entries against {}", ours.len(), theirs.len()));
            }
            return ours.zip(theirs).try_for_each(|(ours, (key, value))| {
                if ours.key.as_text() != key.as_str() && !is_known_form(ours.key.source()) {
                    return Err(format!("key {:?} against {key:?}", ours.key));
                }
                compare(ours.value, value)
            });
        }
        _ => false,
    };
    if same || (node.style() == Style::Plain && is_known_form(node.source())) {
        Ok(())
    } else {
        Err(format!("{node:?} against {oracle:?}"))
    }
}

/// How others differ from us.
#[derive(Debug)]
#[allow(dead_code, reason = "shown in the message of a failure")]
enum Difference {
    Refused(String),
    Read(String),
}

fn against_oracle(text: &str) -> Result<(), Difference> {
    let parsed = read(text);
    if !parsed.problems.is_empty() {
        return Ok(());
    }
    // The oracle counts a byte-order mark as a column, and so refuses or misreads what stands behind.
    let text = text.trim_start_matches('\u{feff}');
    let oracle = serde_yaml::from_str(text).map_err(|error| Difference::Refused(error.to_string()))?;
    compare(parsed.tree.root().expect("an accepted text holds something"), &oracle).map_err(Difference::Read)
}

#[test]
fn what_we_accept_others_read_as_we_do() {
    let mut faults = Vec::new();
    let mut refused = Vec::new();
    for case in cases() {
        match against_oracle(&case.text) {
            Err(Difference::Refused(_)) => refused.push(case.id),
            Err(fault) => faults.push(format!("{}: {fault:?}", case.id)),
            Ok(()) => {}
        }
    }
    if suite().is_some() {
        assert_eq!(refused.join(" "), OTHERS_REFUSE.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    for seed in 0..GENERATED {
        let text = sample(seed).text;
        if let Err(fault) = against_oracle(&text) {
            faults.push(format!("seed {seed}: {fault:?}\n{text}"));
        }
    }
    for path in examples() {
        // A text that is not UTF-8 is refused, and that is all there is to compare.
        let bytes = std::fs::read(&path).expect("an example is readable");
        let Ok(text) = String::from_utf8(bytes) else { continue };
        if let Err(fault) = against_oracle(&text) {
            faults.push(format!("{}: {fault:?}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(10)].join("\n"));
}

fn examples() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn mutated_documents_give_a_tree_in_good_order_and_no_panic() {
    const PIECES: &[&str] = &[
        "\"",
        "'",
        ":",
        ": ",
        "- ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "  ",
        "#",
        " # c",
        "[",
        "]",
        "{",
        "}",
        ",",
        "?",
        "? ",
        "|",
        ">",
        "|\n",
        ">-\n",
        "&a ",
        "*a",
        "!t ",
        "%",
        "---\n",
        "...\n",
        "<<: ",
        "\\",
        "：",
        "\u{3000}",
        "\u{feff}",
        "\u{85}",
        "\0",
        "@",
        "漢",
        "😀",
        "~",
        "=======\n",
    ];
    let mut faults = Vec::new();
    for seed in 0..20_000 {
        let mut dice = Dice::new(seed + 1_000_000);
        let mut text = sample(seed % 500).text;
        for _ in 0..=dice.below(3) {
            let from = text.floor_char_boundary(dice.below(text.len() + 1));
            let to = text.ceil_char_boundary((from + dice.below(6)).min(text.len()));
            match dice.below(4) {
                0 => text.replace_range(from..to, ""),
                1 => text.truncate(from),
                2 => text.insert_str(from, dice.pick(PIECES)),
                _ => text.replace_range(from..to, dice.pick(PIECES)),
            }
        }
        check_shape(&read(&text));
        // What others refuse no other tool reads wrong.
        if let Err(Difference::Read(fault)) = against_oracle(&text) {
            faults.push(format!("seed {seed}: {fault}\n{text:?}"));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(10)].join("\n"));
}

/// Checks what holds of every tree: spans lie in the text, children in their parents, siblings in order.
fn check_shape(parsed: &Parsed) {
    let Parsed { tree, problems } = parsed;
    let text = tree.text();
    let inside = |span: Span| text.get(span.range()).is_some();
    assert!(problems.iter().all(|problem| inside(problem.span)), "{problems:?} in {text:?}");
    assert!(problems.windows(2).all(|two| two[0] != two[1]), "{problems:?} in {text:?}");
    assert!(
        problems.iter().filter(|problem| matches!(problem.what, What::Syntax(_))).count() <= 1,
        "{problems:?} in {text:?}"
    );
    assert!(tree.comments().windows(2).all(|two| two[0].span.end <= two[1].span.start), "{text:?}");
    for comment in tree.comments() {
        assert!(text[comment.span.range()].starts_with('#'), "{text:?}");
    }
    for node in tree.nodes() {
        assert!(inside(node.span()), "{:?} in {text:?}", node.span());
        let children: Vec<Node<'_>> = match node.value() {
            Value::List(items) => items.collect(),
            Value::Map(entries) => entries.flat_map(|entry| [entry.key, entry.value]).collect(),
            _ => Vec::new(),
        };
        let mut end = node.span().start;
        for child in children {
            assert!(child.span().start >= end, "{child:?} begins before {end} in {text:?}");
            assert!(node.span().contains(child.span()), "{child:?} is not in {node:?} in {text:?}");
            assert_eq!(child.parent().map(Node::id), Some(node.id()), "{text:?}");
            end = child.span().end;
        }
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    type Written = fn(usize) -> String;
    let hostile: [(&str, Written); 10] = [
        ("blank lines", |size| "\n".repeat(size)),
        ("comments", |size| "# c\n".repeat(size / 4)),
        ("documents", |size| "---\na: 1\n".repeat(size / 9)),
        ("keys without values", |size| "a:\n".repeat(size / 3)),
        ("dashes with comments", |size| "- # c\n".repeat(size / 6)),
        ("open quotes", |size| "\"\n".repeat(size / 2)),
        ("open brackets", |size| "[\n".repeat(size / 2)),
        ("anchors", |size| "&x\n".repeat(size / 3)),
        ("plain lines", |size| "x\n".repeat(size / 2)),
        ("wide lines", |size| "x：y\n".repeat(size / 6)),
    ];
    for (name, text) in hostile {
        let started = std::time::Instant::now();
        let parsed = read(&text(1_000_000));
        check_shape(&parsed);
        assert!(!parsed.problems.is_empty(), "{name}");
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "{name}: {:?}", started.elapsed());
    }
}
