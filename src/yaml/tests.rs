//! What reading gives for small texts; one test for each trap of the library.

use super::tree::Style;
use super::{Node, Parsed, Syntax, Value, What, parse};
use crate::text::{RepoPath, SourceText};

fn read(text: &str) -> Parsed {
    read_bytes(text.as_bytes())
}

fn read_bytes(bytes: &[u8]) -> Parsed {
    parse(&SourceText::new(RepoPath::new("a.yaml"), bytes.to_vec()))
}

/// Writes a tree on one line: data, and after `@` the bytes of each node that is no map.
fn outline(node: Node<'_>) -> String {
    let span = node.span();
    match node.value() {
        Value::Map(entries) => {
            let entries = entries.map(|entry| format!("{}: {}", outline(entry.key), outline(entry.value)));
            format!("{{{}}}@{}-{}", entries.collect::<Vec<_>>().join(", "), span.start, span.end)
        }
        Value::List(items) => {
            let items = items.map(outline);
            format!("[{}]@{}-{}", items.collect::<Vec<_>>().join(", "), span.start, span.end)
        }
        Value::Null => format!("null@{}-{}", span.start, span.end),
        Value::Bool(value) => format!("{value}@{}-{}", span.start, span.end),
        Value::Int(value) => format!("{value}@{}-{}", span.start, span.end),
        Value::Number(text) => format!("#{text}@{}-{}", span.start, span.end),
        Value::Text(text) => format!("{text:?}@{}-{}", span.start, span.end),
    }
}

fn clean(text: &str) -> String {
    let parsed = read(text);
    assert_eq!(parsed.problems, [], "{text:?}");
    parsed.tree.root().map_or_else(String::new, outline)
}

/// Writes each problem as its bytes and what it is.
fn problems(text: &str) -> Vec<String> {
    let parsed = read(text);
    let show = |problem: &super::Problem| format!("{:?} {:?}", &text[problem.span.range()], problem.what);
    parsed.problems.iter().map(show).collect()
}

#[test]
fn trap_1_indentation_is_strict() {
    assert_eq!(problems("a:\n  b: [1,\n2]\n").len(), 1);
    assert_eq!(problems("a:\n  b: \"x\n y\"\n"), ["\" \" Syntax(Indentation)"]);
}

#[test]
fn trap_2_hundreds_of_comments_are_no_error() {
    let parsed = read(&format!("a: 1\n{}b:\n{}- x\n", "# c\n".repeat(500), "  # d\n".repeat(500)));
    assert_eq!(parsed.problems, []);
    assert_eq!(parsed.tree.comments().len(), 1000);
}

#[test]
fn trap_3_and_4_an_empty_value_stands_right_behind_its_colon_or_dash() {
    assert_eq!(clean("a:\nb : # c\n"), r#"{"a"@0-1: null@2-2, "b"@3-4: null@6-6}@0-6"#);
    assert_eq!(clean("- # c\n-\n- x\n"), r#"[null@1-1, null@7-7, "x"@10-11]@0-11"#);
    assert_eq!(clean("k:\n- # c\n-\n"), r#"{"k"@0-1: [null@4-4, null@10-10]@3-10}@0-10"#);
    assert_eq!(clean("{a, b: , \"c\": d}"), r#"{"a"@1-2: null@2-2, "b"@4-5: null@6-6, "c"@9-12: "d"@14-15}@0-16"#);
    assert_eq!(clean("a: '~'\nb: ~\n"), r#"{"a"@0-1: "~"@3-6, "b"@7-8: null@10-11}@0-11"#);
    assert_eq!(problems("a: !!str\nb: 1\n"), ["\"!!str\" Tag"]);
    assert_eq!(outline(read("a: !!x\n").tree.root().expect("a map")), r#"{"a"@0-1: null@2-2}@0-2"#);
}

#[test]
fn trap_5_and_6_block_collections_reach_from_the_first_child_to_the_last() {
    assert_eq!(clean("a:\n  b: 1\n\n# c\nd: 2\n"), r#"{"a"@0-1: {"b"@5-6: 1@8-9}@5-9, "d"@15-16: 2@18-19}@0-19"#);
    assert_eq!(clean("k:\n- a\n- b\n\n"), r#"{"k"@0-1: ["a"@5-6, "b"@9-10]@3-10}@0-10"#);
    assert_eq!(clean("k:\n# c\n- - a\n  - b\n"), r#"{"k"@0-1: [["a"@11-12, "b"@17-18]@9-18]@7-18}@0-18"#);
}

#[test]
fn trap_7_a_block_scalar_has_its_header_and_no_blank_lines_behind() {
    assert_eq!(clean("a: |  # c\n\n  x\n\n\nb: 1\n"), r#"{"a"@0-1: "\nx\n"@3-14, "b"@17-18: 1@20-21}@0-21"#);
    assert_eq!(clean("- >-\n  x\n- |+\n\n"), r#"["x"@2-8, "\n"@11-13]@0-13"#);
    assert_eq!(clean("a: |\n"), r#"{"a"@0-1: ""@3-4}@0-4"#);
    assert_eq!(clean("--- |\n  ab\n...\n"), r#""ab\n"@4-10"#);
    assert_eq!(clean("a:\n  |2-\n    x \n"), r#"{"a"@0-1: "  x "@5-15}@0-15"#);
}

#[test]
fn trap_8_comments_are_in_the_order_of_the_source_with_their_owners() {
    let text = "# top\na: | # header\n  # not one\n  x\n# alone\nb: # key\n  - y # item\n  # next\n  - z: 1\nc: [1, # one\n  2] # closed\n# last\n";
    let parsed = read(text);
    let shown = parsed.tree.comments().iter().map(|comment| {
        let owner = comment.owner.map_or("-", |id| parsed.tree.node(id).source());
        format!("{} {} > {owner}", &text[comment.span.range()], if comment.trailing { "trailing" } else { "alone" })
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "# top alone > a",
            "# header trailing > | # header\n  # not one\n  x",
            "# alone alone > b",
            "# key trailing > b",
            "# item trailing > y",
            "# next alone > z: 1",
            "# one trailing > 1",
            "# closed trailing > 2",
            "# last alone > -",
        ]
    );
}

#[test]
fn trap_9_depth_counts_block_and_flow_together() {
    let nested =
        |block: usize, flow: usize| format!("{}{}x{}\n", "- ".repeat(block), "[".repeat(flow), "]".repeat(flow));
    assert_eq!(problems(&nested(32, 32)), [] as [String; 0]);
    assert_eq!(problems(&nested(32, 33)), ["\"[\" Limit { limit: Depth, allowed: 64 }"]);
    assert_eq!(problems(&nested(0, 100_000)), ["\"\" Limit { limit: Line, allowed: 16384 }"]);
    assert_eq!(problems(&nested(65, 0)), ["\"\" Limit { limit: Depth, allowed: 64 }"]);
    assert_eq!(problems(&nested(0, 200)), ["\"[\" Limit { limit: Depth, allowed: 64 }"]);
}

#[test]
fn trap_10_a_comment_inside_a_plain_text_is_no_yaml() {
    assert_eq!(problems("key: word1\n\t#  xxx\n  word2\n"), ["\"#  xxx\" Syntax(Other)"]);
}

#[test]
fn trap_11_a_lone_question_mark_is_a_key_of_nothing() {
    assert_eq!(problems("[?]"), ["\"?\" KeyNotText"]);
    assert_eq!(problems("{?}"), ["\"?\" KeyNotText"]);
    assert_eq!(problems("a: '?'\n"), [] as [String; 0]);
}

#[test]
fn trap_12_a_long_key_is_a_limit() {
    let key = "鍵".repeat(1025);
    assert_eq!(problems(&format!("{key}: 1\n")), [format!("{key:?} Limit {{ limit: Key, allowed: 1024 }}")]);
    assert_eq!(problems(&format!("{}: 1\n", "鍵".repeat(1024))), [] as [String; 0]);
}

#[test]
fn trap_13_offsets_are_bytes_and_count_the_byte_order_mark() {
    assert_eq!(clean("\u{feff}鍵: 😀 x\r\n"), "{\"鍵\"@3-6: \"😀 x\"@8-14}@3-14");
}

#[test]
fn trap_14_faults_are_placed_where_a_person_would_mend_them() {
    for (text, expected) in [
        ("a: 1\nb: \"x\nc: 2\n", "\"\\\"\" Syntax(UnclosedQuote)"),
        ("a: \"x\nb: \"y\"\n", "\"\\\"\" Syntax(UnclosedQuote)"),
        ("a: 'x\n", "\"'\" Syntax(UnclosedQuote)"),
        ("a: it's\nb: \"never closed\n", "\"\\\"\" Syntax(UnclosedQuote)"),
        ("a:1\nb: 2\n", "\"\" Syntax(MissingColon)"),
        ("a: 1\nb\nc: 2\n", "\"\" Syntax(MissingColon)"),
        ("a: 1\nb\n", "\"\" Syntax(MissingColon)"),
        ("a: b: c\n", "\"b: c\" Syntax(NeedsQuotes)"),
        ("a: [1, 2\nb: 3\n", "\"[\" Syntax(UnclosedBracket)"),
        ("a: [1, {b: 2]\n", "\"{\" Syntax(UnclosedBracket)"),
        ("a: {\n", "\"{\" Syntax(UnclosedBracket)"),
        ("a:\n\tb: 1\n", "\"\\t\" Syntax(Tab)"),
        ("a:\n\t- 1\n", "\"\\t\" Syntax(Tab)"),
        ("a: @b\n", "\"@\" Syntax(ReservedCharacter)"),
        ("a: `b`\n", "\"`\" Syntax(ReservedCharacter)"),
        ("a: %b\n", "\"%\" Syntax(ReservedCharacter)"),
        ("a: \"\\q\"\n", "\"\\\\q\" Syntax(BadEscape)"),
        ("a: \"C:\\Users\\x\"\n", "\"\\\\U\" Syntax(BadEscape)"),
        ("a: 1\n  b: 2\n", "\"  \" Syntax(Indentation)"),
        ("a:\n    b: 1\n  c: 2\n", "\"  \" Syntax(Indentation)"),
        ("a: {\n  \"b\": 1\n  \"c\": 2\n}\n", "\"\" Syntax(MissingComma)"),
        ("a: [b, c\n  d: 1, ]\n", "\"\" Syntax(MissingComma)"),
        ("a: \"x\" y\n", "\"y\" Syntax(TextAfterQuote)"),
    ] {
        assert_eq!(problems(text), [expected], "{text:?}");
    }
    assert_eq!(read("a: 1\nb: \"x\nc: 2\n").problems[0].span.start, 8);
    assert_eq!(read("a:1\nb: 2\n").problems[0].span.start, 2);
    assert_eq!(read("a: 1\nb\nc: 2\n").problems[0].span.start, 6);
    assert_eq!(
        outline(read("a: 1\nb: @c\n").tree.root().expect("the first line")),
        r#"{"a"@0-1: 1@3-4, "b"@5-6: null@6-6}@0-6"#
    );
}

#[test]
fn trap_15_a_full_width_colon_or_indentation_is_reported_but_not_in_running_text() {
    for (text, expected) in [
        ("鍵：値\n", "\"：\" FullWidthColon { space: false }"),
        ("meta:\n  題：値\n", "\"：\" FullWidthColon { space: false }"),
        ("a: 1\n題：値\n", "\"：\" FullWidthColon { space: false }"),
        ("\"題\"：値\n", "\"：\" FullWidthColon { space: false }"),
        ("題：値\na: 1\n", "\"：\" FullWidthColon { space: false }"),
        ("meta:\n  title: a\n   owner：b\n", "\"：\" FullWidthColon { space: false }"),
        ("- id： x\n  name: y\n", "\"：\" FullWidthColon { space: false }"),
        ("meta:\n　　title: a\n", "\"\\u{3000}\\u{3000}\" FullWidthColon { space: true }"),
        ("meta:\n  title:　a\n", "\"\\u{3000}\" FullWidthColon { space: true }"),
    ] {
        assert_eq!(problems(text), [expected], "{text:?}");
    }
    for text in [
        "a: 注意：これは\n",
        "- 注意：これは\n",
        "a: |\n  注意：これは\n",
        "a: \"題：値\"\n",
        "a: >\n  　段落。\n",
        "a:\n  注意：止めない。\n",
        "a: 時刻は\n  12：30\n",
    ] {
        assert_eq!(problems(text), [] as [String; 0], "{text:?}");
    }
}

#[test]
fn strict_yaml_has_a_problem_for_each_breach() {
    for (text, expected) in [
        ("a: &x 1\n", vec!["\"&x\" Anchor { alias: false }"]),
        ("a: *x\n", vec!["\"*x\" Anchor { alias: true }"]),
        ("a: &x {}\nb:\n  <<: *x\n", vec!["\"&x\" Anchor { alias: false }", "\"<<\" MergeKey"]),
        ("<<: [*x, *y]\nb: *z\n", vec!["\"<<\" MergeKey", "\"*z\" Anchor { alias: true }"]),
        ("'<<': 1\n", vec![]),
        ("a: !!str 1\nb: !x {}\n", vec!["\"!!str\" Tag", "\"!x\" Tag"]),
        ("a: !e!x 1\n", vec!["\"!e!x\" Tag"]),
        ("%YAML 1.1\n---\na: 1\n", vec!["\"%YAML 1.1\" Directive"]),
        ("%YAML 9.9\n---\na: 1\n", vec!["\"%YAML 9.9\" Directive"]),
        ("%TAG !e! x\n%YAML 1.2\n---\na: 1\n", vec!["\"%TAG !e! x\" Directive", "\"%YAML 1.2\" Directive"]),
        ("a: 1\n---\nb: [\n", vec!["\"---\" ManyDocuments"]),
        ("---\na: 1\n...\n# end\n", vec![]),
        (
            "1: a\ntrue: b\n~: c\n1.5: d\n'1': e\n",
            vec!["\"1\" KeyNotText", "\"true\" KeyNotText", "\"~\" KeyNotText", "\"1.5\" KeyNotText"],
        ),
        (": x\n", vec!["\"\" KeyNotText"]),
        ("? [a, {b: c}]\n: x\n? |\n  k\n: y\n", vec!["\"[a, {b: c}]\" KeyNotText", "\"|\\n  k\" KeyNotText"]),
        (
            "a: 1\nb: 2\n\"\\x61\": 3\n",
            vec!["\"\\\"\\\\x61\\\"\" DuplicateKey { key: \"a\", first: Span { start: 0, end: 1 } }"],
        ),
        (
            "が: 1\nか\u{3099}: 2\n",
            vec!["\"か\\u{3099}\" DuplicateKey { key: \"か\\u{3099}\", first: Span { start: 0, end: 3 } }"],
        ),
        ("z: {a: 1, a: 2}\n", vec!["\"a\" DuplicateKey { key: \"a\", first: Span { start: 4, end: 5 } }"]),
        ("a: \"\\e[2J\\n\\0\"\n", vec!["\"\\\\e\" ControlCharacter('\\u{1b}')", "\"\\\\0\" ControlCharacter('\\0')"]),
        (
            "a: x\u{9b}y\u{7f}\n# \u{2028}\n",
            vec![
                "\"\\u{9b}\" ControlCharacter('\\u{9b}')",
                "\"\\u{7f}\" ControlCharacter('\\u{7f}')",
                "\"\\u{2028}\" ControlCharacter('\\u{2028}')",
            ],
        ),
        ("a: 1\rb: 2\r", vec!["\"\\r\" ControlCharacter('\\r')"]),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", vec!["\"<<<<<<<\" ConflictMarker"]),
        ("a: 1\n>>>>>>> x\n", vec!["\">>>>>>>\" ConflictMarker"]),
        ("a: |\n  =======\n", vec![]),
        ("", vec!["\"\" Empty"]),
        ("# only\n\n", vec!["\"\" Empty"]),
        ("---\n...\n", vec!["\"\" Empty"]),
        ("~\n", vec![]),
    ] {
        assert_eq!(problems(text), expected, "{text:?}");
    }
}

#[test]
fn duplicates_are_found_in_large_maps_too() {
    let text: String = (0..500).map(|n| format!("k{}: x\n", n % 499)).collect();
    assert_eq!(problems(&text), ["\"k0\" DuplicateKey { key: \"k0\", first: Span { start: 0, end: 2 } }"]);
}

#[test]
fn limits_are_told_and_nothing_beyond_them_is_read() {
    let told = |text: &str| problems(text).join("; ");
    assert!(told(&"# x\n".repeat(300_000)).contains("limit: File"));
    assert!(told(&format!("a: {}\nb: @\n", "x".repeat(16 * 1024))).contains("limit: Line"));
    assert!(told(&format!("a: |\n{}", "  0123456789\n".repeat(25_000))).contains("limit: Scalar"));
    assert!(told(&(0..10_001).map(|n| format!("k{n}: x\n")).collect::<String>()).contains("limit: Keys"));
    assert_eq!(told(&(0..10_000).map(|n| format!("k{n}: x\n")).collect::<String>()), "");
    assert!(told(&"- x\n".repeat(100_001)).contains("limit: Nodes"));
}

#[test]
fn bytes_that_are_not_utf8_are_told_with_what_they_look_like() {
    let told = |bytes: &[u8]| {
        let parsed = read_bytes(bytes);
        assert!(parsed.tree.is_empty());
        format!("{} {:?}", parsed.problems[0].span.start, parsed.problems[0].what)
    };
    assert_eq!(told(b"a: caf\xe9\n"), "6 Encoding(None)");
    assert_eq!(told(b"a: \xc0\xaf\n"), "3 Encoding(None)");
    assert_eq!(told(b"a: \x93\xfa\x96{\x8c\xea\n"), "3 Encoding(Some(ShiftJis))");
    assert_eq!(told(b"\xff\xfea\0:\0"), "0 Encoding(Some(Utf16))");
    assert_eq!(told(b"a\0:\0 \0b\0"), "0 Encoding(Some(Utf16))");
    assert_eq!(told(b"\0GITCRYPT\0\x93\x01\xff"), "10 Encoding(Some(GitCrypt))");
    assert_eq!(told(b"x\x9c\x03\x00\x01"), "1 Encoding(Some(Binary))");
    assert!(matches!(read("a: 1\nb: \0\nc: 2\n").problems[0].what, What::ControlCharacter('\0')));
}

#[test]
fn styles_and_numbers_are_kept_as_written() {
    let parsed = read("a: 'x'\nb: \"x\"\nc: |\n  x\nd: >\n  x\ne: 1.10\nf: 99999999999999999999\n");
    let root = parsed.tree.root().expect("a map");
    let styles = ["a", "b", "c", "d", "e"].map(|key| root.get(key).expect("the key is there").style());
    assert_eq!(styles, [Style::Single, Style::Double, Style::Literal, Style::Folded, Style::Plain]);
    assert!(matches!(root.get("e").map(Node::value), Some(Value::Number("1.10"))));
    assert!(matches!(root.get("f").map(Node::value), Some(Value::Number("99999999999999999999"))));
}

#[test]
fn a_syntax_error_is_one_problem_and_what_stands_before_is_kept() {
    let parsed = read("a: 1\nb:\n  - c: 2\n  - d: \"x\n");
    assert!(matches!(parsed.problems[..], [super::Problem { what: What::Syntax(Syntax::UnclosedQuote), .. }]));
    assert_eq!(parsed.tree.root().and_then(|root| root.get("a")).and_then(Node::as_int), Some(1));
}

#[test]
fn a_key_is_found_among_many_as_among_few() {
    for n in [3, 64, 65, 500] {
        let text: String = (0..n).map(|n| format!("k{n}: {n}\n")).collect::<String>() + "k1: again\n1: x\n";
        let parsed = read(&text);
        let root = parsed.tree.root().expect("there is a map");
        assert_eq!(root.get("k1").and_then(Node::as_int), Some(1), "the first of equal keys, of {n}");
        assert_eq!(root.get("k2").and_then(Node::as_int), Some(2));
        assert!(root.get("k").is_none() && root.get("1").is_none());
    }
}
