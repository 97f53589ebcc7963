//! `sekisho hook install|uninstall`: hooks of Git that check what is about to be committed or pushed.

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::{PASSED, files, output};
use crate::both;
use crate::git::{self, Root};
use crate::lang::{Both, Lang};
use crate::text::Foreign;

/// What is to be done with the hooks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Action {
    /// Write them.
    Install,
    /// Remove those that are ours.
    Uninstall,
}

/// What `hook` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// What to do.
    pub action: Action,
    /// The root, or a path in it.
    pub path: PathBuf,
    /// The reader's language.
    pub lang: Lang,
}

/// By this line a hook of ours is known again.
const MARK: &str = "# sekisho hook 1";

/// Writes a script that checks what the arguments name.
type Script = fn(&str) -> String;

/// The hooks, each with what it does.
const HOOKS: [(&str, Script); 2] = [("pre-commit", pre_commit), ("pre-push", pre_push)];

/// Writes or removes the hooks, all or none.
pub(super) fn run(options: &Options) -> Result<u8, Failure> {
    let root = Root::find(&options.path)?;
    let hooks = git::hooks(&root)?;
    let prefix = root.prefix();
    let arguments = match prefix.as_str() {
        Some("") => String::new(),
        Some(path) => format!(" -- {}", quoted(path)),
        None => return Err(no_text(&root)),
    };
    let paths = HOOKS.map(|(name, _)| hooks.folder.join(name));
    match options.action {
        Action::Install if hooks.is_shared => Err(shared(&hooks.folder, &arguments)),
        Action::Install => {
            for path in &paths {
                if !matches!(owner(path)?, Owner::Nobody | Owner::We) {
                    return Err(foreign(path, &arguments));
                }
            }
            install(&hooks.folder, &paths, &arguments, options.lang)
        }
        Action::Uninstall => uninstall(&paths, options.lang),
    }
}

fn install(folder: &Path, paths: &[PathBuf; 2], arguments: &str, lang: Lang) -> Result<u8, Failure> {
    fs::create_dir_all(folder).map_err(|error| files::failed(folder, &error))?;
    let mut text = String::new();
    for (path, (_, script)) in paths.iter().zip(HOOKS) {
        files::put_whole(path, &script(arguments))?;
        make_executable(path).map_err(|error| files::failed(path, &error))?;
        let path = shown(path);
        say(&mut text, lang, &both! { ja: "「{path}」を書きました。", en: "Wrote `{path}`." });
    }
    say(
        &mut text,
        lang,
        &both! {
            ja: "これからは、コミットの前にはその内容を検査し、送り出す (push) 前にはその変更を調べ、エラーがあれば止めます。\n外すときは「sekisho hook uninstall」です。フックは各自の手元だけのものです。必ず守る関門は CI に置いてください。",
            en: "From now on what is committed is checked before each commit, and the change is reviewed before it is pushed; errors stop it.\nRemove the hooks with `sekisho hook uninstall`. Hooks are everyone's own: the gate that always holds belongs into CI.",
        },
    );
    output::print(&text, PASSED)
}

fn uninstall(paths: &[PathBuf; 2], lang: Lang) -> Result<u8, Failure> {
    let mut text = String::new();
    for path in paths {
        let name = shown(path);
        match owner(path)? {
            Owner::We => {
                fs::remove_file(path).map_err(|error| files::failed(path, &error))?;
                say(&mut text, lang, &both! { ja: "「{name}」を消しました。", en: "Removed `{name}`." });
            }
            Owner::Nobody => {}
            Owner::Other => say(
                &mut text,
                lang,
                &both! {
                    ja: "「{name}」は sekisho が書いたものではないため、残しました。",
                    en: "`{name}` was not written by sekisho, and stays.",
                },
            ),
        }
    }
    if text.is_empty() {
        say(&mut text, lang, &both! { ja: "sekisho のフックはありません。", en: "There is no hook of sekisho." });
    }
    output::print(&text, PASSED)
}

fn say(text: &mut String, lang: Lang, sentence: &Both) {
    let _ = writeln!(text, "{}", sentence.get(lang));
}

/// Whose a hook is.
enum Owner {
    Nobody,
    We,
    Other,
}

fn owner(path: &Path) -> Result<Owner, Failure> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Owner::Nobody),
        Err(error) => return Err(files::failed(path, &error)),
        Ok(metadata) if !metadata.is_file() => return Ok(Owner::Other),
        Ok(_) => {}
    }
    let text = fs::read(path).map_err(|error| files::failed(path, &error))?;
    let is_ours = text.split(|byte| *byte == b'\n').any(|line| line == MARK.as_bytes());
    Ok(if is_ours { Owner::We } else { Owner::Other })
}

/// Every hook begins so: it finds the checker on the path, or where it was when the hook was written.
fn head() -> String {
    let own = std::env::current_exe().ok().and_then(|path| path.to_str().map(quoted)).unwrap_or_default();
    format!(
        "#!/bin/sh
{MARK}
# Written by `sekisho hook install`; `sekisho hook uninstall` removes it.
sekisho=$(command -v sekisho || echo {own})
if ! [ -x \"$sekisho\" ]; then
    echo 'sekisho is not installed, so the documents were not checked' >&2
    exit 1
fi
"
    )
}

/// The index is what is committed, whatever the files say.
fn pre_commit(arguments: &str) -> String {
    format!("{}exec \"$sekisho\" check --staged{arguments}\n", head())
}

/// Git tells on standard input what is pushed: a line for each reference. A deletion has an id of zeros.
fn pre_push(arguments: &str) -> String {
    format!(
        "{}status=0
while read -r _ local _ remote; do
    case $local in
        *[!0]*)
            result=0
            \"$sekisho\" review \"$remote...$local\"{arguments} </dev/null || result=$?
            # Where nothing can be compared, the whole of it is checked.
            if [ \"$result\" -eq 2 ]; then
                result=0
                \"$sekisho\" check --rev \"$local\"{arguments} </dev/null || result=$?
            fi
            if [ \"$result\" -ne 0 ]; then status=$result; fi
            ;;
    esac
done
exit \"$status\"
",
        head()
    )
}

/// Puts a text between quotes, so that the shell takes it as it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(unix)]
fn make_executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

/// Git for Windows asks for no mark.
#[cfg(not(unix))]
fn make_executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn foreign(path: &Path, arguments: &str) -> Failure {
    let path = shown(path);
    let arguments = Foreign::whole(arguments).to_string();
    Failure::new(both! {
        ja: "「{path}」には別のフックがあります。何も書いていません",
        en: "`{path}` is another hook already; nothing was written",
    })
    .hint(both! {
        ja: "そのフックに「sekisho check --staged{arguments}」の 1 行を加えてください",
        en: "add the line `sekisho check --staged{arguments}` to that hook",
    })
}

fn shared(folder: &Path, arguments: &str) -> Failure {
    let folder = shown(folder);
    let arguments = Foreign::whole(arguments).to_string();
    Failure::new(both! {
        ja: "Git の設定 core.hooksPath は「{folder}」で、ほかのリポジトリとも共有されています。何も書いていません",
        en: "`core.hooksPath` of Git is `{folder}`, which other repositories use too; nothing was written",
    })
    .hint(both! {
        ja: "共有のフックに「sekisho check --staged{arguments}」の 1 行を加えるか、このリポジトリだけの core.hooksPath を決めてください",
        en: "add the line `sekisho check --staged{arguments}` to the hook there, or give this repository a `core.hooksPath` of its own",
    })
}

fn no_text(root: &Root) -> Failure {
    let folder = shown(root.folder());
    Failure::new(both! {
        ja: "「{folder}」の名前は UTF-8 ではないため、フックに書けません",
        en: "the name of `{folder}` is not UTF-8, and cannot stand in a hook",
    })
}

fn shown(path: &Path) -> String {
    Foreign::whole(&path.to_string_lossy()).to_string()
}
