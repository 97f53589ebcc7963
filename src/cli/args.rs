//! What was typed, and what is meant by it. Help and usage errors exist in both languages.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command as Clap};
use clap_complete::Shell;
use jiff::civil::Date;

use super::failure::Failure;
use super::formats::{Output, OutputParser};
use super::judging::Judging;
use super::output::Colour;
use super::{approve, baseline, check, explain, hook, init, language, new, review, status};
use crate::approval::Decision;
use crate::both;
use crate::corpus::waiver::date;
use crate::finding::Severity;
use crate::git::{Asked, Environment, Source};
use crate::lang::{Both, Lang, Words};
use crate::text::Foreign;

/// What is to be done.
#[derive(Debug)]
pub(super) enum Command {
    /// `check`
    Check(check::Options),
    /// `review`
    Review(review::Options),
    /// `approve`
    Approve(approve::Options),
    /// `status`
    Status(status::Options),
    /// `baseline`
    Baseline(baseline::Options),
    /// `hook`
    Hook(hook::Options),
    /// `init`
    Init(init::Options),
    /// `new`
    New(new::Options),
    /// `explain`
    Explain(explain::Options),
    /// `completions`, with its shell.
    Completions(Shell),
    /// `man`, with a command.
    Manual(Option<String>),
    /// `schema`, with its kind.
    Schema(String),
}

/// Why nothing is to be done.
#[derive(Debug)]
pub(super) enum Stop {
    /// Help or the version was asked for.
    Print(String),
    /// What was typed means nothing.
    Usage(Failure),
}

/// How a report is shown.
#[derive(Debug)]
pub(super) struct Shown {
    /// The language that `--lang` asks for.
    pub asked_lang: Option<Lang>,
    /// The reader's language.
    pub lang: Lang,
    /// The least severity that is shown.
    pub min_severity: Severity,
    /// Whether it is coloured.
    pub colour: Colour,
    /// The width of the report, where it is not that of the terminal.
    pub width: Option<usize>,
    /// Whether nothing is said where nothing is wrong.
    pub quiet: bool,
}

/// Reads the command line, the program's name first.
pub(super) fn parse(arguments: Vec<OsString>, lang: Lang) -> Result<Command, Stop> {
    let matches = command(lang).try_get_matches_from(arguments).map_err(|error| stop(&error))?;
    match matches.subcommand() {
        Some(("check", of)) => Ok(Command::Check(check_options(of, lang).map_err(Stop::Usage)?)),
        Some(("review", of)) => Ok(Command::Review(review_options(of, lang).map_err(Stop::Usage)?)),
        Some(("status", of)) => Ok(Command::Status(status_options(of, lang).map_err(Stop::Usage)?)),
        Some(("approve", of)) => Ok(Command::Approve(approve_options(of, lang).map_err(Stop::Usage)?)),
        Some(("baseline", of)) => baseline_options(of, lang).map(Command::Baseline),
        Some(("hook", of)) => hook_options(of, lang).map(Command::Hook),
        Some(("init", of)) => Ok(Command::Init(init_options(of, lang))),
        Some(("new", of)) => Ok(Command::New(new_options(of, lang))),
        Some(("explain", of)) => Ok(Command::Explain(explain_options(of, lang))),
        Some(("completions", of)) => {
            let shell = of.get_one::<Shell>("SHELL").copied();
            Ok(Command::Completions(shell.expect("the command line requires it")))
        }
        Some(("man", of)) => Ok(Command::Manual(text(of, "COMMAND").map(str::to_owned))),
        Some(("schema", of)) => Ok(Command::Schema(text(of, "KIND").unwrap_or_default().to_owned())),
        _ => Err(Stop::Print(command(lang).render_help().to_string())),
    }
}

fn check_options(of: &ArgMatches, lang: Lang) -> Result<check::Options, Failure> {
    Ok(check::Options {
        path: of.get_one::<PathBuf>("PATH").cloned(),
        source: source(of),
        given: of.get_one::<PathBuf>("stdin-filename").cloned(),
        judging: judging(of, lang)?,
    })
}

/// What every command takes that judges and reports.
fn judging(of: &ArgMatches, lang: Lang) -> Result<Judging, Failure> {
    let available = || std::thread::available_parallelism().map_or(1, usize::from);
    Ok(Judging {
        outputs: of.get_many::<Output>("format").map_or_else(Output::default_of_all, |all| all.cloned().collect()),
        today: today(of)?,
        fail_on: text(of, "fail-on").map_or(Some(Severity::Error), severity),
        waivers: !of.get_flag("no-waivers"),
        threads: of.get_one::<usize>("threads").copied().unwrap_or_else(available),
        shown: Shown {
            min_severity: text(of, "min-severity").and_then(severity).unwrap_or(Severity::Info),
            quiet: of.get_flag("quiet"),
            ..shown(of, lang)
        },
    })
}

fn review_options(of: &ArgMatches, lang: Lang) -> Result<review::Options, Failure> {
    let range = text(of, "RANGE");
    let (base, head) = match range.and_then(|range| range.split_once("...")) {
        Some((base, head)) => (Some(base).filter(|base| !base.is_empty()), Some(head).filter(|head| !head.is_empty())),
        None => (range, None),
    };
    let is_reading = of.get_flag("no-gate");
    let judging = judging(of, lang)?;
    Ok(review::Options {
        asked: Asked {
            base: base.map(str::to_owned),
            head: head.unwrap_or("HEAD").to_owned(),
            git_dir: of.get_one::<PathBuf>("git-dir").cloned(),
            path: of.get_one::<PathBuf>("PATH").cloned(),
            is_direct: is_reading,
        },
        judging: if is_reading { Judging { fail_on: None, ..judging } } else { judging },
    })
}

fn status_options(of: &ArgMatches, lang: Lang) -> Result<status::Options, Failure> {
    let form = match text(of, "format") {
        Some("json") => status::Form::Json,
        Some("markdown") => status::Form::Markdown,
        _ => status::Form::Terminal,
    };
    Ok(status::Options { path: path(of), form, today: today(of)?, shown: shown(of, lang) })
}

fn approve_options(of: &ArgMatches, lang: Lang) -> Result<approve::Options, Failure> {
    Ok(approve::Options {
        document: text(of, "DOC").unwrap_or_default().to_owned(),
        role: text(of, "as").unwrap_or_default().to_owned(),
        person: text(of, "person").map(str::to_owned),
        decision: match text(of, "decision") {
            Some("conditional") => Decision::Conditional,
            Some("rejected") => Decision::Rejected,
            _ => Decision::Approved,
        },
        evidence: text(of, "evidence").map(str::to_owned),
        is_dry_run: of.get_flag("dry-run"),
        today: today(of)?,
        lang,
    })
}

/// Of Git's variables only these two are obeyed, and only for what is staged: a hook knows which index is committed.
fn source(of: &ArgMatches) -> Source {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let (revision, git_dir) = (text(of, "rev"), of.get_one::<PathBuf>("git-dir").cloned());
    if of.get_flag("staged") {
        return Source::Staged(Environment { git_dir: variable("GIT_DIR"), index_file: variable("GIT_INDEX_FILE") });
    }
    match (revision, git_dir) {
        (None, None) => Source::WorkTree,
        (revision, git_dir) => Source::Revision { revision: revision.unwrap_or("HEAD").to_owned(), git_dir },
    }
}

fn path(of: &ArgMatches) -> PathBuf {
    of.get_one::<PathBuf>("PATH").cloned().unwrap_or_else(|| PathBuf::from("."))
}

fn today(of: &ArgMatches) -> Result<Option<Date>, Failure> {
    text(of, "today").map(|written| date(written).ok_or_else(|| no_date(written))).transpose()
}

/// What every report takes.
fn shown(of: &ArgMatches, lang: Lang) -> Shown {
    Shown {
        asked_lang: text(of, "lang").and_then(language::named),
        lang,
        min_severity: Severity::Info,
        colour: match text(of, "color") {
            Some("always") => Colour::Always,
            Some("never") => Colour::Never,
            _ => Colour::Auto,
        },
        quiet: false,
        width: of.get_one::<usize>("width").copied(),
    }
}

fn init_options(of: &ArgMatches, lang: Lang) -> init::Options {
    init::Options {
        folder: of.get_one::<PathBuf>("DIR").cloned().unwrap_or_else(|| PathBuf::from(".")),
        languages: match text(of, "lang") {
            Some("both") => vec![Lang::Ja, Lang::En],
            Some(name) => language::named(name).into_iter().collect(),
            None => vec![lang],
        },
        is_minimal: of.get_flag("minimal"),
        lang,
    }
}

fn hook_options(of: &ArgMatches, lang: Lang) -> Result<hook::Options, Stop> {
    let (action, of) = match of.subcommand() {
        Some(("install", of)) => (hook::Action::Install, of),
        Some(("uninstall", of)) => (hook::Action::Uninstall, of),
        _ => return Err(Stop::Print(hook_command(lang).render_help().to_string())),
    };
    Ok(hook::Options { action, path: path(of), lang })
}

fn baseline_options(of: &ArgMatches, lang: Lang) -> Result<baseline::Options, Stop> {
    let (action, of) = match of.subcommand() {
        Some(("add", of)) => (baseline::Action::Add(text(of, "reason").unwrap_or_default().to_owned()), of),
        Some(("update", of)) => (baseline::Action::Update, of),
        _ => return Err(Stop::Print(baseline_command(lang).render_help().to_string())),
    };
    Ok(baseline::Options { action, path: path(of), today: today(of).map_err(Stop::Usage)?, lang })
}

fn new_options(of: &ArgMatches, lang: Lang) -> new::Options {
    new::Options {
        kind: text(of, "KIND").unwrap_or_default().to_owned(),
        id: text(of, "ID").map(str::to_owned),
        external: text(of, "external").map(str::to_owned),
        lang,
        asked_lang: text(of, "lang").and_then(language::named),
    }
}

fn explain_options(of: &ArgMatches, lang: Lang) -> explain::Options {
    let what = match (text(of, "all"), text(of, "THING")) {
        (Some("rules"), _) => explain::What::AllRules,
        (Some("kinds"), _) => explain::What::AllKinds,
        (Some(_), _) => explain::What::AllFlow,
        (None, Some(thing)) => explain::What::Thing(thing.to_owned()),
        (None, None) => explain::What::Nothing,
    };
    explain::Options { what, lang }
}

/// Returns what was typed for an argument; nothing where the command does not take it.
fn text<'m>(of: &'m ArgMatches, name: &str) -> Option<&'m str> {
    of.try_get_one::<String>(name).ok().flatten().map(String::as_str)
}

/// `never` is no severity.
fn severity(name: &str) -> Option<Severity> {
    match name {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "info" => Some(Severity::Info),
        _ => None,
    }
}

/// The whole command line.
pub(super) fn command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let command = Clap::new("sekisho")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(
            "CSIRT の文書 (Git リポジトリの YAML) を検査します",
            "Inspects the papers of a CSIRT: YAML documents in a Git repository",
        ))
        .after_help(say(
            "検査の結果は終了ステータスでも分かります。\n  0 合格  1 指摘あり  2 検査できなかったものがある\n詳しくは `sekisho explain exit-status` をご覧ください。",
            "The exit status tells the verdict:\n  0 passed  1 something was found  2 something could not be checked\nSee `sekisho explain exit-status`.",
        ))
        .subcommand(init_command(lang))
        .subcommand(new_command(lang))
        .subcommand(check_command(lang))
        .subcommand(review_command(lang))
        .subcommand(status_command(lang))
        .subcommand(approve_command(lang))
        .subcommand(baseline_command(lang))
        .subcommand(hook_command(lang))
        .subcommand(explain_command(lang))
        .subcommand(schema_command(lang))
        .subcommand(completions_command(lang))
        .subcommand(man_command(lang));
    framed(command.arg(version_option(lang)), lang)
}

fn init_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let command =
        Clap::new("init")
            .about(say("最初の文書一式を作ります", "Write the first files: settings and documents to fill in"))
            .arg(Arg::new("DIR").value_parser(clap::value_parser!(PathBuf)).help(say(
                "作る場所。なければ今のフォルダーです。\n今あるファイルは書き換えません",
                "where; the current folder by default.\nNo file that exists is changed",
            )))
            .arg(option("lang", "LANG", &["ja", "en", "both"]).help(say(
                "文書の言葉: ja (日本語), en (英語), both (両方)",
                "language of the documents: ja, en or both",
            )))
            .arg(Arg::new("minimal").long("minimal").action(ArgAction::SetTrue).help(say(
                "8 工程すべてではなく、最初の 5 個だけを作ります",
                "only the five files to begin with, not all eight phases",
            )));
    framed(command, lang)
}

fn hook_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let path = || {
        Arg::new("PATH").value_parser(clap::value_parser!(PathBuf)).help(say(
            "検査する場所。なければ今のフォルダーです",
            "what the hooks are to check; the current folder by default",
        ))
    };
    let install = Clap::new("install")
        .about(say("フックを書き込みます", "Write the hooks; a hook of someone else is never overwritten"))
        .arg(path());
    let uninstall =
        Clap::new("uninstall").about(say("sekisho のフックを消します", "Remove the hooks that are ours")).arg(path());
    let command = Clap::new("hook")
        .about(say(
            "コミットや push の前に自動で検査するようにします",
            "Check before each commit and push (hooks of Git)",
        ))
        .subcommand(framed(install, lang))
        .subcommand(framed(uninstall, lang));
    framed(command, lang)
}

fn baseline_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let add = Clap::new("add")
        .about(say("今ある指摘を受け入れます", "Accept the findings that are there now"))
        .arg(Arg::new("PATH").value_parser(clap::value_parser!(PathBuf)).help(say(
            "ここより下の指摘だけを受け入れます。なければすべてです",
            "accept only what is found here; all by default",
        )))
        .arg(
            Arg::new("reason")
                .long("reason")
                .value_name("TEXT")
                .required(true)
                .help(say("受け入れる理由", "why they are accepted")),
        )
        .arg(today_option(lang));
    let update = Clap::new("update")
        .about(say("直った指摘を取り除きます", "Remove what has been mended; nothing is added"))
        .arg(
            Arg::new("PATH")
                .value_parser(clap::value_parser!(PathBuf))
                .help(say("場所。なければ今のフォルダーです", "where; the current folder by default")),
        )
        .arg(today_option(lang));
    let command = Clap::new("baseline")
        .about(say(
            "導入時にあった指摘を受け入れ、新しい指摘だけを止めます",
            "Accept what is there at adoption, so that only new findings fail",
        ))
        .subcommand(framed(add, lang))
        .subcommand(framed(update, lang));
    framed(command, lang)
}

fn completions_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let command =
        Clap::new("completions").about(say("コマンドの入力補完の設定を示します", "Print completions for a shell")).arg(
            Arg::new("SHELL")
                .required(true)
                .value_parser(clap::value_parser!(Shell))
                .hide_possible_values(true)
                .help(say("bash, zsh, fish, powershell, elvish のどれか", "bash, zsh, fish, powershell or elvish")),
        );
    framed(command, lang)
}

fn man_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let command = Clap::new("man").about(say("マニュアル (man) のページを示します", "Print a page of the manual")).arg(
        Arg::new("COMMAND").help(say(
            "コマンドの名前 (check など)。なければ全体です",
            "a command (check, …); without one, of the whole",
        )),
    );
    framed(command, lang)
}

fn new_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let command =
        Clap::new("new")
            .about(say("文書を一つ加えます", "Add one document to fill in"))
            .arg(Arg::new("KIND").required(true).help(say(
                "文書の種類 (budget など)。一覧は sekisho explain --all kinds",
                "the kind (budget, …); see sekisho explain --all kinds",
            )))
            .arg(Arg::new("ID").help(say(
                "文書の ID。同じ種類の二つ目からは必ず付けます",
                "the id; needed from the second of a kind on",
            )))
            .arg(Arg::new("external").long("external").value_name("PLACE").help(say(
                "本文が別の場所にあるとき、その場所\n(Word ファイルの名前、URL、保管場所など)",
                "where the text is, if it lives elsewhere:\na Word file, a web address, a shelf",
            )));
    framed(command, lang)
}

fn check_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let command = Clap::new("check")
        .about(say("文書を検査します", "Check the documents"))
        .arg(Arg::new("PATH").value_parser(clap::value_parser!(PathBuf)).help(say(
            "検査する場所。なければ今のフォルダーです。\nsekisho.yaml のあるフォルダーを上へ探し、その全体を検査して、\nここに書いた場所の分だけを示します",
            "what to check; the current folder by default. The nearest folder at\nor above it with a sekisho.yaml is checked whole, and what lies at\nor below PATH is shown",
        )))
        .arg(Arg::new("staged").long("staged").action(ArgAction::SetTrue).conflicts_with_all(["rev", "git-dir"]).help(say(
            "今のファイルではなく、次のコミットの内容を\n検査します",
            "check what the next commit will hold,\nnot the files as they are now",
        )))
        .arg(Arg::new("rev").long("rev").value_name("REVISION").help(say(
            "コミットやブランチの内容を検査します\n(HEAD, main など)。PATH はその中の場所です",
            "check what a commit or branch holds\n(HEAD, main, …); PATH is a path in it",
        )))
        .arg(Arg::new("git-dir").long("git-dir").value_name("DIR").value_parser(clap::value_parser!(PathBuf)).help(say(
            "作業フォルダーのないリポジトリ (bare) の場所。\n--rev がなければ HEAD を検査します",
            "a bare repository; without --rev,\nits HEAD is checked",
        )))
        .arg(
            Arg::new("stdin").long("stdin").action(ArgAction::SetTrue).requires("stdin-filename").help(say(
                "標準入力の内容を、--stdin-filename のファイルの\n代わりに検査します (エディター用)",
                "check standard input in the place of\nthe file that --stdin-filename names\n(for editors)",
            )),
        )
        .arg(
            Arg::new("stdin-filename")
                .long("stdin-filename")
                .value_name("FILE")
                .requires("stdin")
                .value_parser(clap::value_parser!(PathBuf))
                .help(say("標準入力の内容のファイル名", "the file that standard input stands for")),
        );
    framed(with_report_options(command, lang), lang)
}

/// The options of every command that judges and reports.
fn with_report_options(command: Clap, lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    command
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT[=FILE]")
                .action(ArgAction::Append)
                .value_parser(OutputParser)
                .hide_possible_values(true)
                .help(say(
                    "結果の形式: terminal (人向け、既定), json,\nsarif, github, gitlab, junit, markdown。\n=FILE でファイルに書きます。いくつでも書けます",
                    "form of the report: terminal (default),\njson, sarif, github, gitlab, junit,\nmarkdown; into a file with =FILE;\nas many as you like",
                )),
        )
        .arg(option("fail-on", "SEVERITY", &["error", "warning", "info", "never"]).help(say(
            "この重さ以上の指摘があれば不合格にします:\nerror (既定), warning, info, never (常に合格)",
            "fail on findings as grave as this or graver:\nerror (default), warning, info, never",
        )))
        .arg(option("min-severity", "SEVERITY", &["error", "warning", "info"]).help(say(
            "この重さ以上の指摘だけを示します:\nerror, warning, info (既定)。合否は変わりません",
            "show only findings as grave as this or graver:\nerror, warning, info (default).\nThe verdict stays the same",
        )))
        .arg(Arg::new("no-waivers").long("no-waivers").action(ArgAction::SetTrue).help(say(
            "認められた例外 (waiver) を効かせずに検査します",
            "report and judge what waivers hold back, too",
        )))
        .arg(today_option(lang))
        .arg(option("color", "WHEN", &["auto", "always", "never"]).help(say(
            "色を付けるか: auto (端末なら付ける、既定),\nalways, never",
            "colours: auto (on a terminal; default),\nalways, never",
        )))
        .arg(Arg::new("quiet").long("quiet").short('q').action(ArgAction::SetTrue).help(say(
            "合格のときは何も示しません",
            "print nothing where nothing is wrong",
        )))
        .arg(width_option())
        // For proving that the number of threads changes nothing.
        .arg(Arg::new("threads").long("threads").hide(true).value_parser(clap::value_parser!(usize)))
}

fn review_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let command = Clap::new("review")
        .about(say("変更が何をもたらすかを調べます", "Review what a change brings"))
        .arg(Arg::new("RANGE").value_name("BASE[...HEAD]").help(say(
            "比べる相手のブランチやコミット。なければ既定の\nブランチです。HEAD はなければ今のコミットです",
            "the branch or commit to compare with; the default\nbranch unless named. HEAD is what is committed now",
        )))
        .arg(Arg::new("PATH").last(true).value_parser(clap::value_parser!(PathBuf)).help(say(
            "ここより下の指摘だけを示します (-- のあとに書きます)",
            "show only what is found here (written after --)",
        )))
        .arg(Arg::new("no-gate").long("no-gate").action(ArgAction::SetTrue).conflicts_with("fail-on").help(say(
            "合否を決めずに、二つをそのまま比べます",
            "compare any two revisions as they are, and\njudge nothing",
        )))
        .arg(
            Arg::new("git-dir")
                .long("git-dir")
                .value_name("DIR")
                .value_parser(clap::value_parser!(PathBuf))
                .help(say("作業フォルダーのないリポジトリ (bare) の場所", "a bare repository")),
        );
    framed(with_report_options(command, lang), lang)
}

fn status_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let command = Clap::new("status")
        .about(say("構築の状況と、次にすることを示します", "Show where the construction stands, and what to do next"))
        .arg(
            Arg::new("PATH")
                .value_parser(clap::value_parser!(PathBuf))
                .help(say("見る場所。なければ今のフォルダーです", "where; the current folder by default")),
        )
        .arg(
            option("format", "FORMAT", &["terminal", "json", "markdown"]).help(say(
                "形式: terminal (人向け、既定), json, markdown",
                "form: terminal (default), json or markdown",
            )),
        )
        .arg(today_option(lang))
        .arg(width_option());
    framed(command, lang)
}

fn approve_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let command = Clap::new("approve")
        .about(say("文書に承認を書き込みます", "Write an approval into a document"))
        .arg(
            Arg::new("DOC")
                .required(true)
                .help(say("文書のファイルの場所、または ID", "the document: the path of its file, or its id")),
        )
        .arg(
            Arg::new("as")
                .long("as")
                .value_name("ROLE")
                .required(true)
                .help(say("どの役割で承認するか (役割の ID)", "the role in which it is approved, by its id")),
        )
        .arg(Arg::new("person").long("person").value_name("PERSON").help(say(
            "承認する人の ID。役割に一人だけなら不要です",
            "who approves, by id, where several\nhold the role",
        )))
        .arg(option("decision", "DECISION", &["approved", "conditional", "rejected"]).help(say(
            "結果: approved (承認、既定),\nconditional (条件付き), rejected (却下)",
            "approved (default), conditional or rejected",
        )))
        .arg(
            Arg::new("evidence")
                .long("evidence")
                .value_name("TEXT")
                .help(say("証拠 (議事録の番号など)", "where the decision is recorded: minutes, a ticket")),
        )
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help(say("書き込まずに、書き込む内容を示します", "show the edit, and write nothing")),
        )
        .arg(today_option(lang));
    framed(command, lang)
}

fn today_option(lang: Lang) -> Arg {
    let words = Words {
        ja: "この日に検査したものとして判定します。\n書かなければ今日です",
        en: "judge as on this day; today by default",
    };
    Arg::new("today").long("today").value_name("YYYY-MM-DD").help(words.get(lang))
}

/// For showing a report as a terminal of that width would.
fn width_option() -> Arg {
    Arg::new("width").long("width").hide(true).value_parser(clap::value_parser!(usize))
}

fn explain_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let command = Clap::new("explain")
        .about(say("ルールや文書の種類を説明します", "Explain a rule, a kind of document or a field"))
        .arg(Arg::new("THING").conflicts_with("all").help(say(
            "ルール (xref/unresolved)、文書の種類 (people)、\nその項目 (people.people) または exit-status",
            "a rule (xref/unresolved), a kind (people), a field of it\n(people.people), or exit-status",
        )))
        .arg(option("all", "WHAT", &["rules", "kinds", "flow"]).help(say(
            "一覧を示します: rules (ルール), kinds (文書の種類),\nflow (構築の流れと項目の対応)",
            "list all: rules, kinds (of documents), or flow (the items\nof the construction flow and the fields that hold them)",
        )));
    framed(command, lang)
}

fn schema_command(lang: Lang) -> Clap {
    let say = |ja: &'static str, en: &'static str| Words { ja, en }.get(lang);
    let command = Clap::new("schema")
        .about(say(
            "文書の種類の決まりをエディター用に書き出します (JSON Schema)",
            "Print the JSON Schema of a kind, for editors",
        ))
        .arg(
            Arg::new("KIND")
                .required(true)
                .help(say("文書の種類 (people など) または settings", "a kind (people, …), or settings")),
        );
    framed(command, lang)
}

fn option(name: &'static str, value: &'static str, values: &[&'static str]) -> Arg {
    let parser = PossibleValuesParser::new(values.to_vec());
    // The help of each option names its values itself, in the reader's language.
    Arg::new(name).long(name).value_name(value).value_parser(parser).hide_possible_values(true)
}

fn version_option(lang: Lang) -> Arg {
    let words = Words { ja: "版を示します", en: "print the version" };
    Arg::new("version").long("version").short('V').action(ArgAction::Version).help(words.get(lang))
}

/// The frame words of the library are English, so the frame is ours.
fn framed(command: Clap, lang: Lang) -> Clap {
    let words = |ja, en| Words { ja, en }.get(lang);
    let template = match (lang, command.has_subcommands()) {
        (Lang::Ja, true) => {
            "{about}\n\n使い方: {usage}\n\nコマンド:\n{subcommands}\n\nオプション:\n{options}{after-help}\n"
        }
        (Lang::En, true) => {
            "{about}\n\nUsage: {usage}\n\nCommands:\n{subcommands}\n\nOptions:\n{options}{after-help}\n"
        }
        (Lang::Ja, false) => "{about}\n\n使い方: {usage}\n\n{positionals}\n\nオプション:\n{options}\n",
        (Lang::En, false) => "{about}\n\nUsage: {usage}\n\n{positionals}\n\nOptions:\n{options}\n",
    };
    let usage = match command.get_name() {
        "check" => words("sekisho check [オプション] [PATH]", "sekisho check [OPTIONS] [PATH]"),
        "approve" => {
            words("sekisho approve <DOC> --as <ROLE> [オプション]", "sekisho approve <DOC> --as <ROLE> [OPTIONS]")
        }
        "review" => words(
            "sekisho review [オプション] [BASE[...HEAD]] [-- PATH]",
            "sekisho review [OPTIONS] [BASE[...HEAD]] [-- PATH]",
        ),
        "status" => words("sekisho status [オプション] [PATH]", "sekisho status [OPTIONS] [PATH]"),
        "explain" => words("sekisho explain [オプション] [THING]", "sekisho explain [OPTIONS] [THING]"),
        "schema" => "sekisho schema <KIND>",
        "init" => words("sekisho init [オプション] [DIR]", "sekisho init [OPTIONS] [DIR]"),
        "new" => words("sekisho new [オプション] <KIND> [ID]", "sekisho new [OPTIONS] <KIND> [ID]"),
        "baseline" => "sekisho baseline add|update [PATH]",
        "add" => words(
            "sekisho baseline add --reason <TEXT> [オプション] [PATH]",
            "sekisho baseline add --reason <TEXT> [OPTIONS] [PATH]",
        ),
        "update" => words("sekisho baseline update [オプション] [PATH]", "sekisho baseline update [OPTIONS] [PATH]"),
        "completions" => "sekisho completions <SHELL>",
        "man" => "sekisho man [COMMAND]",
        "hook" => "sekisho hook install|uninstall [PATH]",
        "install" => "sekisho hook install [PATH]",
        "uninstall" => "sekisho hook uninstall [PATH]",
        _ => words("sekisho <コマンド>", "sekisho <COMMAND>"),
    };
    let help = Arg::new("help")
        .long("help")
        .short('h')
        .action(ArgAction::Help)
        .help(words("この説明を示します", "print this help"));
    let lang_help = words("言葉: ja (日本語) または en (英語)", "language: ja or en");
    let command = command
        .help_template(template)
        // Our texts bring their own lines.
        .term_width(0)
        .override_usage(usage)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_required(false)
        .arg(help);
    match command.get_name() {
        "sekisho" => command.arg(option("lang", "LANG", &["ja", "en"]).help(lang_help).global(true)),
        _ => command,
    }
}

fn stop(error: &clap::Error) -> Stop {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Stop::Print(error.render().to_string())
        }
        _ => Stop::Usage(Failure::new(usage_message(error)).hint(usage_hint(error))),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let shown = |text: &str| Foreign::new(text).to_string();
    match error.get(kind)? {
        ContextValue::String(text) => Some(shown(text)),
        ContextValue::Strings(texts) => Some(texts.iter().map(|text| shown(text)).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

/// Returns an argument by its name alone: `--fail-on`, `KIND`.
fn argument_named(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let named = context(error, kind)?;
    let bare = named.split(" <").next().unwrap_or_default().trim_matches(['<', '>', '[', ']']);
    Some(bare.to_owned())
}

/// Returns the likeliest of several suggestions, which stands last.
fn suggestion(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.last().cloned(),
        _ => None,
    }
}

fn usage_message(error: &clap::Error) -> Both {
    let argument = argument_named(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => both! {
            ja: "「{argument}」というオプションや引数はありません",
            en: "there is no option or argument `{argument}`",
        },
        ErrorKind::InvalidSubcommand => {
            let command = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            both! { ja: "「{command}」というコマンドはありません", en: "there is no command `{command}`" }
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            both! { ja: "「{argument}」に値がありません", en: "`{argument}` needs a value" }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => both! {
            ja: "「{argument}」に「{value}」とは書けません",
            en: "`{value}` is no value of `{argument}`",
        },
        ErrorKind::MissingRequiredArgument => {
            both! { ja: "「{argument}」がありません", en: "`{argument}` is missing" }
        }
        ErrorKind::ArgumentConflict => match argument_named(error, ContextKind::PriorArg) {
            Some(other) if other != argument => both! {
                ja: "「{argument}」と「{other}」は一緒に使えません",
                en: "`{argument}` and `{other}` cannot be used together",
            },
            _ => both! { ja: "「{argument}」は一度しか書けません", en: "`{argument}` can be written only once" },
        },
        ErrorKind::InvalidUtf8 => {
            both! { ja: "引数の文字コードが UTF-8 ではありません", en: "an argument is not UTF-8" }
        }
        _ => both! { ja: "コマンドの使い方が違います", en: "the command cannot be understood" },
    }
}

fn usage_hint(error: &clap::Error) -> Both {
    let suggested = suggestion(error, ContextKind::SuggestedArg)
        .or_else(|| suggestion(error, ContextKind::SuggestedSubcommand))
        .or_else(|| suggestion(error, ContextKind::SuggestedValue));
    let values = context(error, ContextKind::ValidValue);
    match (suggested, values) {
        (Some(near), _) => both! { ja: "「{near}」のことではありませんか", en: "did you mean `{near}`?" },
        (None, Some(values)) => both! { ja: "書けるのは {values} です", en: "write one of: {values}" },
        (None, None) => both! {
            ja: "使い方は `sekisho --help` で見られます",
            en: "see `sekisho --help`",
        },
    }
}

fn no_date(written: &str) -> Failure {
    let written = Foreign::new(written);
    Failure::new(
        both! { ja: "--today の「{written}」は日付ではありません", en: "`{written}` after --today is no date" },
    )
    .hint(both! { ja: "2026-11-24 のように書いてください", en: "write it as 2026-11-24" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_sound_in_both_languages() {
        command(Lang::Ja).debug_assert();
        command(Lang::En).debug_assert();
    }
}
