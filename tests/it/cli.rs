//! The command line as users meet it: its texts in both languages, its exit status, its streams, its determinism.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use super::world::{Run, World, command, run};

const SETTINGS: &str = "version: 1\nlanguages: [ja]\ntime_zone: Asia/Tokyo\n";
const CLEAN: &str = "kind: organization\ntitle: かえで市\nofficial_name: かえで市\ncountries: [JP]\n";
/// One error: a field that no organisation has.
const WRONG: &str =
    "kind: organization\nid: wrong\ntitle: かえで市\nofficial_name: かえで市\ncountries: [JP]\nphone: 内線4101\n";
/// Settings that name a folder which is not there: what it holds cannot be checked.
const WITHOUT_FOLDER: &str = "version: 1\ndocuments: [., gone]\nlanguages: [ja]\ntime_zone: Asia/Tokyo\n";

/// The environment of a run.
type Variables<'a> = &'a [(&'a str, &'a str)];

/// A folder with settings and these documents.
fn world(documents: &[(&str, &str)]) -> World {
    let world = World::folder();
    world.write("sekisho.yaml", SETTINGS);
    for (name, text) in documents {
        world.write(name, text);
    }
    world
}

/// Runs every command, and writes down what a user would have on the screen.
fn transcript(lang: &str, commands: &[&str]) -> String {
    let world = world(&[("organization.yaml", CLEAN)]);
    let typed = commands.iter().map(|typed| {
        let arguments: Vec<&str> = typed.split_whitespace().collect();
        let Run { status, stdout, stderr } = world.sekisho_with(&arguments, &[("SEKISHO_LANG", lang)]);
        format!("$ sekisho {typed}\n{stdout}{stderr}[{status}]\n")
    });
    typed.collect::<Vec<_>>().join("\n")
}

#[test]
fn help_is_written_in_both_languages() {
    for lang in ["ja", "en"] {
        let text = transcript(
            lang,
            &[
                "--help",
                "init --help",
                "new --help",
                "check --help",
                "review --help",
                "status --help",
                "approve --help",
                "hook install --help",
                "baseline add --help",
                "completions --help",
                "man --help",
                "explain --help",
                "schema --help",
                "--version",
            ],
        );
        insta::assert_snapshot!(format!("help_{lang}"), text);
    }
}

#[test]
fn mistakes_are_answered_in_both_languages() {
    let commands = [
        "check --nope",
        "check --failon error",
        "chekc",
        "check --today 2026-13-01",
        "check --today",
        "check --fail-on fatal",
        "check --fail-on eror",
        "check --lang fr",
        "check nowhere",
        "check a b",
        "check --quiet --quiet",
        "explain",
        "explain nothing-such",
        "explain severities",
        "explain people.nothing-such",
        "explain people --all kinds",
        "explain --all nothing",
        "schema",
        "schema nothing-such",
    ];
    for lang in ["ja", "en"] {
        insta::assert_snapshot!(format!("mistakes_{lang}"), transcript(lang, &commands));
    }
}

#[test]
fn explanations_are_written_in_both_languages() {
    for lang in ["ja", "en"] {
        let commands = [
            "explain exit-status",
            "explain people",
            "explain people.people",
            "explain playbook.authority_needed",
            "explain --all kinds",
        ];
        insta::assert_snapshot!(format!("explain_{lang}"), transcript(lang, &commands));
    }
}

#[test]
fn a_rule_is_explained_by_its_page() {
    let rule = sekisho::rules::find("xref/unresolved").expect("the rule exists");
    for (name, lang) in [("ja", sekisho::lang::Lang::Ja), ("en", sekisho::lang::Lang::En)] {
        let run = World::folder().sekisho(&["explain", rule.id, "--lang", name]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        for part in [rule.id, rule.summary.get(lang), rule.text(lang)] {
            assert!(run.stdout.contains(part), "{part}\n{}", run.stdout);
        }
    }
}

#[test]
fn no_line_of_the_help_is_too_long_for_a_terminal() {
    for lang in ["ja", "en"] {
        for command in [
            "",
            "init",
            "new",
            "check",
            "status",
            "approve",
            "hook",
            "baseline",
            "completions",
            "man",
            "explain",
            "schema",
        ] {
            let arguments = [command, "--help"];
            let arguments = if command.is_empty() { &arguments[1..] } else { &arguments[..] };
            let help = World::folder().sekisho_with(arguments, &[("SEKISHO_LANG", lang)]).stdout;
            let width = |line: &&str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
            let long: Vec<&str> = help.lines().filter(|line| width(line) > 80).collect();
            assert!(long.is_empty(), "{long:#?}");
        }
    }
}

/// One line of the table of exit statuses.
struct Case {
    what: &'static str,
    world: World,
    arguments: &'static [&'static str],
    status: i32,
    /// Whether there is a report: not where nothing could be begun.
    report: bool,
}

fn cases() -> Vec<Case> {
    let case = |what, world, arguments, status| Case { what, world, arguments, status, report: true };
    let failure = |what, world, arguments| Case { what, world, arguments, status: 2, report: false };
    let plain = World::folder;
    let warned = || {
        let world = world(&[("wrong.yaml", WRONG)]);
        world.write("sekisho.yaml", format!("{SETTINGS}rules:\n  schema/unknown-field: {{severity: warning}}\n"));
        world
    };
    let settings = |text: &str| {
        let world = world(&[("organization.yaml", CLEAN)]);
        world.write("sekisho.yaml", text);
        world
    };
    let with = |documents: &[(&str, &str)]| world(documents);
    let damaged_git = || {
        let world = world(&[("organization.yaml", CLEAN)]);
        world.write(".git", "gitdir: nowhere\n");
        world
    };
    let bytes = |name: &str, content: &[u8]| {
        let world = world(&[("organization.yaml", CLEAN)]);
        world.write(name, content);
        world
    };
    let hole = || {
        let world = plain();
        world.write("sekisho.yaml", format!("{SETTINGS}allow_empty: true\n"));
        world
    };
    vec![
        case("clean", with(&[("organization.yaml", CLEAN)]), &["check"], 0),
        case("an error", with(&[("wrong.yaml", WRONG)]), &["check"], 1),
        case("an error that is not to decide", with(&[("wrong.yaml", WRONG)]), &["check", "--fail-on", "never"], 0),
        case("a warning that is neither to decide nor shown", warned(), &["check", "--min-severity", "error"], 0),
        case("a warning", warned(), &["check"], 0),
        case("a warning that decides", warned(), &["check", "--fail-on", "warning"], 1),
        case("a warning above what decides", warned(), &["check", "--fail-on", "info"], 1),
        case(
            "a warning that decides, not shown",
            warned(),
            &["check", "--fail-on", "warning", "--min-severity", "error"],
            1,
        ),
        case("an error outside PATH", with(&[("a/a.yaml", CLEAN), ("b/b.yaml", WRONG)]), &["check", "a"], 0),
        case("an error inside PATH", with(&[("a/a.yaml", CLEAN), ("b/b.yaml", WRONG)]), &["check", "b"], 1),
        case("too large a file", bytes("large.yaml", &vec![b'#'; (1 << 20) + 1]), &["check"], 1),
        case("a file that is not UTF-8", bytes("bytes.yaml", b"kind: people\ntitle: \x96\xbc\n"), &["check"], 1),
        case("misspelt settings", settings("version: 1\nlanguges: [ja]\n"), &["check"], 2),
        case("settings that are no YAML", settings("version: [1\n"), &["check"], 2),
        case(
            "settings with an unknown rule",
            settings("version: 1\nrules: {no/such: {severity: info}}\n"),
            &["check"],
            2,
        ),
        case("a folder that is not there", with(&[("sekisho.yaml", WITHOUT_FOLDER)]), &["check"], 2),
        case(
            "a folder that is not there, never",
            with(&[("sekisho.yaml", WITHOUT_FOLDER)]),
            &["check", "--fail-on", "never"],
            2,
        ),
        case(
            "a folder that is not there, and an error",
            with(&[("sekisho.yaml", WITHOUT_FOLDER), ("wrong.yaml", WRONG)]),
            &["check"],
            2,
        ),
        case("nothing to check", plain(), &["check"], 2),
        case("nothing to check, with settings", with(&[]), &["check"], 2),
        case("nothing to check, allowed", hole(), &["check"], 0),
        failure("a path that does not exist", plain(), &["check", "nowhere"]),
        failure("an unknown option", plain(), &["check", "--nope"]),
        failure("an unknown command", plain(), &["chekc"]),
        failure("no date", plain(), &["check", "--today", "tomorrow"]),
        failure("a damaged repository", damaged_git(), &["check"]),
    ]
}

/// Says what is wrong with one line of the table.
fn hold(case: &Case) {
    let Case { what, world, arguments, status, report } = case;
    let terminal = world.sekisho_with(arguments, &[("SEKISHO_LANG", "ja")]);
    assert_eq!(terminal.status, *status, "{what}\n{}{}", terminal.stdout, terminal.stderr);
    let json = world.sekisho(&[*arguments, &["--format", "json"]].concat());
    assert_eq!(json.status, *status, "{what}, as JSON\n{}{}", json.stdout, json.stderr);
    if !report {
        assert_eq!((terminal.stdout.as_str(), json.stdout.as_str()), ("", ""), "{what}");
        assert!(terminal.stderr.starts_with("失敗: ") && json.stderr.starts_with("failed: "), "{what}");
        return;
    }
    assert_eq!((terminal.stderr.as_str(), json.stderr.as_str()), ("", ""), "{what}");
    let json: Value = serde_json::from_str(&json.stdout).expect("the report is JSON");
    assert_eq!(json["status"], *status, "{what}");
    assert_eq!(json["complete"], *status != 2, "{what}");
    let reasons = json["not_checked"].as_array().expect("a list");
    assert_eq!(reasons.is_empty(), *status != 2, "{what}");
}

#[test]
fn the_exit_status_is_that_of_the_table() {
    for case in cases() {
        hold(&case);
    }
}

#[test]
#[cfg(unix)]
fn a_file_that_cannot_be_read_is_not_checked() {
    use std::os::unix::fs::PermissionsExt;
    let world = world(&[("organization.yaml", CLEAN), ("secret.yaml", CLEAN)]);
    let path = world.path("secret.yaml");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o000)).expect("the file is ours");
    if File::open(&path).is_ok() {
        return eprintln!("skipped: this user may read every file");
    }
    hold(&Case { what: "unreadable", world, arguments: &["check"], status: 2, report: true });
}

#[test]
fn what_was_found_and_what_was_not_checked_are_both_printed() {
    let world = world(&[("sekisho.yaml", WITHOUT_FOLDER), ("wrong.yaml", WRONG)]);
    for lang in ["ja", "en"] {
        let terminal = world.sekisho(&["check", "--lang", lang]).stdout;
        for part in ["schema/unknown-field", "wrong.yaml:6", "gone"] {
            assert!(terminal.contains(part), "{part}\n{terminal}");
        }
    }
    let json: Value = serde_json::from_str(&world.sekisho(&["check", "--format", "json"]).stdout).expect("JSON");
    assert_eq!(json["findings"][0]["rule"], "schema/unknown-field");
    assert!(json["not_checked"][0]["reason"].as_str().is_some_and(|why| why.contains("`gone`")), "{json}");
}

#[test]
fn settings_that_cannot_be_obeyed_are_reported_like_a_document() {
    let schema: Value = serde_json::from_str(include_str!("../../schemas/report.schema.json")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
    let faults = [
        ("langages: [ja]", "schema/unknown-field"),
        ("rules: {xref/orfan-entity: {severity: allow}}", "schema/not-allowed"),
        ("rules: {yaml/anchor: {severity: allow}}", "schema/not-allowed"),
        ("rules: {xref/orphan-entity: {severity: off}}", "schema/not-allowed"),
        ("rules: {phase/overdue: {gracee: 14d}}", "schema/unknown-field"),
        ("rules: {phase/overdue: {grace: P14D}}", "schema/bad-format"),
        ("rules: {phase/budget-total-mismatch: {tolerance: 101}}", "schema/bad-format"),
        ("rules: {phase/budget-total-mismatch: {tolerance: 10%}}", "schema/bad-format"),
        ("time_zone: Asia/Nowhere", "schema/bad-format"),
        ("ignore: [\"csirt/[\"]", "schema/bad-format"),
        ("documents: [csirt", "yaml/syntax"),
    ];
    for (line, rule) in faults {
        let world = World::folder();
        world.write("sekisho.yaml", format!("version: 1\n{line}\n")).write("organization.yaml", CLEAN);
        let json = world.sekisho(&["check", "--format", "json"]);
        let report: Value = serde_json::from_str(&json.stdout).expect("the report is JSON");
        let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{line}: {errors:#?}");
        let findings = report["findings"].as_array().expect("a list");
        let found: Vec<_> = findings.iter().map(|finding| (&finding["rule"], &finding["start"]["line"])).collect();
        assert_eq!((json.status, found), (2, vec![(&Value::from(rule), &Value::from(2))]), "{line}");
        let terminal = world.sekisho(&["check"]).stdout;
        assert!(terminal.contains(&format!("error[{rule}] ")) && !terminal.contains("as of"), "{terminal}");
    }
}

#[test]
fn a_warning_about_the_settings_does_not_keep_them_from_being_obeyed() {
    let world = World::folder();
    world.write("sekisho.yaml", "version: 1\nlanguages: [no]\n").write("organization.yaml", CLEAN);
    let run = world.sekisho(&["check"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert_eq!(run.stdout.matches("yaml/ambiguous-scalar").count(), 1, "{}", run.stdout);
}

#[test]
fn the_help_says_what_to_type() {
    let help = |text: &str, lang: &str| {
        let run = world(&[("document.yaml", text)]).sekisho(&["check", "--format", "json", "--lang", lang]);
        let report: Value = serde_json::from_str(&run.stdout).expect("the report is JSON");
        let findings = report["findings"].as_array().expect("a list");
        findings
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| finding["help"].to_string())
            .collect::<String>()
    };
    let role =
        |rest: &str| format!("kind: role-catalog\ntitle: 役割\nroles:\n  - {{id: lead, name: 責任者, {rest}}}\n");
    let charter = |rest: &str| format!("kind: project-charter\ntitle: 憲章\n{rest}\n");
    let cases = [
        (role("responsibilities: 統括"), "[統括]", "[統括]"),
        (role("responsibilities: 統括, held_by：sato"), "「held_by: sato」", "`held_by: sato`"),
        (role("responsibilities: [統括], held_by:sato"), "「held_by: sato」", "`held_by: sato`"),
        (charter("目的: 窓口"), "「purpose」", "`purpose`"),
        (charter("purpose:　窓口"), "半角の空白一つ", "one plain blank"),
        (charter("constraints: なし"), "{none: 理由}", "{none: the reason}"),
        (charter("team: [｛person: sato｝]"), "全角のかっこ", "full-width brackets"),
        (role("responsibilities: [統括]").replace("id: lead", "id: 1"), "英字から始めて", "starting with a letter"),
    ];
    for (text, ja, en) in cases {
        let (said_ja, said_en) = (help(&text, "ja"), help(&text, "en"));
        assert!(said_ja.contains(ja) && said_en.contains(en), "{text}\n{said_ja}\n{said_en}");
    }
}

#[test]
fn a_reader_who_went_away_leaves_the_verdict() {
    for (name, text, status) in
        [("document.yaml", CLEAN, 0), ("document.yaml", WRONG, 1), ("sekisho.yaml", WITHOUT_FOLDER, 2)]
    {
        let world = world(&[(name, text)]);
        for format in ["terminal", "json"] {
            let (reader, writer) = std::io::pipe().expect("the system has a pipe for us");
            drop(reader);
            let mut command = command(&world.root(), &["check", "--format", format], &[]);
            let output = command.stdout(writer).stderr(Stdio::piped()).output().expect("the binary was built");
            assert_eq!(output.status.code(), Some(status));
            assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_report_that_cannot_be_written_is_no_verdict() {
    let world = world(&[("organization.yaml", CLEAN)]);
    for arguments in [&["check"][..], &["check", "--format", "json"], &["explain", "people"], &["--help"]] {
        let full = File::options().write(true).open("/dev/full").expect("Linux has it");
        let mut command = command(&world.root(), arguments, &[]);
        let output = command.stdout(full).stderr(Stdio::piped()).output().expect("the binary was built");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.starts_with("failed: the report cannot be written: "), "{said}");
    }
}

/// A sign that a terminal obeys instead of showing it: control characters, and those that turn the direction of text.
fn is_obeyed(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn nothing_that_is_printed_is_obeyed_by_a_terminal() {
    let world = world(&[
        (
            "escape.yaml",
            "kind: organization\ntitle: \"\\e[31mred\\e[0m\"\nofficial_name: a\u{1b}]0;b\u{7}\ncountries: [JP]\n",
        ),
        ("direction.yaml", "kind: organisation\u{202e}\ntitle: a\u{2066}b\nid: \"x\\u202ey\"\n\u{202d}key: 1\n"),
        ("name-\u{1b}[2J-\u{202e}.yaml", "kind: nothing\ntitle: x\ntab:\tx\n"),
        ("kind.yaml", "kind: \"\\e]8;;http://x\\a\"\ntitle: x\n"),
    ]);
    let odd = "\u{1b}[31m\u{202e}";
    let runs = [
        vec!["check"],
        vec!["check", "--format", "json"],
        vec!["check", odd],
        vec!["check", "--today", odd],
        vec!["check", "--fail-on", odd],
        vec!["explain", odd],
        vec!["schema", odd],
        vec![odd],
    ];
    for arguments in runs {
        for lang in ["ja", "en"] {
            let run = world.sekisho_with(&arguments, &[("SEKISHO_LANG", lang)]);
            for text in [&run.stdout, &run.stderr] {
                let obeyed: Vec<char> = text.chars().filter(|c| is_obeyed(*c)).collect();
                assert!(obeyed.is_empty(), "{arguments:?}: {obeyed:?}\n{text}");
            }
            assert!(!(run.stdout + &run.stderr).is_empty());
        }
    }
}

#[test]
fn the_language_is_the_first_that_is_asked_for() {
    const JA: (&str, &str) = ("LANG", "ja_JP.UTF-8");
    let world = World::folder();
    let table: [(&[&str], Variables<'_>, &str); 16] = [
        (&[], &[], "en"),
        (&[], &[JA], "ja"),
        (&[], &[("LANG", "ja")], "ja"),
        (&[], &[("LANG", "de_DE.UTF-8")], "en"),
        (&[], &[("LANG", "C")], "en"),
        (&[], &[("LANG", "POSIX")], "en"),
        (&[], &[("LANG", "")], "en"),
        (&[], &[JA, ("LC_MESSAGES", "en_US.UTF-8")], "en"),
        (&[], &[JA, ("LC_MESSAGES", "")], "ja"),
        (&[], &[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "C"), ("LC_ALL", "ja_JP.UTF-8")], "ja"),
        (&[], &[JA, ("LC_ALL", "C")], "en"),
        (&[], &[("LC_ALL", "C"), ("SEKISHO_LANG", "ja")], "ja"),
        (&[], &[JA, ("SEKISHO_LANG", "en")], "en"),
        (&["--lang", "en"], &[JA, ("SEKISHO_LANG", "ja")], "en"),
        (&["--lang=ja"], &[("SEKISHO_LANG", "en")], "ja"),
        (&["--lang", "ja"], &[("LC_ALL", "POSIX")], "ja"),
    ];
    for (options, variables, lang) in table {
        // A help, an explanation, and a mistake.
        let said = [(&["--help"][..], "使い方"), (&["explain", "exit-status"], "終了"), (&["chekc"], "失敗")];
        for (arguments, word) in said {
            for arguments in [[options, arguments].concat(), [arguments, options].concat()] {
                let run = world.sekisho_with(&arguments, variables);
                let is_japanese = (run.stdout + &run.stderr).contains(word);
                assert_eq!(is_japanese, lang == "ja", "{arguments:?} {variables:?}");
            }
        }
    }
}

#[test]
fn a_report_for_programs_obeys_the_option_alone() {
    let world = world(&[("wrong.yaml", WRONG)]);
    let variables = [("LANG", "ja_JP.UTF-8"), ("SEKISHO_LANG", "ja")];
    let message = |arguments: &[&str]| {
        let run = world.sekisho_with(arguments, &variables);
        let json: Value = serde_json::from_str(&run.stdout).expect("the report is JSON");
        json["findings"][0]["message"].as_str().expect("a message").to_owned()
    };
    assert!(message(&["check", "--format", "json"]).contains("has no field"));
    assert!(message(&["check", "--format", "json", "--lang", "ja"]).contains("という項目はありません"));
}

#[test]
fn colours_are_as_they_are_asked_for() {
    let world = world(&[("wrong.yaml", WRONG)]);
    let table: [(&[&str], Variables<'_>, bool); 11] = [
        (&[], &[], false),
        (&[], &[("TERM", "xterm-256color")], false),
        (&[], &[("FORCE_COLOR", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "0")], false),
        (&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
        (&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "")], true),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[("FORCE_COLOR", "1")], false),
        (&["--color", "auto"], &[("FORCE_COLOR", "1")], true),
        (&["--color", "always", "--format", "json"], &[("FORCE_COLOR", "1")], false),
    ];
    for (options, variables, coloured) in table {
        let run = world.sekisho_with(&[&["check"], options].concat(), variables);
        assert_eq!(run.stdout.contains('\u{1b}'), coloured, "{options:?} {variables:?}");
        assert_eq!(run.status, 1);
    }
}

#[test]
fn quiet_says_nothing_where_nothing_is_wrong() {
    let said = |name: &str, text: &str| world(&[(name, text)]).sekisho(&["check", "--quiet"]);
    assert_eq!(said("document.yaml", CLEAN).stdout, "");
    assert!(said("document.yaml", WRONG).stdout.contains("schema/unknown-field"));
    assert!(said("sekisho.yaml", WITHOUT_FOLDER).stdout.contains("gone"));
}

#[test]
fn neither_threads_nor_the_current_folder_change_a_byte() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let roots = ["model-csirt", "broken-csirt/copied-text", "broken-csirt/lost-references"];
    for root in roots.map(|root| top.join("examples").join(root)) {
        let absolute = root.to_str().expect("the repository lies at a path of UTF-8");
        let relative = root.strip_prefix(top).ok().and_then(Path::to_str).expect("the example lies in the repository");
        for format in ["terminal", "json"] {
            let options = ["check", "--today", "2026-11-24", "--format", format];
            let said = |folder: &Path, more: &[&str]| run(folder, &[&options, more].concat(), &[]);
            let first = said(top, &[relative, "--threads", "1"]);
            let others = [
                said(top, &[relative, "--threads", "2"]),
                said(top, &[relative, "--threads", "64"]),
                said(top, &[relative]),
                said(&root, &[]),
                said(&root, &["."]),
                said(&std::env::temp_dir(), &[absolute]),
            ];
            for other in others {
                assert_eq!((other.status, &other.stdout, &other.stderr), (first.status, &first.stdout, &first.stderr));
            }
        }
    }
}

#[test]
fn completions_and_the_manual_know_every_command_and_option() {
    let world = World::folder();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = world.sekisho(&["completions", shell]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        for word in ["check", "staged", "no-waivers", "baseline", "install"] {
            assert!(run.stdout.contains(word), "{shell}: {word}");
        }
    }
    for (lang, words) in [("ja", "文書を検査します"), ("en", "Check the documents")] {
        let whole = world.sekisho(&["man", "--lang", lang]);
        assert!(whole.stdout.starts_with(".ie") && whole.stdout.contains(words), "{}", whole.stdout);
        let page = world.sekisho(&["man", "check", "--lang", lang]);
        assert!(page.stdout.contains("SEKISHO\\-CHECK") || page.stdout.contains("SEKISHO-CHECK"), "{}", page.stdout);
        assert!(page.stdout.contains("no\\-waivers"), "{}", page.stdout);
    }
    assert_eq!(world.sekisho(&["man", "nope"]).status, 2);
}
