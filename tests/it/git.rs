//! Work trees and folders as snapshots.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use git2::{IndexEntry, IndexEntryExtendedFlag, IndexEntryFlag};
use sekisho::engine::{self, Request, Today};
use sekisho::git::{GitError, Mode, ReadError, Root, Snapshot};

use super::world::{World, path};

/// Lists a snapshot in the shortest form: a mark for all but files, and `?` for what is not tracked.
fn listed(snapshot: &Snapshot) -> Vec<String> {
    let entries = snapshot.entries().iter();
    entries
        .map(|entry| {
            let mark = match entry.mode {
                Mode::File => "",
                Mode::Link => "link ",
                Mode::Submodule => "submodule ",
                Mode::NestedRepository => "repository ",
                Mode::UnreadableFolder => "unreadable ",
                Mode::Folder => "folder ",
                Mode::Other => "other ",
            };
            format!("{mark}{}{}", entry.path, if entry.tracked { "" } else { "?" })
        })
        .collect()
}

#[test]
fn tracked_and_untracked_files_are_listed_by_bytes() {
    let world = World::git();
    world.write("b.yaml", "b").write("a/c.yaml", "c").write("a.yaml", "a").write("日本.yaml", "");
    world.commit_all("all");
    world.write("a/new.yaml", "n").write(".dot/x", "");
    let snapshot = world.snapshot().expect("a healthy repository");
    assert_eq!(listed(&snapshot), [".dot/x?", "a.yaml", "a/c.yaml", "a/new.yaml?", "b.yaml", "日本.yaml"]);
    assert_eq!(snapshot.read(&path("a/new.yaml")).expect("a file"), b"n");
    assert!(matches!(snapshot.read(&path("none.yaml")), Err(ReadError::NotFound)));
}

#[test]
fn the_nearest_settings_at_or_above_the_path_make_the_root() {
    let world = World::git();
    world.write("sekisho.yaml", "").write("in/sekisho.yaml", "").write("in/a/x.yaml", "").write("other/y.yaml", "");
    let root = Root::find(&world.path("in/a/x.yaml")).expect("it exists");
    assert_eq!((root.folder(), root.inside()), (world.path("in").as_path(), &path("a/x.yaml")));
    let root = Root::find(&world.path("other")).expect("it exists");
    assert_eq!((root.folder(), root.inside()), (world.root().as_path(), &path("other")));
    assert!(root.has_settings());
    assert_eq!(listed(&world.snapshot_at("in/a").expect("healthy")), ["a/x.yaml?", "sekisho.yaml?"]);
}

#[test]
fn settings_above_the_work_tree_do_not_count() {
    let world = World::git();
    world.write("../sekisho.yaml", "").write("a/x.yaml", "");
    let root = Root::find(&world.path("a")).expect("it exists");
    assert_eq!((root.folder(), root.has_settings()), (world.path("a").as_path(), false));
    assert!(matches!(Root::find(&world.path("none")), Err(GitError::NoSuchPath(_))));
    assert!(matches!(Root::find(&world.path(".git/refs")), Err(GitError::InsideGitFolder(_))));
}

#[test]
fn a_path_without_settings_is_the_root_itself() {
    let world = World::folder();
    world.write("a/x.yaml", "x").write("b.yaml", "");
    assert_eq!(listed(&world.snapshot_at("a").expect("readable")), ["x.yaml?"]);
    let root = Root::find(&world.path("a/x.yaml")).expect("it exists");
    assert_eq!((root.folder(), root.inside()), (world.path("a").as_path(), &path("x.yaml")));
}

#[test]
fn ignored_files_are_hidden_unless_they_are_tracked() {
    let world = World::git();
    world.write("kept/hidden.yaml", "1").write("kept/deep/hidden.yaml", "2").write("seen.yaml", "").commit_all("all");
    world.write(".gitignore", "hidden.yaml\nkept/\nbuild/\n").write("hidden.yaml", "").write("build/out.yaml", "");
    // The folder is ignored, so what is new in it is hidden although a tracked file keeps the folder open.
    world.write("kept/new.yaml", "").write("kept/fresh/new.yaml", "");
    let snapshot = world.snapshot().expect("a healthy repository");
    assert_eq!(listed(&snapshot), [".gitignore?", "kept/deep/hidden.yaml", "kept/hidden.yaml", "seen.yaml"]);
}

#[test]
fn ignored_settings_of_the_root_are_listed_all_the_same() {
    let world = World::git();
    world.write(".gitignore", "*.yaml\n").write("sekisho.yaml", "").write("a/sekisho.yaml", "");
    assert_eq!(listed(&world.snapshot().expect("healthy")), [".gitignore?", "sekisho.yaml?"]);
}

#[test]
fn rules_of_gitignore_above_the_root_hold_below_it() {
    let world = World::git();
    world.write(".gitignore", "/csirt/out/\n").write("csirt/sekisho.yaml", "").write("csirt/out/x.yaml", "");
    world.write("csirt/a[1].yaml", "1").write("csirtx/y.yaml", "");
    world.stage_all().write("csirt/out/y.yaml", "");
    let snapshot = world.snapshot_at("csirt").expect("healthy");
    assert_eq!(listed(&snapshot), ["a[1].yaml", "out/x.yaml", "sekisho.yaml"]);
    assert_eq!(snapshot.read(&path("a[1].yaml")).expect("a file"), b"1");
}

#[test]
fn a_repository_without_a_commit_is_listed() {
    let world = World::git();
    world.write("staged.yaml", "").stage_all().write("new.yaml", "");
    assert_eq!(listed(&world.snapshot().expect("healthy")), ["new.yaml?", "staged.yaml"]);
    assert_eq!(listed(&World::git().snapshot().expect("healthy")), [""; 0]);
}

#[test]
fn a_deleted_file_is_not_listed_and_a_skipped_one_is_read_from_git() {
    let world = World::git();
    world.write("deleted.yaml", "d").write("skipped.yaml", "s").write("seen.yaml", "old").commit_all("all");
    set_flags(&world, "skipped.yaml", IndexEntryExtendedFlag::SKIP_WORKTREE, IndexEntryFlag::empty());
    set_flags(&world, "seen.yaml", IndexEntryExtendedFlag::empty(), ASSUME_UNCHANGED);
    world.remove("deleted.yaml").remove("skipped.yaml").write("seen.yaml", "new");
    let snapshot = world.snapshot().expect("healthy");
    assert_eq!(listed(&snapshot), ["seen.yaml", "skipped.yaml"]);
    assert_eq!(snapshot.read(&path("skipped.yaml")).expect("Git holds it"), b"s");
    assert_eq!(snapshot.read(&path("seen.yaml")).expect("a file"), b"new");

    world.write("skipped.yaml", "on disk");
    let snapshot = world.snapshot().expect("healthy");
    assert_eq!(snapshot.read(&path("skipped.yaml")).expect("a file"), b"on disk");
}

#[test]
fn a_blob_that_is_gone_or_too_large_is_an_error_of_its_own() {
    let world = World::git();
    world.write("gone.yaml", "g").write("large.yaml", vec![b'#'; (1 << 20) + 1]).commit_all("all");
    for name in ["gone.yaml", "large.yaml"] {
        set_flags(&world, name, IndexEntryExtendedFlag::SKIP_WORKTREE, IndexEntryFlag::empty());
        world.remove(name);
    }
    let snapshot = world.snapshot().expect("healthy");
    let blob = snapshot.get(&path("gone.yaml")).and_then(|entry| entry.blob).expect("it is tracked");
    let id = git2::Oid::from_bytes(&blob.0).expect("20 bytes").to_string();
    world.remove(format!(".git/objects/{}/{}", &id[..2], &id[2..]));
    assert!(matches!(snapshot.read(&path("gone.yaml")), Err(ReadError::Absent)));
    assert!(matches!(snapshot.read(&path("large.yaml")), Err(ReadError::TooLarge { size: 1_048_577 })));
}

const ASSUME_UNCHANGED: IndexEntryFlag = IndexEntryFlag::VALID;

fn set_flags(world: &World, name: &str, extended: IndexEntryExtendedFlag, flags: IndexEntryFlag) {
    let mut index = world.repository().index().expect("healthy");
    let mut entry = index.get_path(Path::new(name), 0).expect("it was committed");
    entry.flags_extended |= extended.bits();
    entry.flags |= flags.bits() | if extended.is_empty() { 0 } else { IndexEntryFlag::EXTENDED.bits() };
    index.add(&entry).expect("the entry is known");
    index.write().expect("the room can be written to");
}

#[test]
fn an_unmerged_path_is_listed_once_and_marked() {
    let world = World::git();
    world.write("x.yaml", "base").write("y.yaml", "").commit_all("base");
    let mut index = world.repository().index().expect("healthy");
    let entry = index.get_path(Path::new("x.yaml"), 0).expect("it was committed");
    index.remove_path(Path::new("x.yaml")).expect("it is there");
    for stage in 1..=3 {
        index.add(&IndexEntry { flags: stage << 12, path: b"x.yaml".to_vec(), ..copy(&entry) }).expect("a valid entry");
    }
    index.write().expect("the room can be written to");
    let snapshot = world.snapshot().expect("healthy");
    assert_eq!(listed(&snapshot), ["x.yaml", "y.yaml"]);
    assert_eq!(snapshot.entries().iter().map(|entry| entry.unmerged).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_merge_that_stopped_half_way_is_found() {
    let world = World::git();
    let people = |name: &str| format!("kind: people\ntitle: 関係者\npeople:\n  - {{id: sato, name: {name}}}\n");
    world.write("people.yaml", people("佐藤")).write("other.yaml", "kind: waivers\ntitle: 例外\n");
    let base = world.commit_all("base");
    world.write("people.yaml", people("佐藤 (情報システム部)"));
    let theirs = world.commit_all("theirs");
    let repository = world.repository();
    let base = repository.find_object(base, None).expect("it was committed");
    repository.reset(&base, git2::ResetType::Hard, None).expect("the room can be written to");
    world.write("people.yaml", people("佐藤 (総務部)")).commit_all("ours");
    assert_eq!(unmerged(&world), [""; 0]);

    let theirs = repository.find_annotated_commit(theirs).expect("it was committed");
    repository.merge(&[&theirs], None, None).expect("a merge with a conflict is no failure");
    assert_eq!(unmerged(&world), ["people.yaml"]);

    // The text is settled, but Git does not know yet.
    world.write("people.yaml", people("佐藤 (総務部)"));
    assert_eq!(unmerged(&world), ["people.yaml"]);
    world.stage_all();
    assert_eq!(unmerged(&world), [""; 0]);
}

/// Returns the paths of `file/unmerged`.
fn unmerged(world: &World) -> Vec<String> {
    let snapshot = world.snapshot().expect("healthy");
    let today = Today::Given(jiff::civil::date(2026, 11, 24));
    let request =
        Request { snapshot: &snapshot, today, below: None, waivers: true, threads: 1, known: None, under: None };
    let outcome = engine::check(&request).expect("there are no settings to refuse");
    let found = outcome.active().filter(|finding| finding.rule == "file/unmerged");
    found.map(|finding| finding.subject.place.path.to_string()).collect()
}

fn copy(entry: &IndexEntry) -> IndexEntry {
    IndexEntry { path: entry.path.clone(), ..*entry }
}

#[test]
fn nested_repositories_and_submodules_are_noted_and_not_entered() {
    let world = World::git();
    world.write("x.yaml", "").commit_all("all");
    for name in ["inner", "module", "owner"] {
        git2::Repository::init(world.path(name)).expect("the room can be written to");
        world.write(format!("{name}/inside.yaml"), "");
    }
    let mut index = world.repository().index().expect("healthy");
    let entry = index.get_path(Path::new("x.yaml"), 0).expect("it was committed");
    for name in ["module", "ghost"] {
        let path = name.as_bytes().to_vec();
        index.add(&IndexEntry { mode: 0o160_000, path, ..copy(&entry) }).expect("a valid entry");
    }
    // Tracked means checked, even where a repository was put around it later.
    index.add(&IndexEntry { path: b"owner/inside.yaml".to_vec(), ..copy(&entry) }).expect("a valid entry");
    index.write().expect("the room can be written to");
    world.write("owner/new.yaml", "");

    let snapshot = world.snapshot().expect("healthy");
    assert_eq!(
        listed(&snapshot),
        [
            "submodule ghost",
            "repository inner?",
            "submodule module",
            "repository owner?",
            "owner/inside.yaml",
            "x.yaml"
        ]
    );
    assert!(matches!(snapshot.read(&path("module")), Err(ReadError::NotRegular)));
    let noted = snapshot.not_looked_at();
    assert_eq!(noted[&Mode::NestedRepository], [&path("inner"), &path("owner")]);
    assert_eq!(noted[&Mode::Submodule], [&path("ghost"), &path("module")]);
}

#[test]
fn a_linked_work_tree_is_listed_like_any_other() {
    let world = World::git();
    world.write("x.yaml", "x").commit_all("all");
    let linked = world.room().join("linked");
    world.repository().worktree("linked", &linked, None).expect("the room can be written to");
    let snapshot = Root::find(&linked).and_then(|root| root.snapshot()).expect("healthy");
    assert_eq!(listed(&snapshot), ["x.yaml"]);
}

#[test]
fn the_same_files_are_listed_alike_with_and_without_git() {
    let names = [
        "a.yaml",
        "a/b.yaml",
        "a/b/c.yml",
        "a-b.yaml",
        ".dot/x.yaml",
        "日本/体制.yaml",
        "か\u{3099}.yaml",
        "が.yaml",
        "--help.yaml",
        ":(top).yaml",
        "x\n::error::.yaml",
        "CON.yaml",
    ];
    let (folder, untracked, tracked) = (World::folder(), World::git(), World::git());
    for world in [&folder, &untracked, &tracked] {
        for name in names {
            world.write(name.replace("a/b/", "a/b-c/"), format!("name: {name:?}\n"));
        }
    }
    tracked.commit_all("all");
    let [folder, untracked, tracked] = [folder, untracked, tracked].map(|world| {
        let snapshot = world.snapshot().expect("healthy");
        let entries = snapshot.entries().iter();
        entries
            .map(|entry| (entry.path.clone(), entry.mode, snapshot.read(&entry.path).expect("a file")))
            .collect::<Vec<_>>()
    });
    assert_eq!(folder.len(), names.len());
    assert!(folder.is_sorted_by(|one, other| one.0.as_bytes() < other.0.as_bytes()));
    assert_eq!(folder, untracked);
    assert_eq!(folder, tracked);
}

#[test]
fn a_broken_git_is_never_a_plain_folder() {
    for content in ["gitdir: ../nowhere\n", "gitdir: .git\n", "nonsense", ""] {
        let world = World::folder();
        world.write(".git", content).write("x.yaml", "");
        assert!(matches!(world.snapshot(), Err(GitError::Broken { .. })), "{content:?}");
    }
    let world = World::folder();
    world.make_folder(".git").write("x.yaml", "");
    assert!(matches!(world.snapshot(), Err(GitError::Broken { .. })));
}

#[test]
fn each_kind_of_repository_that_cannot_be_read_is_named() {
    let with_config = |lines: &str| {
        let world = World::git();
        world.write("x.yaml", "").commit_all("all");
        world.write(".git/config", format!("[core]\n\trepositoryformatversion = 1\n{lines}\n"));
        world.snapshot().err().expect("libgit2 cannot read this")
    };
    assert!(matches!(with_config("[extensions]\n\tobjectFormat = sha256"), GitError::Sha256(_)));
    assert!(matches!(with_config("[extensions]\n\trefStorage = reftable"), GitError::Reftable(_)));
    assert!(matches!(with_config("[extensions]\n\ttorture = true"), GitError::UnknownFormat { .. }));
    assert!(matches!(with_config("\trepositoryformatversion = 99"), GitError::UnknownFormat { .. }));
    assert!(matches!(with_config("[core\nbroken"), GitError::Config { .. }));
    assert!(matches!(with_config("\tbare = true"), GitError::FilesElsewhere(_)));
    assert!(matches!(with_config("\tworktree = ../.."), GitError::FilesElsewhere(_)));
}

#[test]
fn each_kind_of_index_that_cannot_be_read_is_named() {
    let with_index = |content: Vec<u8>| {
        let world = World::git();
        world.write("x.yaml", "").commit_all("all");
        world.write(".git/index", content);
        world.snapshot().err().expect("libgit2 cannot read this")
    };
    // No entry, one extension without content, a checksum that nobody comes to look at.
    let extended = |name: &[u8]| [b"DIRC\0\0\0\x02\0\0\0\0", name, &[0; 4], &[7; 20]].concat();
    assert!(matches!(with_index(extended(b"link")), GitError::SplitIndex(_)));
    assert!(matches!(with_index(extended(b"sdir")), GitError::SparseIndex(_)));
    assert!(matches!(with_index(extended(b"XTRA")), GitError::CorruptIndex { .. }));
    assert!(matches!(with_index(Vec::new()), GitError::CorruptIndex { .. }));
    assert!(matches!(with_index(b"DIRC\0\0\0\x02".to_vec()), GitError::CorruptIndex { .. }));
}

#[test]
fn a_program_named_in_the_configuration_or_a_buried_repository_has_no_effect() {
    let world = World::git();
    world
        .write("x.yaml", "old")
        .write(".gitattributes", "*.yaml -diff binary export-ignore filter=bad\n")
        .commit_all("all");
    world.write("x.yaml", "new");
    let programs =
        "[core]\n\tfsmonitor = touch canary\n[filter \"bad\"]\n\tclean = touch canary\n\tsmudge = touch canary\n";
    let config = std::fs::read_to_string(world.path(".git/config")).expect("libgit2 wrote it");
    world.write(".git/config", format!("{config}{programs}"));
    git2::Repository::init_bare(world.path("buried")).expect("the room can be written to");
    world.write("buried/config", programs);
    let root = Root::find(&world.path("buried")).expect("it exists");
    assert_eq!(root.work_tree(), Some(world.root().as_path()));
    let snapshot = world.snapshot().expect("healthy");
    assert_eq!(snapshot.read(&path("x.yaml")).expect("a file"), b"new");
    assert!(!world.path("canary").exists());
}

#[test]
fn nothing_is_written_under_the_git_folder() {
    let world = World::git();
    world.write("a/x.yaml", "x").write("skipped.yaml", "s").write("y.yaml", "").commit_all("all");
    set_flags(&world, "skipped.yaml", IndexEntryExtendedFlag::SKIP_WORKTREE, IndexEntryFlag::empty());
    // Stale stat data is what a refreshing reader would write back.
    world.remove("skipped.yaml").write("a/x.yaml", "x").write("y.yaml", "changed").write("new.yaml", "");
    world.write(".git/index.lock", "").write(".git/HEAD.lock", "");
    let before = everything_below(&world.path(".git"));
    let snapshot = world.snapshot().expect("healthy");
    for entry in snapshot.entries() {
        snapshot.read(&entry.path).expect("a file");
    }
    assert_eq!(everything_below(&world.path(".git")), before);
    assert!(before.len() > 10);
}

/// Returns every path with its bytes and its time of change.
fn everything_below(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>, SystemTime)> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(path) = pending.pop() {
        let metadata = std::fs::symlink_metadata(&path).expect("it was listed");
        let changed = metadata.modified().expect("the system keeps times");
        let content = metadata.is_file().then(|| std::fs::read(&path).expect("readable"));
        if metadata.is_dir() {
            let children = std::fs::read_dir(&path).expect("readable");
            pending.extend(children.map(|child| child.expect("readable").path()));
        }
        found.push((path, content, changed));
    }
    found.sort();
    found
}

#[test]
fn variables_of_git_are_not_obeyed() {
    let other = World::git();
    other.write("other.yaml", "").commit_all("other");
    let git = other.path(".git");
    // A test cannot change its own environment, so it runs two others in a process that has one.
    let output = std::process::Command::new(std::env::current_exe().expect("a test is a program"))
        .args(["git::tracked_and_untracked", "git::ignored_files"])
        .env("GIT_DIR", &git)
        .env("GIT_WORK_TREE", other.root())
        .env("GIT_INDEX_FILE", git.join("index"))
        .env("GIT_OBJECT_DIRECTORY", git.join("objects"))
        .env("GIT_CEILING_DIRECTORIES", "/")
        .output()
        .expect("a test can be run again");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("2 passed"), "{said}");
}

#[test]
fn a_snapshot_is_read_from_several_threads() {
    let world = World::git();
    for number in 0..50 {
        world.write(format!("{number}.yaml"), number.to_string());
    }
    world.commit_all("all");
    for number in 0..25 {
        let name = format!("{number}.yaml");
        set_flags(&world, &name, IndexEntryExtendedFlag::SKIP_WORKTREE, IndexEntryFlag::empty());
        world.remove(name);
    }
    let snapshot = world.snapshot().expect("healthy");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for number in 0..50 {
                    let content = snapshot.read(&path(&format!("{number}.yaml"))).expect("a file");
                    assert_eq!(content, number.to_string().as_bytes());
                }
            });
        }
    });
}

#[test]
fn size_is_looked_at_before_anything_is_read() {
    let world = World::folder();
    world.write("just.yaml", vec![b'#'; 1 << 20]);
    let sparse = std::fs::File::create(world.path("sparse.yaml")).expect("the room can be written to");
    sparse.set_len(10 << 30).expect("files may have holes");
    let snapshot = world.snapshot().expect("readable");
    assert_eq!(snapshot.read(&path("just.yaml")).expect("at the limit").len(), 1 << 20);
    assert!(matches!(snapshot.read(&path("sparse.yaml")), Err(ReadError::TooLarge { size: 10_737_418_240 })));
}

#[test]
fn a_file_that_vanishes_after_the_listing_is_said_to_be_gone() {
    let world = World::folder();
    world.write("x.yaml", "");
    let snapshot = world.snapshot().expect("readable");
    world.remove("x.yaml");
    assert!(matches!(snapshot.read(&path("x.yaml")), Err(ReadError::NotFound)));
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::UnixListener;

    use sekisho::text::RepoPath;

    use super::*;

    #[test]
    fn links_fifos_and_sockets_are_listed_and_never_opened() {
        for world in [World::folder(), World::git()] {
            world.write("../outside/secret.yaml", "secret").make_folder("real");
            world.link("secret.yaml", "../outside/secret.yaml").link("docs", "../outside").link("gone.yaml", "nowhere");
            world.link("loop", ".").link("zero.yaml", "/dev/zero").link("rootfs", "/");
            let _socket = UnixListener::bind(world.path("sock.yaml")).expect("the room can be written to");
            if !world.fifo("pipe.yaml") {
                return;
            }
            let snapshot = world.snapshot().expect("readable");
            assert_eq!(
                listed(&snapshot),
                [
                    "link docs?",
                    "link gone.yaml?",
                    "link loop?",
                    "other pipe.yaml?",
                    "link rootfs?",
                    "link secret.yaml?",
                    "other sock.yaml?",
                    "link zero.yaml?"
                ]
            );
            for entry in snapshot.entries() {
                assert!(matches!(snapshot.read(&entry.path), Err(ReadError::NotRegular)), "{}", entry.path);
            }
        }
    }

    #[test]
    fn a_file_that_becomes_a_link_or_a_fifo_after_the_listing_is_not_opened() {
        let world = World::folder();
        world.write("../secret.yaml", "secret").write("x.yaml", "").write("y.yaml", "");
        let snapshot = world.snapshot().expect("readable");
        world.remove("x.yaml").link("x.yaml", "../secret.yaml").remove("y.yaml");
        assert!(matches!(snapshot.read(&path("x.yaml")), Err(ReadError::NotRegular)));
        if world.fifo("y.yaml") {
            assert!(matches!(snapshot.read(&path("y.yaml")), Err(ReadError::NotRegular)));
        }
    }

    #[test]
    fn a_tracked_file_that_is_no_file_any_more_is_listed_as_what_it_is() {
        let world = World::git();
        world
            .write("linked.yaml", "")
            .write("folder.yaml", "")
            .write("pipe.yaml", "")
            .write("in/x.yaml", "")
            .commit_all("all");
        world
            .remove("linked.yaml")
            .link("linked.yaml", "../outside")
            .remove("folder.yaml")
            .write("folder.yaml/x.yaml", "");
        world.remove("in").link("in", "../outside").remove("pipe.yaml");
        if world.fifo("pipe.yaml") {
            assert_eq!(
                listed(&world.snapshot().expect("healthy")),
                ["folder folder.yaml", "folder.yaml/x.yaml?", "link in?", "link linked.yaml", "other pipe.yaml"]
            );
        }
    }

    #[test]
    fn a_link_that_is_asked_for_is_judged_as_a_link() {
        let world = World::folder();
        world.write("../outside/x.yaml", "").write("sekisho.yaml", "").link("x.yaml", "../outside/x.yaml");
        let root = Root::find(&world.path("x.yaml")).expect("the link exists");
        assert_eq!((root.folder(), root.inside()), (world.root().as_path(), &path("x.yaml")));
    }

    #[test]
    fn names_that_are_not_utf8_are_listed_and_read() {
        for world in [World::folder(), World::git()] {
            world.write(OsStr::from_bytes(b"caf\xe9.yaml"), "x");
            let snapshot = world.snapshot().expect("readable");
            assert_eq!(snapshot.read(&RepoPath::new(b"caf\xe9.yaml")).expect("a file"), b"x");
        }
    }

    #[test]
    fn traps_inside_the_git_folder_are_refused_without_waiting() {
        for trap in ["HEAD", "config", "index", "info/exclude", "packed-refs"] {
            let world = World::git();
            world.write("x.yaml", "").commit_all("all");
            if std::fs::exists(world.path(".git").join(trap)).expect("readable") {
                world.remove(format!(".git/{trap}"));
            }
            world.make_folder(".git/info");
            if !world.fifo(format!(".git/{trap}")) {
                return;
            }
            assert!(matches!(world.snapshot(), Err(GitError::Broken { .. })), "{trap}");
        }
        let world = World::folder();
        if world.write("x.yaml", "").fifo(".git") {
            assert!(matches!(world.snapshot(), Err(GitError::Broken { .. })));
        }
    }

    #[test]
    fn an_ignore_file_that_is_a_link_or_a_fifo_is_refused_without_waiting() {
        let world = World::git();
        world.write("in/x.yaml", "").link("in/.gitignore", "/dev/zero");
        assert!(matches!(world.snapshot(), Err(GitError::IgnoreFile(_))));
        let world = World::git();
        if world.write("in/x.yaml", "").fifo(".gitignore") {
            assert!(matches!(world.snapshot_at("in"), Err(GitError::IgnoreFile(_))));
        }
    }

    #[test]
    fn folders_too_deep_to_look_into_are_listed() {
        let world = World::folder();
        let name = "深".repeat(80);
        let deep = std::iter::repeat_n(name.as_str(), 5).collect::<Vec<_>>().join("/");
        world.write(format!("{deep}/x.yaml"), "");
        let snapshot = world.snapshot().expect("readable");
        let entry = &snapshot.entries()[0];
        assert_eq!((snapshot.entries().len(), entry.mode, entry.is_path_too_long()), (1, Mode::Folder, true));
    }

    #[test]
    fn what_we_may_not_read_is_said() {
        use std::os::unix::fs::PermissionsExt;
        let world = World::folder();
        world.write("x.yaml", "").write("closed/y.yaml", "").write("z.yaml", "z");
        for name in ["x.yaml", "closed"] {
            std::fs::set_permissions(world.path(name), std::fs::Permissions::from_mode(0o000)).expect("it is ours");
        }
        if std::fs::read(world.path("x.yaml")).is_ok() {
            eprintln!("skipped: this user may read everything");
            return;
        }
        let snapshot = world.snapshot().expect("the root is readable");
        assert_eq!(listed(&snapshot), ["unreadable closed?", "x.yaml?", "z.yaml?"]);
        assert!(matches!(snapshot.read(&path("x.yaml")), Err(ReadError::Denied)));
        assert_eq!(snapshot.read(&path("z.yaml")).expect("a file"), b"z");
        std::fs::set_permissions(world.path("closed"), std::fs::Permissions::from_mode(0o700)).expect("it is ours");
    }

    #[test]
    fn a_repository_of_another_user_is_not_opened() {
        let world = World::git();
        world.write("x.yaml", "").commit_all("all");
        let is_given_away =
            ["", ".git"].iter().all(|name| std::os::unix::fs::chown(world.path(name), Some(12_345), None).is_ok());
        if !is_given_away {
            eprintln!("skipped: only the superuser gives files away");
            return;
        }
        assert!(matches!(world.snapshot(), Err(GitError::ForeignOwner(_))));
    }
}
