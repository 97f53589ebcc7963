//! The command line. Here, and in `git`, the world is touched: arguments, environment, clock, streams, exit status.

// The ban is for the modules that must give the same answer on every machine.
#![expect(clippy::disallowed_methods, reason = "this module hands the world in")]

mod approve;
mod args;
mod baseline;
mod check;
mod completions;
mod explain;
mod failure;
mod files;
mod formats;
mod hook;
mod init;
mod judging;
mod language;
mod new;
mod output;
mod page;
mod papers;
mod review;
mod schema;
mod status;
mod watchdog;
mod whole;

use std::ffi::OsString;
use std::panic::catch_unwind;

use crate::both;
use args::Command;
use failure::Failure;

/// Exit status: everything asked for was read whole, and nothing reaches `--fail-on`.
pub const PASSED: u8 = 0;
/// Exit status: a finding reaches `--fail-on`.
pub const FOUND: u8 = 1;
/// Exit status: something could not be checked.
pub const NOT_CHECKED: u8 = 2;

/// Runs the command that `arguments` ask for, the program's name first. Returns the exit status.
pub fn run(arguments: Vec<OsString>) -> u8 {
    // A panic is reported below, in the reader's language, and never as Rust's status 101.
    std::panic::set_hook(Box::new(|_| {}));
    let lang = language::of_reader(language::asked(&arguments));
    let ran = catch_unwind(|| {
        let command = match args::parse(arguments, lang) {
            Ok(command) => command,
            Err(args::Stop::Print(text)) => return output::print(&text, PASSED),
            Err(args::Stop::Usage(failure)) => return Err(failure),
        };
        match command {
            Command::Check(options) => check::run(&options),
            Command::Approve(options) => approve::run(&options),
            Command::Status(options) => status::run(&options),
            Command::Baseline(options) => baseline::run(&options),
            Command::Review(options) => review::run(&options),
            Command::Completions(shell) => completions::run(shell, args::command(lang)),
            Command::Manual(of) => completions::manual(of.as_deref(), args::command(lang)),
            Command::Hook(options) => hook::run(&options),
            Command::Init(options) => init::run(&options),
            Command::New(options) => new::run(&options),
            Command::Explain(options) => explain::run(&options),
            Command::Schema(kind) => schema::run(&kind),
        }
    });
    let failure = match ran {
        Ok(Ok(status)) => return status,
        Ok(Err(failure)) => failure,
        Err(_) => Failure::new(both! {
            ja: "sekisho 自体の不具合です。検査は終わっていません",
            en: "sekisho itself failed; nothing can be said about the documents",
        }),
    };
    failure.print(lang);
    NOT_CHECKED
}
