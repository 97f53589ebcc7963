//! `sekisho init`: the first files of a root, in a folder where nothing is overwritten.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::papers::{self, Paper};
use super::{PASSED, files, output};
use crate::both;
use crate::lang::{Both, Lang, Words};
use crate::scaffold::{self, Beginning};
use crate::settings::FILE_NAME;
use crate::text::Foreign;

/// What `init` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// Where.
    pub folder: PathBuf,
    /// The languages of the documents.
    pub languages: Vec<Lang>,
    /// Whether only five files are wanted.
    pub is_minimal: bool,
    /// The reader's language.
    pub lang: Lang,
}

/// Writes the files, and says which.
pub(super) fn run(options: &Options) -> Result<u8, Failure> {
    let root = &options.folder;
    if fs::symlink_metadata(root.join(FILE_NAME)).is_ok() {
        return Err(already_begun(root));
    }
    fs::create_dir_all(root).map_err(|error| files::failed(root, &error))?;
    let outer = crate::git::Root::find(root)?;
    let folder = free_folder(root);
    let zone = time_zone(&options.languages);
    let beginning =
        Beginning { folder: &folder, languages: &options.languages, time_zone: &zone, is_minimal: options.is_minimal };
    // Before anything of ours lies there.
    let papers = papers::find(root);
    let begun = scaffold::begin(&beginning);
    files::write(root, &begun)?;
    let mut text = String::new();
    let mut say = |sentence: &Both| {
        let _ = writeln!(text, "{}", sentence.get(options.lang));
    };
    let (n_files, place) = (begun.len(), Foreign::whole(&root.to_string_lossy()).to_string());
    say(&both! { ja: "「{place}」に{n_files}個のファイルを書きました。", en: "Wrote {n_files} files in `{place}`:" });
    for file in &begun {
        let path = &file.path;
        say(&both! { ja: "  {path}", en: "  {path}" });
    }
    if folder != FOLDERS[0] {
        let usual = FOLDERS[0];
        say(&both! {
            ja: "\n「{usual}」にはすでに別のものがあるため、文書のフォルダーは「{folder}」にしました。",
            en: "\n`{usual}` holds something else already, so the folder of the documents is `{folder}`.",
        });
    }
    if outer.has_settings() {
        let above = Foreign::whole(&outer.folder().to_string_lossy()).to_string();
        say(&both! {
            ja: "\n注意: 上のフォルダー「{above}」にも {FILE_NAME} があります。別のまとまりとして扱うことを、そちらの nested_roots に書いてください。",
            en: "\nNote: `{above}` has a {FILE_NAME} as well. List this folder in its `nested_roots`, so that the two stay apart.",
        });
    }
    offer(&papers, &folder, &begun, &mut say);
    say(&next(&folder, place == "."));
    output::print(&text, PASSED)
}

/// The names that are tried for the folder of the documents.
const FOLDERS: [&str; 3] = ["csirt", "csirt-documents", "sekisho-documents"];

/// Returns the first folder in which no YAML lies yet.
fn free_folder(root: &Path) -> String {
    let is_free = |name: &str| match fs::symlink_metadata(root.join(name)) {
        Err(_) => true,
        Ok(metadata) => metadata.is_dir() && !papers::holds_yaml(&root.join(name)),
    };
    let numbered = (2..).map(|number| format!("{}-{number}", FOLDERS[0]));
    let mut names = FOLDERS.into_iter().map(str::to_owned).chain(numbered);
    names.find(|name| is_free(name)).expect("there are more names than folders")
}

/// The zone that the environment names; else that of the language's country.
fn time_zone(languages: &[Lang]) -> String {
    let named = std::env::var("TZ").ok().map(|name| name.trim_start_matches(':').to_owned());
    let known = named.filter(|name| jiff::tz::db().get(name).is_ok_and(|zone| zone.iana_name() == Some(name)));
    let of_language = if languages.contains(&Lang::Ja) { "Asia/Tokyo" } else { "UTC" };
    known.unwrap_or_else(|| of_language.to_owned())
}

/// Says which papers lie there, and which documents could stand for them.
fn offer(papers: &[Paper], folder: &str, begun: &[scaffold::File], say: &mut impl FnMut(&Both)) {
    if papers.is_empty() {
        return;
    }
    say(&both! {
        ja: "\n次の文書が見つかりました (名前だけを見て、中は読んでいません)。書き直さなくても、その置き場所を登録すれば使えます。",
        en: "\nThese papers were found (by name; they were not read). They need not be rewritten: a document may just say where one lies.",
    });
    for paper in papers {
        let name = Foreign::whole(&paper.name).to_string();
        let kind = paper.kind;
        let begun = kind
            .map(|kind| scaffold::path(folder, kind, None))
            .filter(|path| begun.iter().any(|file| file.path == *path));
        say(&match (kind, begun) {
            (_, Some(path)) => both! {
                ja: "  {name}: {path} の external に、この場所を書けます",
                en: "  {name}: write its place under `external` in {path}",
            },
            (Some(kind), None) => {
                let kind = kind.name;
                both! {
                    ja: "  {name}: sekisho new {kind} --external {name}",
                    en: "  {name}: sekisho new {kind} --external {name}",
                }
            }
            (None, None) => both! {
                ja: "  {name}: 当たる文書があれば、その external に場所を書けます",
                en: "  {name}: write its place under `external` of the document that it is",
            },
        });
    }
}

fn next(folder: &str, is_here: bool) -> Both {
    let first = scaffold::path(folder, crate::schema::kind("people").expect("it is among the kinds"), None);
    let second = scaffold::path(folder, crate::schema::kind("project-charter").expect("it is among the kinds"), None);
    let go = if is_here {
        Words { ja: "", en: "" }
    } else {
        Words { ja: "そのフォルダーに移り、", en: "in that folder, " }
    };
    let go: Both = go.into();
    both! { go;
        ja: "\n次にすること: {go}まず {first} と {second} を開いて書き込みます。\n  sekisho status   今どこまで進んだか、次に何をするか\n  sekisho check    まだ書かれていないこと、誤り",
        en: "\nNext: {go}open {first} and {second}, and fill them in.\n  sekisho status   where the construction stands, and what to do next\n  sekisho check    what is still to be written, and what is wrong",
    }
}

fn already_begun(root: &Path) -> Failure {
    let place = Foreign::whole(&root.to_string_lossy()).to_string();
    Failure::new(both! {
        ja: "「{place}」にはすでに {FILE_NAME} があります。何も書いていません",
        en: "`{place}` has a {FILE_NAME} already; nothing was written",
    })
    .hint(both! {
        ja: "文書を一つずつ加えるには「sekisho new 文書の種類」を使います (例: sekisho new budget)",
        en: "add documents one by one with `sekisho new KIND`, for example `sekisho new budget`",
    })
}
