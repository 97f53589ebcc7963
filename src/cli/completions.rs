//! `sekisho completions SHELL` and `sekisho man [COMMAND]`: what shells and the manual know of the command line.

use clap::Command;
use clap_complete::Shell;

use super::failure::Failure;
use super::{PASSED, output};
use crate::both;
use crate::text::Foreign;

/// Prints the script that completes commands and options in a shell.
pub(super) fn run(shell: Shell, mut command: Command) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "sekisho", &mut script);
    output::print(&String::from_utf8_lossy(&script), PASSED)
}

/// Prints a page of the manual, of the whole or of one command, for `man -l -`.
pub(super) fn manual(of: Option<&str>, mut command: Command) -> Result<u8, Failure> {
    // Subcommands know their full names only then.
    command.build();
    let page = match of {
        None => Some(command),
        Some(name) => command.find_subcommand(name).cloned(),
    };
    let Some(page) = page else {
        let name = Foreign::new(of.unwrap_or_default()).to_string();
        return Err(Failure::new(both! {
            ja: "「{name}」というコマンドはありません",
            en: "there is no command `{name}`",
        }));
    };
    let mut text = Vec::new();
    let name = page.get_display_name().unwrap_or_else(|| page.get_name()).to_owned();
    let rendered = clap_mangen::Man::new(page).title(name.to_uppercase()).render(&mut text);
    rendered.map_err(|error| {
        Failure::new(both! { ja: "結果を書き出せません: {error}", en: "the page cannot be written: {error}" })
    })?;
    output::print(&String::from_utf8_lossy(&text), PASSED)
}
