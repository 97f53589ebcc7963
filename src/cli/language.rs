//! The reader's language: `--lang`, then `SEKISHO_LANG`, then the POSIX variables.

use std::ffi::OsString;

use crate::lang::Lang;

/// Returns the language that `--lang` asks for, before anything else is parsed: help and usage errors have a language too.
pub(super) fn asked(arguments: &[OsString]) -> Option<Lang> {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => return words.next().and_then(named),
            Some(value) => return value.strip_prefix('=').and_then(named),
            None if word == "--" => return None,
            None => {}
        }
    }
    None
}

/// Returns the language of the reader at the terminal.
pub(super) fn of_reader(asked: Option<Lang>) -> Lang {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    // The first of the POSIX variables that says anything decides, whatever it says.
    let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable);
    asked
        .or_else(|| variable("SEKISHO_LANG").and_then(|name| named(&name)))
        .or_else(|| locale().map(|locale| if locale.starts_with("ja") { Lang::Ja } else { Lang::En }))
        .unwrap_or(Lang::En)
}

/// Returns a language by its name.
pub(super) fn named(name: &str) -> Option<Lang> {
    match name {
        "ja" => Some(Lang::Ja),
        "en" => Some(Lang::En),
        _ => None,
    }
}
