//! One row: what is built, how the checker is run, what must come out.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::measure::{Said, Took, measure};
use crate::place::{DOCUMENT, Place};

/// The date of every run.
const TODAY: &str = "2026-11-25";

/// How much longer a build without optimization may take, on processors that other rows share.
fn slower() -> u32 {
    let is_optimized = std::env::var_os("SEKISHO_BINARY").is_some() || !cfg!(debug_assertions);
    if is_optimized { 2 } else { 5 }
}

/// A test that is more than one run.
pub type Test = fn(&Place) -> Result<(), String>;

/// A case of the catalogue.
pub struct Row {
    /// Its number in the catalogue.
    pub id: &'static str,
    /// What it is about.
    pub what: &'static str,
    is_repository: bool,
    is_committed: bool,
    document: Option<fn() -> Vec<u8>>,
    script: &'static str,
    /// The ways in which the tree is read, each a run of its own.
    ways: &'static [Way],
    expected: Vec<Expected>,
    time: Duration,
    memory: u64,
    output: usize,
    /// A program of the system that the row needs.
    needs: Option<&'static str>,
    is_other_user: bool,
    custom: Option<Test>,
    /// The watchdog may end each run in the middle of another step.
    may_vary: bool,
}

/// How the tree is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The files on the disk.
    Files,
    /// The index.
    Staged,
    /// The commit `HEAD`.
    Head,
    /// `HEAD` of the bare repository `../bare`.
    Bare,
    /// The files of the folder `../linked`.
    Linked,
}

/// All ways of an ordinary repository.
pub const ALL: &[Way] = &[Way::Files, Way::Staged, Way::Head];

/// What a run must say.
#[derive(Clone, Debug)]
enum Expected {
    /// Status 0, and no findings.
    Clean,
    /// Status 1, and a finding of one of these rules, written with `|` between them.
    Finds(&'static str),
    /// Status 2, and these words.
    Stops(&'static str),
    /// Status 1 and a finding of one of these rules, or status 2.
    FindsOrStops(&'static str),
    /// No finding of this rule.
    Without(&'static str),
    /// These words, whatever the status.
    Says(&'static str),
}

/// How a row ended.
pub enum Verdict {
    /// As it must.
    Held,
    /// Not at all, and why.
    NotRun(String),
    /// Otherwise.
    Broken(String),
}

impl Row {
    /// Begins a row: a repository with good documents, read from the files.
    pub fn new(id: &'static str, what: &'static str) -> Row {
        Row {
            id,
            what,
            is_repository: true,
            is_committed: true,
            document: None,
            script: "",
            ways: &[Way::Files],
            expected: Vec::new(),
            time: Duration::from_secs(2),
            memory: 256 << 10,
            output: 1 << 20,
            needs: None,
            is_other_user: false,
            custom: None,
            may_vary: false,
        }
    }

    /// Replaces the document.
    pub fn document(self, bytes: fn() -> Vec<u8>) -> Row {
        Row { document: Some(bytes), ways: ALL, ..self }
    }

    /// Runs a script before everything is committed.
    pub fn script(self, script: &'static str) -> Row {
        Row { script, ..self }
    }

    /// Leaves the script's work uncommitted, unless the script itself commits.
    pub fn uncommitted(self) -> Row {
        Row { is_committed: false, ..self }
    }

    /// Builds a plain folder.
    pub fn plain(self) -> Row {
        Row { is_repository: false, is_committed: false, ..self }
    }

    /// Reads the tree in these ways.
    pub fn ways(self, ways: &'static [Way]) -> Row {
        Row { ways, ..self }
    }

    /// Expects success.
    pub fn clean(self) -> Row {
        self.expect(Expected::Clean)
    }

    /// Expects findings of one of these rules.
    pub fn finds(self, rules: &'static str) -> Row {
        self.expect(Expected::Finds(rules))
    }

    /// Expects that something could not be checked, and is named by these words.
    pub fn stops(self, words: &'static str) -> Row {
        self.expect(Expected::Stops(words))
    }

    /// Expects findings of one of these rules, or that it could not be checked.
    pub fn finds_or_stops(self, rules: &'static str) -> Row {
        self.expect(Expected::FindsOrStops(rules))
    }

    /// Expects no finding of a rule.
    pub fn without(self, rule: &'static str) -> Row {
        self.expect(Expected::Without(rule))
    }

    /// Expects words in the report for people.
    pub fn says(self, words: &'static str) -> Row {
        self.expect(Expected::Says(words))
    }

    fn expect(mut self, expected: Expected) -> Row {
        self.expected.push(expected);
        self
    }

    /// Sets the longest time of a run of an optimized build.
    pub fn within(self, milliseconds: u64) -> Row {
        Row { time: Duration::from_millis(milliseconds), ..self }
    }

    /// Sets the most memory, in MiB.
    pub fn below(self, mebibytes: u64) -> Row {
        Row { memory: mebibytes << 10, ..self }
    }

    /// Sets the largest report, in bytes.
    pub fn shorter_than(self, bytes: usize) -> Row {
        Row { output: bytes, ..self }
    }

    /// Does not ask the second run for the same bytes: what a deadline names depends on the moment.
    pub fn times_vary(self) -> Row {
        Row { may_vary: true, ..self }
    }

    /// Names a program without which the row cannot be built.
    pub fn needs(self, program: &'static str) -> Row {
        Row { needs: Some(program), ..self }
    }

    /// Gives everything to another user, and runs as that one. Permissions mean nothing to root.
    pub fn other_user(self) -> Row {
        Row { is_other_user: true, ..self }
    }

    /// Replaces the ordinary runs by a test of its own.
    pub fn custom(self, test: Test) -> Row {
        Row { custom: Some(test), ..self }
    }

    /// Builds the row and runs it.
    pub fn run(&self) -> Verdict {
        if let Some(program) = self.needs.or(self.is_other_user.then_some("setpriv")).filter(|name| !is_there(name)) {
            let why = format!("this machine has no {program}");
            // Where every row is to be run, the tools are there.
            return match shared().exists() {
                true => Verdict::Broken(why),
                false => Verdict::NotRun(why),
            };
        }
        match self.held() {
            Ok(()) => Verdict::Held,
            Err(why) => Verdict::Broken(why),
        }
    }

    fn held(&self) -> Result<(), String> {
        let place = Place::new(self.is_repository);
        if let Some(document) = self.document {
            std::fs::write(place.root().join(DOCUMENT), document()).map_err(|error| error.to_string())?;
        }
        place.shell(self.script)?;
        if self.is_committed {
            place.shell("save")?;
        }
        if let Some(test) = self.custom {
            return test(&place);
        }
        if self.is_other_user {
            let given = Command::new("chown").args(["-R", "65534:65534"]).arg(place.room()).status();
            given.map_err(|error| error.to_string())?;
        }
        let before = place.picture();
        let mut findings: Option<(Way, Value)> = None;
        for way in self.ways {
            let json = self.judged(&place, *way).map_err(|why| format!("{way:?}: {why}"))?;
            let found = json.map_or(Value::Null, |json| json["findings"].clone());
            match &findings {
                Some((other, known)) if *known != found => {
                    return Err(format!("{way:?} and {other:?} find different things:\n{found:#}\n{known:#}"));
                }
                _ => findings = Some((*way, found)),
            }
        }
        let after = place.picture();
        let changed: Vec<_> = before.iter().filter(|(path, entry)| after.get(*path) != Some(entry)).collect();
        if !changed.is_empty() || before.len() != after.len() {
            return Err(format!("the run changed something: {changed:?}"));
        }
        Ok(())
    }

    /// Runs the checker in one way: for a program twice, and for people in both languages.
    fn judged(&self, place: &Place, way: Way) -> Result<Option<Value>, String> {
        let (said, took) = self.once(place, way, &["--format", "json"])?;
        let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
        let limit = self.time * slower();
        if took.time > limit {
            return Err(format!("it took {:?}, longer than {limit:?}", took.time));
        }
        if took.memory > self.memory {
            return Err(format!("it held {} MiB, more than {}", took.memory >> 10, self.memory >> 10));
        }
        let (again, _) = self.once(place, way, &["--format", "json"])?;
        if again != said && !self.may_vary {
            return Err(format!("the second run says something else:\n{text}"));
        }
        let json: Option<Value> = serde_json::from_slice(&said.stdout).ok();
        let mut pages = text.clone();
        for lang in ["ja", "en"] {
            let (page, _) = self.once(place, way, &["--lang", lang])?;
            if page.status != said.status {
                return Err(format!("another format, another status: {} and {}", page.status, said.status));
            }
            for bytes in [&page.stdout, &page.stderr, &said.stdout, &said.stderr] {
                harmless(bytes)?;
                if bytes.len() > self.output {
                    return Err(format!("{} bytes of output", bytes.len()));
                }
            }
            pages += &String::from_utf8_lossy(&page.stdout);
            pages += &String::from_utf8_lossy(&page.stderr);
        }
        for expected in &self.expected {
            expected.hold(said.status, json.as_ref(), &pages).map_err(|why| format!("{why}\n{pages}"))?;
        }
        Ok(json)
    }

    fn once(&self, place: &Place, way: Way, arguments: &[&str]) -> Result<(Said, Took), String> {
        let (folder, of_way): (PathBuf, &[&str]) = match way {
            Way::Files => (place.root(), &[]),
            Way::Staged => (place.root(), &["--staged"]),
            Way::Head => (place.root(), &["--rev", "HEAD"]),
            Way::Bare => (place.room(), &["--git-dir", "bare"]),
            Way::Linked => (place.room().join("linked"), &[]),
        };
        let mut command = if self.is_other_user {
            let mut command = place.command("setpriv", &folder);
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(binary());
            command
        } else {
            place.command(binary(), &folder)
        };
        measure(command.args(["check", "--today", TODAY]).args(of_way).args(arguments))
    }
}

impl Expected {
    fn hold(&self, status: i32, json: Option<&Value>, pages: &str) -> Result<(), String> {
        let none = Vec::new();
        let findings = json.and_then(|json| json["findings"].as_array()).unwrap_or(&none);
        let found = |rule: &str| findings.iter().any(|finding| finding["rule"] == rule);
        let is_held = match self {
            Expected::Clean => status == 0 && json.is_some() && findings.is_empty(),
            Expected::Finds(rules) => status == 1 && rules.split('|').any(found),
            Expected::FindsOrStops(rules) => status == 2 || status == 1 && rules.split('|').any(found),
            Expected::Stops(words) => status == 2 && pages.contains(words),
            Expected::Without(rule) => !found(rule),
            Expected::Says(words) => pages.contains(words),
        };
        if is_held { Ok(()) } else { Err(format!("expected {self:?}, but the status is {status}")) }
    }
}

/// The checker: the one that was built with the tests, or another.
pub fn binary() -> PathBuf {
    std::env::var_os("SEKISHO_BINARY").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_sekisho")), PathBuf::from)
}

fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).exists())
}

/// Where material lies that is no part of the project.
fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared")
}

/// Looks for what could act on a terminal or on a CI system.
pub fn harmless(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("what is printed is no UTF-8: {error}"))?;
    let acts = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if let Some(found) = text.chars().find(|c| acts(*c)) {
        return Err(format!("U+{:04X} is printed: {text}", u32::from(found)));
    }
    match text.lines().find(|line| line.trim_start().starts_with("::") || line.contains("##[")) {
        Some(line) => Err(format!("a line is a workflow command: {line}")),
        None => Ok(()),
    }
}
