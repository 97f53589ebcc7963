//! What keeps a run from being made at all: usage, settings, repository, output, a defect of ours.

use std::io::Write;
use std::path::Path;

use super::watchdog;
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
        watchdog::finish();
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
            GitError::NoRepository(path) => {
                let path = shown(path);
                Failure::new(both! {
                    ja: "「{path}」は Git のリポジトリの中にありません",
                    en: "`{path}` lies in no repository of Git",
                })
                .hint(both! {
                    ja: "リポジトリの中で実行するか、--git-dir で場所を書いてください",
                    en: "run it inside a repository, or name one with --git-dir",
                })
            }
            GitError::NoCommit(path) => {
                let path = shown(path);
                Failure::new(both! {
                    ja: "「{path}」にはまだコミットがありません",
                    en: "`{path}` has no commit yet",
                })
                .hint(both! {
                    ja: "コミットする前の内容は「sekisho check --staged」で検査できます",
                    en: "check what is staged with `sekisho check --staged`",
                })
            }
            GitError::NoRevision { revision, is_shallow, .. } => {
                let revision = Foreign::whole(revision).to_string();
                let failure = Failure::new(both! {
                    ja: "「{revision}」というコミットやブランチはありません",
                    en: "there is no commit or branch `{revision}`",
                });
                match is_shallow {
                    true => failure.hint(both! {
                        ja: "履歴の一部だけのクローンです。「git fetch --unshallow」で残りを取り寄せてください",
                        en: "this clone is shallow; fetch the rest with `git fetch --unshallow`",
                    }),
                    false => failure.hint(both! {
                        ja: "名前を確かめてください。ほかの場所にあるものは「git fetch」で取り寄せます",
                        en: "check its name; what lies elsewhere comes with `git fetch`",
                    }),
                }
            }
            GitError::NoBase { is_shallow: true, .. } => Failure::new(both! {
                ja: "履歴の一部だけのクローンのため、何と比べればよいか分かりません",
                en: "this clone is shallow, and where the change began lies beyond it",
            })
            .hint(both! {
                ja: "「git fetch --unshallow」で残りの履歴を取り寄せてください",
                en: "fetch the rest of the history with `git fetch --unshallow`",
            }),
            GitError::NoBase { base: None, .. } => Failure::new(both! {
                ja: "何と比べればよいか分かりません (origin の既定のブランチも main も master もありません)",
                en: "there is nothing to compare with: no default branch of origin, no main and no master",
            })
            .hint(both! {
                ja: "「sekisho review ブランチ」のように、比べる相手を書いてください",
                en: "name a base: `sekisho review BRANCH`",
            }),
            GitError::NoBase { .. } => Failure::new(both! {
                ja: "二つの履歴に、共通のコミットがありません",
                en: "the two histories have no commit in common",
            })
            .hint(both! {
                ja: "内容の違いだけを見るなら「--no-gate」を付けてください",
                en: "to see only what differs, add `--no-gate`",
            }),
            GitError::NoSuchEntry { revision, path } => {
                let (revision, path) = (Foreign::whole(revision).to_string(), Foreign::whole(path).to_string());
                Failure::new(both! {
                    ja: "「{revision}」に「{path}」はありません",
                    en: "`{revision}` holds no `{path}`",
                })
                .hint(both! {
                    ja: "場所は、リポジトリの一番上から書いてください",
                    en: "with --rev and --git-dir, paths are read from the top of the tree",
                })
            }
            GitError::Absent { detail, .. } => {
                let detail = Foreign::whole(detail).to_string();
                Failure::new(both! {
                    ja: "リポジトリに、あるはずの内容がありません ({detail})",
                    en: "the repository lacks an object that it names ({detail})",
                })
                .hint(both! {
                    ja: "一部だけのクローン (partial clone) なら「git fetch --refetch --no-filter」で取り寄せてください。そうでなければ「git fsck」で確かめます",
                    en: "in a partial clone, fetch it with `git fetch --refetch --no-filter`; else see `git fsck`",
                })
            }
            GitError::Object { detail, .. } => {
                let detail = Foreign::whole(detail).to_string();
                Failure::new(both! {
                    ja: "リポジトリの中身が壊れています ({detail})",
                    en: "an object of the repository is damaged ({detail})",
                })
                .hint(both! {
                    ja: "「git fsck」で確かめ、正しいクローンを取り直してください",
                    en: "see `git fsck`, and clone it again",
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
