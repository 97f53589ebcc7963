//! The run: read the settings, read every document, put them together, ask every rule, judge.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use jiff::civil::Date;

use super::baseline::{BASELINE_FILE, Baseline};
use crate::both;
use crate::corpus::plan::Plan;
use crate::corpus::{CheckedDocument, Corpus, KindOf};
use crate::finding::{Finding, Identity, Place, Severity, Subject, order};
use crate::git::{Entry, Mode, ReadError};
use crate::lang::Both;
use crate::rules::{self, Check, Context, Rule, Sink};
use crate::settings::{FILE_NAME, Fault, KnownRule, Selection, Settings};
use crate::text::{Foreign, RepoPath, SourceText};

use super::{NotChecked, Outcome, Refused, Request, Scope, Today, judge};

/// Stack of a worker: nothing recurses over documents, and the schema library's depth is that of our schemas.
const STACK: usize = 4 << 20;

/// Checks a root.
///
/// # Errors
///
/// [`Refused`] where the settings cannot be read or obeyed. What cannot be checked besides is part of the outcome.
pub fn check(request: &Request<'_>) -> Result<Outcome, Refused> {
    let settings_path = RepoPath::new(FILE_NAME);
    let has_settings = request.snapshot.get(&settings_path).is_some();
    let (settings, settings_document) = match has_settings {
        true => read_settings(request, &settings_path).map(|(settings, document)| (settings, Some(document)))?,
        false => (Settings::default(), None),
    };
    let baseline = read_baseline(request)?;
    let (settings, baseline) = match request.under {
        Some(under) => (under.settings.clone(), under.baseline.clone()),
        None => (settings, baseline),
    };
    let today = match request.today {
        Today::Given(date) => date,
        Today::At(moment) => settings.time_zone.to_datetime(moment).date(),
    };
    let mut selection = Selection::of(request.snapshot, &settings);
    let mut not_checked: Vec<NotChecked> = selection.unreadable.iter().map(unreadable_folder).collect();
    not_checked.extend(missing_folders(request, &settings));
    let mut documents: Vec<Arc<CheckedDocument>> = settings_document.into_iter().collect();
    let reads = in_parallel(&selection.documents, request.threads, |path| read_document(request, path));
    let mut unread: Vec<RepoPath> = selection.unreadable.iter().chain(&selection.not_regular).cloned().collect();
    for (read, path) in reads.into_iter().zip(&selection.documents) {
        match read {
            Read::Document(document) => {
                documents.push(document);
                continue;
            }
            Read::TooLarge => selection.too_large.push(path.clone()),
            Read::Failed(failure) => not_checked.push(failure),
        }
        unread.push(path.clone());
    }
    if selection.documents.is_empty()
        && selection.not_regular.is_empty()
        && !selection.too_many
        && !request.snapshot.entries().iter().any(Entry::is_path_too_long)
        && !settings.allow_empty
        && not_checked.is_empty()
    {
        not_checked.push(nothing_to_check(&settings));
    }
    not_checked.extend(nothing_below(request, &selection, &settings, &documents));
    let corpus = Corpus::new(documents, settings.languages.clone()).with_unread(unread);
    let plan = Plan::of(&corpus);
    let context = Context {
        corpus: &corpus,
        snapshot: request.snapshot,
        selection: &selection,
        settings: &settings,
        today,
        plan: plan.as_ref(),
    };
    let mut findings = ask_rules(&context, request.threads, &mut not_checked);
    let scope = scope_of(&context);
    judge::judge(request, &context, &baseline, &mut findings);
    not_checked.extend(judge::causes_outside(request, &context));
    order::sort(&mut findings);
    not_checked.sort_by(|a, b| a.path.cmp(&b.path));
    drop(plan);
    let is_whole = not_checked.is_empty() && !corpus.has_damage();
    let mut outcome =
        Outcome { findings, not_checked, corpus, settings, baseline, settled: 0, has_settings, today, scope };
    // What is held back is not mended.
    if is_whole {
        outcome.settled = outcome.met_baseline().1;
    }
    Ok(outcome)
}

fn read_baseline(request: &Request<'_>) -> Result<Baseline, Refused> {
    let path = RepoPath::new(BASELINE_FILE);
    match request.snapshot.read(&path) {
        Ok(bytes) => Baseline::read(&bytes).map_err(Refused::Unreadable),
        Err(ReadError::NotFound) => Ok(Baseline::default()),
        Err(error) => Err(Refused::Unreadable(unreadable(&path, &error))),
    }
}

fn read_settings(request: &Request<'_>, path: &RepoPath) -> Result<(Settings, Arc<CheckedDocument>), Refused> {
    let bytes = match request.snapshot.get(path).map(|entry| entry.mode) {
        Some(Mode::File) => {
            request.snapshot.read(path).map_err(|error| Refused::Unreadable(unreadable(path, &error)))?
        }
        _ => {
            let path = path.clone();
            return Err(Refused::Unreadable(both! {
                ja: "「{path}」は通常のファイルではないため、設定として読めません",
                en: "`{path}` is no regular file, and cannot be read as settings",
            }));
        }
    };
    let document = Arc::new(CheckedDocument::read_settings(Arc::new(SourceText::new(path.clone(), bytes))));
    let findings = shape_of_settings(request, document.clone());
    if !findings.is_empty() {
        return Err(Refused::of_faults(document, findings, Vec::new()));
    }
    let known: Vec<KnownRule> = rules::all().map(known_rule).collect();
    match Settings::read(&document, &known) {
        Ok(settings) => Ok((settings, document)),
        Err(faults) => Err(Refused::of_faults(document, findings, faults)),
    }
}

/// Asks the groups `yaml` and `schema` about the settings, under default settings.
fn shape_of_settings(request: &Request<'_>, document: Arc<CheckedDocument>) -> Vec<Finding> {
    let corpus = Corpus::new(vec![document], Vec::new());
    let (settings, selection) = (Settings::default(), Selection::default());
    let context = Context {
        corpus: &corpus,
        snapshot: request.snapshot,
        selection: &selection,
        settings: &settings,
        today: Date::ZERO,
        plan: None,
    };
    let mut findings = Vec::new();
    for rule in rules::all().filter(|rule| matches!(rule.group(), "yaml" | "schema")) {
        corpus.documents().for_each(|doc| rules::ask_document(rule, doc, &context, &mut findings));
    }
    // What is no error does not keep settings from being obeyed, and is said again with the findings of the run.
    findings.retain(|finding| finding.severity == Severity::Error);
    findings
}

fn known_rule(rule: &'static Rule) -> KnownRule {
    let options = rule.options.iter().map(|option| (option.name, option.form)).collect();
    KnownRule { id: rule.id, adjustable: rule.is_adjustable(), options }
}

/// Adds a fault of the settings to the findings, for showing it with its place.
pub(super) fn report_fault(document: &CheckedDocument, fault: Fault, findings: &mut Vec<Finding>) {
    let path = document.source.path().clone();
    let subject = Subject {
        place: Place { path: path.clone(), span: fault.span },
        document: Identity::Path(path),
        pointer: String::new(),
        value: document.source.text().get(fault.span.range()).unwrap_or_default().to_owned(),
    };
    let mut finding = Finding::new(subject, fault.message);
    finding.rule = fault.rule;
    finding.help = fault.help;
    let rule = rules::find(fault.rule).expect("faults name rules of the group `schema`");
    Sink::new(rule, findings).report(finding);
}

/// What reading one document gave.
enum Read {
    Document(Arc<CheckedDocument>),
    /// A verdict on the content, the same on every machine: the rule `file/limit` speaks.
    TooLarge,
    Failed(NotChecked),
}

fn read_document(request: &Request<'_>, path: &RepoPath) -> Read {
    let bytes = match request.snapshot.read(path) {
        Ok(bytes) => bytes,
        Err(ReadError::TooLarge { .. }) => return Read::TooLarge,
        Err(error) => return Read::Failed(NotChecked { path: Some(path.clone()), why: unreadable(path, &error) }),
    };
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Read::Failed(NotChecked { path: Some(path.clone()), why: stored_elsewhere(path) });
    }
    let known = request.known.and_then(|corpus| corpus.at_path(path));
    if let Some(known) = known.filter(|known| known.source.is_made_of(&bytes)) {
        return Read::Document(known.clone());
    }
    let source = Arc::new(SourceText::new(path.clone(), bytes));
    match guarded(path, || CheckedDocument::read(source)) {
        Ok(document) => Read::Document(Arc::new(document)),
        Err(failure) => Read::Failed(failure),
    }
}

/// Runs what a defect of ours may end, so that one document costs no other its verdict.
fn guarded<T>(path: &RepoPath, work: impl FnOnce() -> T) -> Result<T, NotChecked> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| NotChecked { path: Some(path.clone()), why: our_defect(path) })
}

/// Does `work` for every item on several threads; the results stand in the order of the items.
fn in_parallel<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = threads.clamp(1, items.len().max(1));
    if threads == 1 {
        return items.iter().map(work).collect();
    }
    // Small runs of neighbours: few steps of the counter, and no thread left with a long tail.
    let run = (items.len() / (threads * 8)).clamp(1, 64);
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Vec<R>)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let worker = || loop {
                let start = next.fetch_add(run, Ordering::Relaxed);
                let Some(part) = items.get(start..).filter(|rest| !rest.is_empty()) else { break };
                let results = part.iter().take(run).map(&work).collect();
                done.lock().expect("no worker panics while it holds the list").push((start, results));
            };
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, worker)
                .expect("the system has a thread for us");
        }
    });
    let mut done = done.into_inner().expect("no worker panics while it holds the list");
    done.sort_by_key(|(start, _)| *start);
    done.into_iter().flat_map(|(_, results)| results).collect()
}

fn ask_rules(context: &Context<'_>, threads: usize, not_checked: &mut Vec<NotChecked>) -> Vec<Finding> {
    let document_rules: Vec<&'static Rule> =
        rules::all().filter(|rule| matches!(rule.check, Check::Document(_) | Check::Annotated)).collect();
    let docs: Vec<_> = context.corpus.documents().collect();
    let of_documents = in_parallel(&docs, threads, |doc| {
        let mut findings = Vec::new();
        let asked = guarded(doc.checked().source.path(), || {
            for rule in &document_rules {
                rules::ask_document(rule, *doc, context, &mut findings);
            }
        });
        (findings, asked.err())
    });
    let mut findings = Vec::new();
    for (found, failure) in of_documents {
        findings.extend(found);
        not_checked.extend(failure);
    }
    let corpus_rules: Vec<&'static Rule> = rules::all().filter(|rule| matches!(rule.check, Check::Corpus(_))).collect();
    let of_corpus = in_parallel(&corpus_rules, threads, |rule| {
        let mut findings = Vec::new();
        let asked = catch_unwind(AssertUnwindSafe(|| rules::ask_corpus(rule, context, &mut findings)));
        (findings, asked.err().map(|_| NotChecked { path: None, why: our_defect_in(rule) }))
    });
    for (found, failure) in of_corpus {
        findings.extend(found);
        not_checked.extend(failure);
    }
    findings
}

fn scope_of(context: &Context<'_>) -> Scope {
    let documents = || context.corpus.documents().filter(|doc| !matches!(doc.checked().kind, KindOf::Settings(_)));
    Scope {
        documents: documents().count(),
        external: documents().filter(|doc| doc.checked().is_external()).count(),
        references_held: context.corpus.references_held().count(),
        left_out: context.selection.left_out,
        not_looked_at: context.selection.not_looked_at,
        nested_roots: context.selection.nested.clone(),
    }
}

fn nothing_to_check(settings: &Settings) -> NotChecked {
    let folders =
        settings.documents.iter().map(|folder| Foreign::new(folder).to_string()).collect::<Vec<_>>().join(", ");
    let why = match folders.is_empty() {
        true => both! {
            ja: "検査する文書 (*.yaml, *.yml) がありません",
            en: "there is no document (*.yaml, *.yml) to check",
        },
        false => both! {
            ja: "設定 documents のフォルダー ({folders}) に、検査する文書 (*.yaml, *.yml) がありません",
            en: "there is no document (*.yaml, *.yml) to check in the folders of `documents` ({folders})",
        },
    };
    NotChecked { path: None, why }
}

/// A path that was asked for, and under which nothing is a document, would pass without a look.
fn nothing_below(
    request: &Request<'_>,
    selection: &Selection,
    settings: &Settings,
    documents: &[Arc<CheckedDocument>],
) -> Option<NotChecked> {
    let below = request.below.as_ref().filter(|_| !settings.allow_empty)?;
    let read = documents.iter().map(|document| document.source.path());
    let others = [&selection.documents, &selection.not_regular, &selection.unreadable, &selection.nested];
    let mut all = read.chain(others.into_iter().flatten());
    let why = both! {
        ja: "「{below}」には、検査する文書がありません (設定の documents と ignore、点で始まる名前も見てください)",
        en: "there is no document to check at `{below}` (see `documents` and `ignore` in the settings; names that begin with a dot are left out)",
    };
    (!all.any(|path| path.is_at_or_below(below.as_bytes()))).then(|| NotChecked { path: Some(below.clone()), why })
}

/// A folder of the settings that the tree does not have may be a slip, and hide everything that was meant.
fn missing_folders(request: &Request<'_>, settings: &Settings) -> Vec<NotChecked> {
    let holds = |folder: &String| {
        let entries = request.snapshot.entries();
        let at = entries.partition_point(|entry| entry.path.as_bytes() < folder.as_bytes());
        entries[at..]
            .iter()
            .take_while(|entry| entry.path.as_bytes().starts_with(folder.as_bytes()))
            .any(|entry| entry.path.is_at_or_below(folder.as_bytes()))
    };
    let missing = |folder: &String| {
        let name = Foreign::new(folder);
        let why = both! {
            ja: "設定 documents にあるフォルダー「{name}」が見つからないため、そこにあるはずの文書を検査していません",
            en: "the folder `{name}` of `documents` does not exist, so what should lie in it is not checked",
        };
        NotChecked { path: Some(RepoPath::new(FILE_NAME)), why }
    };
    if settings.allow_empty {
        return Vec::new();
    }
    settings.documents.iter().filter(|folder| !holds(folder)).map(missing).collect()
}

fn unreadable(path: &RepoPath, error: &ReadError) -> Both {
    match error {
        ReadError::Absent => both! {
            ja: "「{path}」の内容が Git にありません。一部だけのクローン (partial clone) なら「git fetch --refetch --no-filter」で取り寄せてください",
            en: "Git does not have the content of `{path}`; in a partial clone, fetch it with `git fetch --refetch --no-filter`",
        },
        ReadError::Blob(_) => both! {
            ja: "Git にある「{path}」の内容が壊れています。「git fsck」で確かめてください",
            en: "what Git has of `{path}` is damaged ({error}); see `git fsck`",
        },
        _ => both! { ja: "「{path}」を読めません: {error}", en: "cannot read `{path}`: {error}" },
    }
}

fn stored_elsewhere(path: &RepoPath) -> Both {
    both! {
        ja: "「{path}」の中身はここになく、Git LFS に置かれています。「git lfs pull」で取り寄せてから、もう一度検査してください",
        en: "the content of `{path}` is not here but in Git LFS; fetch it with `git lfs pull`, then check again",
    }
}

fn unreadable_folder(path: &RepoPath) -> NotChecked {
    let why = both! {
        ja: "フォルダー「{path}」を開けないため、中の文書を検査できません",
        en: "the folder `{path}` cannot be opened, so what lies in it is not checked",
    };
    NotChecked { path: Some(path.clone()), why }
}

fn our_defect(path: &RepoPath) -> Both {
    both! {
        ja: "「{path}」の検査中に sekisho 自体の不具合が起きました。この文書は検査できていません",
        en: "sekisho itself failed while checking `{path}`; this document is not checked",
    }
}

fn our_defect_in(rule: &Rule) -> Both {
    let id = rule.id;
    both! {
        ja: "ルール「{id}」の実行中に sekisho 自体の不具合が起きました。このルールは検査できていません",
        en: "sekisho itself failed in the rule `{id}`; this rule is not checked",
    }
}
