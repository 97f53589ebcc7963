//! What a report for people says of the whole: how much was checked, what is not shown, what it comes to.

use super::page::{Compared, Page, ScopeNumbers};
use crate::finding::Severity;
use crate::lang::{Lang, Words};

/// Returns what was checked and what was not, a sentence each. Paths and notes in them are not yet escaped for a format.
pub(super) fn sentences(page: &Page<'_>) -> Vec<String> {
    let of = Of(page);
    let mut sentences = vec![of.checked()];
    if let Some(compared) = &page.compared {
        sentences.push(of.compared(compared));
        sentences.extend(compared.remarks.iter().map(|remark| remark.get(page.lang).to_owned()));
    }
    let mut listed = |ja, en, parts: Vec<String>| {
        if !parts.is_empty() {
            sentences.push(format!("{}{}", of.say(ja, en), of.join(&parts)));
        }
    };
    listed("表示していない指摘: ", "Findings not shown: ", of.not_shown());
    listed("検査していないもの: ", "Not looked into: ", of.not_looked_into());
    let settled = page.not_shown.settled;
    if settled > 0 {
        sentences.push(match page.lang {
            Lang::Ja => format!(
                "導入時に受け入れた指摘のうち{settled}件は、もうありません（sekisho baseline update で整理できます）"
            ),
            Lang::En => format!("{settled} findings of the baseline are gone; tidy it with sekisho baseline update"),
        });
    }
    if let Some(revision) = page.revision {
        sentences.push(format!("{}{revision}", of.say("検査したコミット: ", "Checked revision: ")));
    }
    sentences.extend(page.notes.iter().map(|note| note.get(page.lang).to_owned()));
    if !page.has_settings {
        let text = of.say(
            "設定ファイル sekisho.yaml がないため、既定の設定で検査しました",
            "There is no sekisho.yaml; the default settings were used",
        );
        sentences.push(text.to_owned());
    }
    sentences
}

/// Returns how much was checked, and the number of findings.
pub(super) fn checked(page: &Page<'_>) -> String {
    Of(page).checked()
}

/// Says in words what the exit status says.
pub(super) fn verdict(page: &Page<'_>) -> String {
    Of(page).verdict()
}

struct Of<'p, 'o>(&'p Page<'o>);

impl Of<'_, '_> {
    fn say(&self, ja: &'static str, en: &'static str) -> &'static str {
        Words { ja, en }.get(self.0.lang)
    }

    /// Says how many there are of something; the English word is given for one and for many.
    fn count(&self, number: usize, ja: &str, [one, many]: [&str; 2]) -> String {
        match self.0.lang {
            Lang::Ja => format!("{ja}{number}件"),
            Lang::En => format!("{number} {}", if number == 1 { one } else { many }),
        }
    }

    fn join(&self, parts: &[String]) -> String {
        parts.join(self.say("、", ", "))
    }

    fn checked(&self) -> String {
        let page = self.0;
        let counts = self.join(&[
            self.count(page.counts.errors, "エラー", ["error", "errors"]),
            self.count(page.counts.warnings, "警告", ["warning", "warnings"]),
            self.count(page.counts.infos, "情報", ["info", "infos"]),
        ]);
        let documents = page.scope.documents;
        let day = |before: &str, after: &str| {
            page.today.as_ref().map(|today| format!("{before}{today}{after}")).unwrap_or_default()
        };
        match page.lang {
            Lang::Ja => format!("文書{documents}件を検査しました{}: {counts}", day("（基準日 ", "）")),
            Lang::En => {
                let documents = self.count(documents, "", ["document", "documents"]);
                format!("Checked {documents}{}: {counts}", day(" as of ", ""))
            }
        }
    }

    fn compared(&self, compared: &Compared) -> String {
        let Compared { base_name, bases, resolved, carried, .. } = compared;
        let bases = bases.iter().map(|id| id.chars().take(12).collect::<String>()).collect::<Vec<_>>();
        let (bases, resolved) = (self.join(&bases), resolved.len());
        match self.0.lang {
            Lang::Ja => format!(
                "「{base_name}」（{bases}）からの変更を調べました。数は新しい指摘だけです。解消した指摘は{resolved}件、以前からの指摘は{carried}件です"
            ),
            Lang::En => format!(
                "Compared with {base_name} ({bases}); the numbers are of what is new. {resolved} resolved, {carried} were there before"
            ),
        }
    }

    fn not_shown(&self) -> Vec<String> {
        let hidden = &self.0.not_shown;
        let both = |en| [en, en];
        self.counts([
            (hidden.waived, "例外として認めたもの", both("waived")),
            (hidden.baselined, "導入時に受け入れたもの", both("accepted in the baseline")),
            (hidden.allowed, "設定で許可したもの", both("allowed by the settings")),
            (hidden.outside, "指定したパスの外のもの", both("outside the path asked for")),
            (hidden.lighter, "表示する重さに満たないもの", both("below --min-severity")),
            (hidden.over_cap, "表示する件数の上限を超えたもの", both("beyond the number that is shown")),
        ])
    }

    fn not_looked_into(&self) -> Vec<String> {
        let ScopeNumbers { documents: _, external, references_held, left_out, not_looked_at, nested_roots } =
            &self.0.scope;
        let mut parts = self.counts([
            (
                *external,
                "本文が別の場所にある文書の内容",
                ["external document (content not checked)", "external documents (content not checked)"],
            ),
            (
                *references_held,
                "読めない文書や別の場所の文書にあるかもしれず、判断を控えた参照",
                [
                    "reference not judged, since what it names may stand in a document that is not read whole",
                    "references not judged, since what they name may stand in documents that are not read whole",
                ],
            ),
            (*left_out, "対象から外したYAMLファイル", ["YAML file left out", "YAML files left out"]),
            (*not_looked_at, "リンクなど開かないもの", ["link or other special file", "links or other special files"]),
        ]);
        parts.extend(nested_roots.iter().map(|root| match self.0.lang {
            Lang::Ja => format!("独自の sekisho.yaml を持つフォルダー「{}{root}」", self.0.prefix),
            Lang::En => format!("folder `{}{root}` with its own sekisho.yaml", self.0.prefix),
        }));
        parts
    }

    fn counts<const N: usize>(&self, numbers: [(usize, &str, [&str; 2]); N]) -> Vec<String> {
        let some = numbers.into_iter().filter(|(number, ..)| *number > 0);
        some.map(|(number, ja, en)| self.count(number, ja, en)).collect()
    }

    fn verdict(&self) -> String {
        let counts = self.0.counts;
        let (ja, en, number) = match self.0.fail_on {
            Some(Severity::Error) => ("エラー", ["error", "errors"], counts.errors),
            Some(Severity::Warning) => (
                "警告以上の指摘",
                ["finding at or above warning", "findings at or above warning"],
                counts.errors + counts.warnings,
            ),
            Some(Severity::Info) | None => {
                ("指摘", ["finding", "findings"], counts.errors + counts.warnings + counts.infos)
            }
        };
        let found = self.count(number, &format!("{ja}が"), en);
        match (self.0.status, self.0.lang) {
            (0, _) if self.0.fail_on.is_none() => self
                .say("指摘の有無では判定していません（--fail-on never）", "Not judged by findings: --fail-on never")
                .to_owned(),
            (0, Lang::Ja) => format!("合格: {ja}はありません"),
            (0, Lang::En) => format!("Passed: no {}", en[1]),
            (1, Lang::Ja) => format!("不合格: {found}あります"),
            (1, Lang::En) => format!("Failed: {found}"),
            (_, lang) => {
                let also = number > 0 && self.0.fail_on.is_some();
                let text = self.say("すべてを検査することはできませんでした", "Could not check everything");
                match lang {
                    Lang::Ja if also => format!("{text}。{found}あります（終了ステータス 2）"),
                    Lang::Ja => format!("{text}（終了ステータス 2）"),
                    Lang::En if also => format!("{text}, and there are findings: {found} (exit status 2)"),
                    Lang::En => format!("{text} (exit status 2)"),
                }
            }
        }
    }
}
