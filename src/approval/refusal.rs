//! Why an approval is not written, in the reader's words.

use crate::both;
use crate::lang::Both;
use crate::text::Foreign;

use super::Wish;

/// Why an approval is not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The document has errors of its text or shape: what is approved would not be what is read.
    Unreadable,
    /// The document holds a number that not every reader reads alike.
    NoDigest,
    /// No such role is defined.
    NoSuchRole,
    /// The settings do not let this role approve such a document.
    NotEntitled {
        /// The roles that may.
        roles: Vec<String>,
    },
    /// The person does not hold the role.
    NotHolder {
        /// Whether everybody who holds it is known.
        known: bool,
    },
    /// Nobody holds the role.
    Vacant {
        /// Whether everybody who holds it is known.
        known: bool,
    },
    /// Several persons hold the role, and none is named.
    WhichPerson {
        /// Who they are.
        persons: Vec<String>,
    },
    /// The person wrote the document.
    OwnDocument,
    /// The last word of the same role and person about the same content is the same.
    StandsAlready,
    /// The text is laid out so that no entry can be added safely.
    NoPlace,
}

impl Refusal {
    /// Returns what is wrong, and what helps.
    pub fn words(&self, wish: &Wish<'_>) -> (Both, Option<Both>) {
        let role = Foreign::new(wish.role);
        let person = Foreign::new(wish.person.unwrap_or_default()).to_string();
        match self {
            Refusal::Unreadable => (
                both! {
                    ja: "文書に文法や形の誤りがあるため、承認できません",
                    en: "the text or the shape of the document is wrong, so it cannot be approved",
                },
                Some(
                    both! { ja: "「sekisho check」で誤りを直してから承認してください", en: "mend what `sekisho check` says, then approve" },
                ),
            ),
            Refusal::NoDigest => (
                both! {
                    ja: "小数や大きすぎる数が書かれているため、承認した内容を確かめる値を計算できません",
                    en: "the document holds a fraction or a number too large, so no digest can be computed",
                },
                Some(
                    both! { ja: "その数を引用符で囲んでください (例: \"1.5\")", en: "put that number in quotes: \"1.5\"" },
                ),
            ),
            Refusal::NoSuchRole => (
                both! { ja: "「{role}」という役割は定義されていません", en: "no role `{role}` is defined" },
                Some(both! {
                    ja: "--as には、役割定義 (role-catalog) の ID を書いてください",
                    en: "write the id of a role of the `role-catalog` after --as",
                }),
            ),
            Refusal::NotEntitled { roles } => {
                let roles = roles.iter().map(|role| Foreign::new(role).to_string()).collect::<Vec<_>>().join(", ");
                (
                    both! {
                        ja: "設定 (approvals) では、役割「{role}」はこの種類の文書を承認できません",
                        en: "by the settings (`approvals`), the role `{role}` may not approve such a document",
                    },
                    Some(both! { ja: "承認できる役割: {roles}", en: "roles that may: {roles}" }),
                )
            }
            Refusal::NotHolder { known: true } => (
                both! {
                    ja: "「{person}」は、この日に役割「{role}」に就いていません",
                    en: "`{person}` does not hold the role `{role}` on this day",
                },
                Some(both! {
                    ja: "役割定義 (role-catalog) の held_by を確かめてください",
                    en: "see `held_by` of the role",
                }),
            ),
            Refusal::NotHolder { known: false } | Refusal::Vacant { known: false } => (
                both! {
                    ja: "役割「{role}」に誰が就いているかを読み取れないため、承認できません",
                    en: "who holds the role `{role}` cannot be read, so nothing is approved",
                },
                Some(both! { ja: "「sekisho check」の結果を確かめてください", en: "see what `sekisho check` says" }),
            ),
            Refusal::Vacant { known: true } => (
                both! {
                    ja: "この日に役割「{role}」に就いている人がいません",
                    en: "nobody holds the role `{role}` on this day",
                },
                Some(both! {
                    ja: "役割定義 (role-catalog) の held_by を書いてから承認してください",
                    en: "write `held_by` of the role first",
                }),
            ),
            Refusal::WhichPerson { persons } => {
                let persons =
                    persons.iter().map(|person| Foreign::new(person).to_string()).collect::<Vec<_>>().join(", ");
                (
                    both! {
                        ja: "役割「{role}」には複数の人が就いています",
                        en: "several persons hold the role `{role}`",
                    },
                    Some(both! {
                        ja: "--person で一人を示してください: {persons}",
                        en: "name one with --person: {persons}",
                    }),
                )
            }
            Refusal::OwnDocument => (
                both! {
                    ja: "自分が書いた文書 (meta.authors) は承認できません",
                    en: "nobody approves a document of their own (`meta.authors`)",
                },
                Some(both! { ja: "別の人が承認してください", en: "somebody else must approve it" }),
            ),
            Refusal::StandsAlready => (
                both! {
                    ja: "同じ内容への同じ承認が、すでに書かれています",
                    en: "the same approval of the same content stands there already",
                },
                None,
            ),
            Refusal::NoPlace => (
                both! {
                    ja: "文書の書き方が特殊なため、承認を安全に書き加えられません",
                    en: "the document is laid out so that no approval can be added safely",
                },
                Some(both! {
                    ja: "meta を「項目: 値」を行ごとに並べた形に直してから、もう一度行ってください",
                    en: "write `meta` as one field per line, then approve again",
                }),
            ),
        }
    }
}
