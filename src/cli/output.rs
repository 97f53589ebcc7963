//! The one writer: everything goes to standard output here, and its faults become a status.

use std::io::{ErrorKind, IsTerminal, Write};

use super::args::Shown;
use super::failure::Failure;
use super::watchdog;
use crate::both;
use crate::report::terminal::Style;

/// How much of a wide terminal is used: longer lines are hard to read.
const WIDEST: usize = 120;
/// The width where nobody says one: a pipe, a file, a log.
const UNKNOWN: usize = 80;

/// Whether colours are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Colour {
    /// On a terminal, unless a variable says otherwise.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

/// Prints a text, and returns `status`.
///
/// # Errors
///
/// The text cannot be written whole. A reader who went away is none: the verdict stands.
pub(super) fn print(text: &str, status: u8) -> Result<u8, Failure> {
    watchdog::finish();
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Ok(()) => Ok(status),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(status),
        Err(error) => Err(Failure::new(both! {
            ja: "結果を書き出せません: {error}",
            en: "the report cannot be written: {error}",
        })),
    }
}

/// Returns how a report looks where it goes.
pub(super) fn style(shown: &Shown) -> Style {
    let is_terminal = std::io::stdout().is_terminal();
    let size = terminal_size::terminal_size().filter(|_| is_terminal);
    let of_terminal = || size.map_or(UNKNOWN, |(width, _)| usize::from(width.0)).min(WIDEST);
    let term = std::env::var("TERM").unwrap_or_default();
    // The consoles that cannot draw lines say so; a file or a pipe is always UTF-8.
    let unicode = !(is_terminal && matches!(term.as_str(), "dumb" | "linux"));
    Style {
        width: shown.width.unwrap_or_else(of_terminal),
        colour: is_coloured(shown.colour, is_terminal, &term),
        unicode,
        quiet: shown.quiet,
    }
}

/// Returns how a report looks in a file.
pub(super) fn style_of_file(shown: &Shown) -> Style {
    Style {
        width: shown.width.unwrap_or(UNKNOWN),
        colour: shown.colour == Colour::Always,
        unicode: true,
        quiet: shown.quiet,
    }
}

/// The option comes first, then the variables that all tools know.
fn is_coloured(colour: Colour, is_terminal: bool, term: &str) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
        Colour::Auto if set("FORCE_COLOR") || set("CLICOLOR_FORCE") => true,
        Colour::Auto => is_terminal && term != "dumb" && std::env::var_os("CLICOLOR").is_none_or(|value| value != "0"),
    }
}
