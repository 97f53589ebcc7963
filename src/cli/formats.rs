//! The forms of a report, and where each of them goes: standard output, or a file of its own.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command};

use super::args::Shown;
use super::failure::Failure;
use super::{files, output};
use crate::both;
use crate::lang::Lang;
use crate::report::terminal::{self, Style};
use crate::report::{Page, github, gitlab, json, junit, markdown, sarif};
use crate::text::Foreign;

/// The form of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    /// For people.
    Terminal,
    /// For programs.
    Json,
    /// For code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// The Code Quality widget of GitLab.
    Gitlab,
    /// For whatever reads results of tests.
    Junit,
    /// For people in a browser.
    Markdown,
}

/// The formats by name, in the order in which help lists them.
const FORMATS: [(&str, Format); 7] = [
    ("terminal", Format::Terminal),
    ("json", Format::Json),
    ("sarif", Format::Sarif),
    ("github", Format::Github),
    ("gitlab", Format::Gitlab),
    ("junit", Format::Junit),
    ("markdown", Format::Markdown),
];

/// One report that is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Output {
    /// Its form.
    pub format: Format,
    /// Its file; standard output if there is none.
    pub file: Option<PathBuf>,
}

impl Output {
    /// What is printed where nothing is asked for.
    pub(super) fn default_of_all() -> Vec<Output> {
        vec![Output { format: Format::Terminal, file: None }]
    }

    /// Returns the report as text. What programs read obeys `--lang` alone, and is English without it.
    pub(super) fn write(&self, page: &mut Page<'_>, shown: &Shown) -> String {
        page.lang = match self.format {
            Format::Terminal | Format::Github | Format::Markdown => shown.lang,
            Format::Json | Format::Sarif | Format::Gitlab | Format::Junit => shown.asked_lang.unwrap_or(Lang::En),
        };
        match self.format {
            Format::Terminal => terminal::write(page, self.style(shown)),
            Format::Json => json::write(page),
            Format::Sarif => sarif::write(page),
            Format::Github => github::write(page),
            Format::Gitlab => gitlab::write(page),
            Format::Junit => junit::write(page),
            Format::Markdown => markdown::write(page),
        }
    }

    /// A file is no terminal, whatever standard output is.
    fn style(&self, shown: &Shown) -> Style {
        match &self.file {
            None => output::style(shown),
            Some(_) => output::style_of_file(shown),
        }
    }
}

/// Reads `NAME` or `NAME=FILE`.
#[derive(Clone)]
pub(super) struct OutputParser;

impl TypedValueParser for OutputParser {
    type Value = Output;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Output, clap::Error> {
        let text = value.to_str().unwrap_or_default();
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(PathBuf::from(file))));
        // A name that is none is refused in the words of all options.
        let asked = if value.to_str().is_none() { value } else { OsStr::new(name) };
        let name = PossibleValuesParser::new(FORMATS.map(|(name, _)| name)).parse_ref(command, arg, asked)?;
        let format = FORMATS.iter().find(|(known, _)| *known == name).map_or(Format::Terminal, |(_, format)| *format);
        Ok(Output { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(FORMATS.iter().map(|(name, _)| PossibleValue::new(*name))))
    }
}

/// Refuses what could not be written, before any work is done.
pub(super) fn refuse_impossible(outputs: &[Output]) -> Result<(), Failure> {
    let printed = outputs.iter().filter(|output| output.file.is_none()).count();
    if printed > 1 {
        return Err(Failure::new(both! {
            ja: "画面に出せる形式は一つだけです",
            en: "only one format can go to standard output",
        })
        .hint(both! {
            ja: "ほかの形式は「--format sarif=結果.sarif」のように、ファイルの名前を付けてください",
            en: "name a file for the others: `--format sarif=out.sarif`",
        }));
    }
    let files: Vec<&Path> = outputs.iter().filter_map(|output| output.file.as_deref()).collect();
    for (index, file) in files.iter().enumerate() {
        let name = Foreign::whole(&file.to_string_lossy()).to_string();
        let why = if files[..index].contains(file) {
            both! { ja: "二度指定されています", en: "it is named twice" }
        } else {
            match cannot_hold(file) {
                Some(why) => why,
                None => continue,
            }
        };
        let message = both! {
            why;
            ja: "「{name}」に結果を書けません: {why}",
            en: "the report cannot be written to `{name}`: {why}"
        };
        return Err(Failure::new(message));
    }
    Ok(())
}

/// Says why a report cannot be put under a path. What is there already may only be a file.
fn cannot_hold(file: &Path) -> Option<crate::lang::Both> {
    let folder = files::folder_of(file);
    let is_of_git = |path: &Path| path.components().any(|part| part.as_os_str().eq_ignore_ascii_case(".git"));
    if file.file_name().is_none() {
        return Some(both! { ja: "ファイルの名前ではありません", en: "it is no name of a file" });
    }
    let Ok(real) = fs::canonicalize(folder) else {
        return Some(both! { ja: "そのフォルダーがありません", en: "there is no such folder" });
    };
    if is_of_git(&real) || is_of_git(file) {
        return Some(both! { ja: "Git 自身の場所です", en: "it belongs to Git itself" });
    }
    match fs::symlink_metadata(file) {
        Ok(metadata) if !metadata.is_file() => {
            Some(both! { ja: "普通のファイルではありません", en: "it is no regular file" })
        }
        _ => None,
    }
}

/// Writes every report, those into files first, and returns `status`.
pub(super) fn put(outputs: &[Output], texts: &[String], status: u8) -> Result<u8, Failure> {
    for (output, text) in outputs.iter().zip(texts) {
        if let Some(file) = &output.file {
            files::put_whole(file, text)?;
        }
    }
    let printed = outputs.iter().zip(texts).find(|(output, _)| output.file.is_none());
    printed.map_or(Ok(status), |(_, text)| output::print(text, status))
}
