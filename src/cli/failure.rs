//! What keeps a run from being made at all: usage, settings, repository, output, a defect of ours.

use std::io::Write;
use std::path::Path;

use crate::both;
use crate::git::GitError;
use crate::lang::{Both, Lang};
use crate::text::Foreign;

/// Why a run could not be made, and what helps.
#[derive(Debug)]
pub(super) struct Failure {
    message: Both,
    hint: Option<Both>,
}

impl Failure {
    /// Says what happened.
    pub(super) fn new(message: Both) -> Failure {
        Failure { message, hint: None }
    }

    /// Says what helps.
    #[must_use]
    pub(super) fn hint(mut self, hint: Both) -> Failure {
        self.hint = Some(hint);
        self
    }

    /// Prints the failure to standard error. A closed one takes nothing, and there is nowhere else to say so.
    pub(super) fn print(&self, lang: Lang) {
        let (head, tail) = match lang {
            Lang::Ja => ("失敗: ", "対処: "),
            Lang::En => ("failed: ", "help: "),
        };
        let mut text = format!("{head}{}\n", self.message.get(lang));
        if let Some(hint) = &self.hint {
            text += &format!("{tail}{}\n", hint.get(lang));
        }
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}

impl From<GitError> for Failure {
    fn from(error: GitError) -> Failure {
        let shown = |path: &Path| Foreign::whole(&path.to_string_lossy()).to_string();
        match &error {
            GitError::NoSuchPath(path) => {
                let path = shown(path);
                Failure::new(both! { ja: "「{path}」がありません", en: "`{path}` does not exist" }).hint(both! {
                    ja: "場所は、今のフォルダーから見た書き方で書いてください",
                    en: "paths are read from the current folder",
                })
            }
            GitError::InsideGitFolder(path) => {
                let path = shown(path);
                Failure::new(both! {
                    ja: "「{path}」は Git 自身の場所で、文書はありません",
                    en: "`{path}` belongs to Git itself and holds no documents",
                })
            }
            GitError::Sha256(path) => {
                let path = shown(path);
                Failure::new(both! {
                    ja: "「{path}」は SHA-256 形式のリポジトリで、まだ読めません",
                    en: "`{path}` is a SHA-256 repository, which cannot be read yet",
                })
                .hint(both! {
                    ja: "SHA-1 形式のリポジトリに移すか、`git archive` で書き出したフォルダーを検査してください",
                    en: "check a SHA-1 clone, or an exported copy of the folder (`git archive`)",
                })
            }
            GitError::Reftable(path) => {
                let path = shown(path);
                Failure::new(both! {
                    ja: "「{path}」は reftable 形式のリポジトリで、まだ読めません",
                    en: "`{path}` keeps its references in a reftable, which cannot be read yet",
                })
                .hint(both! {
                    ja: "`git refs migrate --ref-format=files` で形式を変えてください",
                    en: "convert it with `git refs migrate --ref-format=files`",
                })
            }
            GitError::SplitIndex(path) => {
                let path = shown(path);
                Failure::new(both! {
                    ja: "「{path}」の索引は分割されており (split index)、まだ読めません",
                    en: "`{path}` has a split index, which cannot be read yet",
                })
                .hint(both! {
                    ja: "`git update-index --no-split-index` で一つに戻してください",
                    en: "join it with `git update-index --no-split-index`",
                })
            }
            GitError::SparseIndex(path) => {
                let path = shown(path);
                Failure::new(both! {
                    ja: "「{path}」の索引は一部だけで (sparse index)、まだ読めません",
                    en: "`{path}` has a sparse index, which cannot be read yet",
                })
                .hint(both! {
                    ja: "`git sparse-checkout reapply --no-sparse-index` で戻してください",
                    en: "expand it with `git sparse-checkout reapply --no-sparse-index`",
                })
            }
            GitError::ForeignOwner(path) => {
                let path = shown(path);
                Failure::new(both! {
                    ja: "「{path}」は別の利用者のもので、Git が読むことを許していません",
                    en: "`{path}` belongs to another user, and Git does not trust it",
                })
                .hint(both! {
                    ja: "信頼できる場所なら `git config --global --add safe.directory {path}` を実行してください",
                    en: "if you trust it, run `git config --global --add safe.directory {path}`",
                })
            }
            _ => Failure::new(both! {
                ja: "リポジトリを読めません: {error}",
                en: "cannot read the repository: {error}",
            })
            .hint(both! { ja: "`git status` の結果を確かめてください", en: "see what `git status` says" }),
        }
    }
}
