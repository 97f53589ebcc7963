//! `sekisho baseline add|update`: accept what is there at adoption, and forget what has been mended since.

use std::fs;
use std::path::PathBuf;

use jiff::civil::Date;

use super::failure::Failure;
use super::{PASSED, files, output, watchdog};
use crate::both;
use crate::engine::baseline::{BASELINE_FILE, Baseline, Entry};
use crate::engine::{self, Outcome, Refused, Request, Today};
use crate::finding::Finding;
use crate::git::{MAX_FILE_BYTES, Root};
use crate::lang::{Both, Lang};
use crate::settings::FILE_NAME;

/// What is to be done.
#[derive(Debug)]
pub(super) enum Action {
    /// Accept every finding that is active now, for this reason.
    Add(String),
    /// Remove the lines whose finding is gone.
    Update,
}

/// What `baseline` was asked for.
#[derive(Debug)]
pub(super) struct Options {
    /// What to do.
    pub action: Action,
    /// The root, or a path in it: only findings below it are accepted.
    pub path: PathBuf,
    /// The date of the run.
    pub today: Option<Date>,
    /// The reader's language.
    pub lang: Lang,
}

/// Checks, and writes the baseline.
pub(super) fn run(options: &Options) -> Result<u8, Failure> {
    watchdog::start(options.lang);
    let root = Root::find(&options.path)?;
    let outcome = check(&root, options)?;
    let said = match &options.action {
        Action::Add(reason) => add(&root, &outcome, reason)?,
        Action::Update => update(&root, &outcome)?,
    };
    output::print(&format!("{}\n", said.get(options.lang)), PASSED)
}

/// What was not read whole may have more findings, or fewer: nothing is written then.
fn check(root: &Root, options: &Options) -> Result<Outcome, Failure> {
    let snapshot = root.snapshot()?;
    let below =
        Some(root.inside()).filter(|path| !path.as_bytes().is_empty() && matches!(options.action, Action::Add(_)));
    let request = Request {
        snapshot: &snapshot,
        today: options.today.map_or_else(|| Today::At(jiff::Timestamp::now()), Today::Given),
        below: below.cloned(),
        waivers: true,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        known: None,
        under: None,
    };
    let outcome = engine::check(&request).map_err(|refused| match refused {
        Refused::Unreadable(why) => Failure::new(why),
        Refused::Settings { .. } => Failure::new(both! {
            ja: "設定 ({FILE_NAME}) に誤りがあるため、何も書いていません",
            en: "the settings ({FILE_NAME}) are wrong; nothing was written",
        })
        .hint(both! { ja: "「sekisho check」で誤りを確かめてください", en: "see what `sekisho check` says" }),
    })?;
    let Some(first) = outcome.not_checked.first() else { return Ok(outcome) };
    let why = first.why.clone();
    Err(Failure::new(both! {
        why;
        ja: "検査できなかったものがあるため、何も書いていません: {why}",
        en: "something could not be checked, so nothing was written: {why}"
    }))
}

fn add(root: &Root, outcome: &Outcome, reason: &str) -> Result<Both, Failure> {
    if reason.trim().is_empty() || reason.chars().any(char::is_control) {
        return Err(Failure::new(both! {
            ja: "--reason が空か、使えない文字を含んでいます",
            en: "what stands after --reason is empty, or holds characters that cannot be written",
        }));
    }
    let (acceptable, others): (Vec<&Finding>, Vec<&Finding>) =
        outcome.active().partition(|finding| Baseline::may_hold(finding.rule));
    let (added, left) = (acceptable.len(), others.len());
    if added > 0 {
        let mut baseline = outcome.baseline.clone();
        baseline.entries.extend(acceptable.iter().map(|finding| Entry::of(finding, outcome.today, reason)));
        put(root, &baseline)?;
    }
    let rest = match left {
        0 => both! { ja: "", en: "" },
        _ => both! {
            ja: "\n受け入れられない指摘が{left}件残っています (文書を読めなくするもの、検査を弱めるものなど)。「sekisho check」で確かめて直してください。",
            en: "\n{left} findings remain that cannot be accepted, since they keep documents from being read or weaken the check. See them with `sekisho check`, and mend them.",
        },
    };
    Ok(both! {
        rest;
        ja: "今ある指摘{added}件を「{BASELINE_FILE}」に加えました。これらは不合格の理由になりません。直したあとは「sekisho baseline update」で消せます。{rest}",
        en: "Added {added} findings to `{BASELINE_FILE}`. They fail nothing from now on; once mended, `sekisho baseline update` removes them.{rest}"
    })
}

fn update(root: &Root, outcome: &Outcome) -> Result<Both, Failure> {
    if outcome.corpus.has_damage() {
        return Err(Failure::new(both! {
            ja: "読めない文書があるため、直った指摘を見分けられません。何も書いていません",
            en: "a document is damaged, so what was mended cannot be told from what is hidden; nothing was written",
        })
        .hint(both! { ja: "「sekisho check」で確かめ、先に直してください", en: "see `sekisho check`, and mend that first" }));
    }
    let (kept, gone) = outcome.met_baseline();
    let left = kept.entries.len();
    if gone > 0 {
        put(root, &kept)?;
    }
    Ok(both! {
        ja: "直った指摘{gone}件を「{BASELINE_FILE}」から消しました。残りは{left}件です。",
        en: "Removed {gone} mended findings from `{BASELINE_FILE}`; {left} remain.",
    })
}

/// Writes the file whole; an empty baseline is no file.
fn put(root: &Root, baseline: &Baseline) -> Result<(), Failure> {
    let path = root.folder().join(BASELINE_FILE);
    if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(Failure::new(both! {
            ja: "「{BASELINE_FILE}」は普通のファイルではありません",
            en: "`{BASELINE_FILE}` is no regular file",
        }));
    }
    let text = baseline.write();
    if text.is_empty() {
        return fs::remove_file(&path).map_err(|error| files::failed(&path, &error));
    }
    if text.len() as u64 > MAX_FILE_BYTES {
        return Err(Failure::new(both! {
            ja: "指摘が多すぎて「{BASELINE_FILE}」に収まりません (上限 {MAX_FILE_BYTES} バイト)。先にいくらか直してください",
            en: "there are too many findings for `{BASELINE_FILE}` (at most {MAX_FILE_BYTES} bytes); mend some first",
        }));
    }
    files::put_whole(&path, &text)
}
