//! G: the states of a Git repository.

use crate::measure::measure;
use crate::place::Place;
use crate::row::{ALL, Row, Way, binary};

const BARE: &[Way] = &[Way::Bare];
const GIT: &[Way] = &[Way::Staged, Way::Head];
const STAGED: &[Way] = &[Way::Staged];
const HEAD: &[Way] = &[Way::Head];
const FILES: &[Way] = &[Way::Files];
const LINKED: &[Way] = &[Way::Linked];

/// Commits a script's work and makes a bare copy with every object loose; `object` is then the file of the document's blob.
macro_rules! bare {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "\nsave; cp -r .git $ROOM/bare; git -C $ROOM/bare config core.bare true\n",
            "file() { id=$(git rev-parse $1); echo $ROOM/bare/objects/${id:0:2}/${id:2}; }\n",
            "o=$(file HEAD:$D); chmod u+w $o\n",
            $after
        )
    };
}

/// Makes a commit of a tree that is written by hand, entry by entry, for what Git itself would refuse to write.
macro_rules! tree {
    ($entries:literal) => {
        concat!(
            "good=$(git rev-parse HEAD:$D); bad=$(printf 'zz: [unclosed\\n' | git hash-object -w --stdin)\n",
            "raw() { printf '%b' \"$(printf %s $1 | sed 's/../\\\\x&/g')\"; }\n",
            "entry() { printf '%s %b\\0' \"$1\" \"$2\"; raw $3; }\n",
            "settings=$(git rev-parse HEAD:sekisho.yaml)\n",
            "t=$( { ", $entries, "; } | git hash-object -w -t tree --literally --stdin)\n",
            "c=$(printf 'tree %s\\nauthor W <w@example.com> 1 +0000\\ncommitter W <w@example.com> 1 +0000\\n\\nx\\n' $t | git hash-object -w -t commit --literally --stdin)\n",
            "printf '%s\\n' $c > .git/refs/heads/main"
        )
    };
}

pub fn rows() -> Vec<Row> {
    let mut rows = ordinary();
    rows.extend(indexes());
    rows.extend(objects());
    rows.extend(trees());
    rows.extend(configuration());
    rows.extend(changes());
    rows
}

/// Repositories as people have them.
fn ordinary() -> Vec<Row> {
    let row = Row::new;
    vec![
        row("G01", "no commit yet, files on the disk and in the index")
            .plain()
            .script("git init -q -b main . && git add -A")
            .ways(&[Way::Files, Way::Staged])
            .clean(),
        row("G01", "no commit yet, HEAD is asked for")
            .plain()
            .script("git init -q -b main . && git add -A")
            .ways(HEAD)
            .stops("has no commit yet"),
        row("G02", "a commit without any file").script("git rm -rq .").ways(ALL).stops(""),
        row("G03", "a detached HEAD").script("save; git checkout -q --detach").uncommitted().ways(ALL).clean(),
        row("G04", "a bare repository").script("git clone -q --bare . $ROOM/bare").ways(BARE).clean(),
        row("G05", "a bare repository with a defect")
            .script("spoil $D; save; git clone -q --bare . $ROOM/bare")
            .ways(BARE)
            .finds("yaml/syntax"),
        row("G06", "SHA-256")
            .plain()
            .script("git init -q --object-format=sha256 -b main . && spoil $D && save")
            .ways(ALL)
            .stops("SHA-256"),
        row("G07", "SHA-256, bare")
            .plain()
            .script("git init -q --object-format=sha256 -b main . && spoil $D && save && git clone -q --bare . $ROOM/bare")
            .ways(BARE)
            .stops("SHA-256"),
        row("G08", "reftable")
            .plain()
            .script("git init -q --ref-format=reftable -b main . && spoil $D && save")
            .ways(ALL)
            .stops("git refs migrate --ref-format=files"),
        row("G09", "a linked work tree").script("git worktree add -q $ROOM/linked").ways(LINKED).clean(),
        row("G10", "a linked work tree with relative paths")
            .script("git -c worktree.useRelativePaths=true worktree add -q $ROOM/linked; spoil $ROOM/linked/$D")
            .ways(LINKED)
            .finds("yaml/syntax"),
        row("G11", "a linked work tree of a bare repository")
            .script("git clone -q --bare . $ROOM/bare; git -C $ROOM/bare worktree add -q $ROOM/linked main")
            .ways(LINKED)
            .clean(),
        row("G12", "a submodule with a defect")
            .script("git init -q $ROOM/sub; (cd $ROOM/sub; printf 'zz: [unclosed\\n' > x.yaml; git add -A; git commit -qm x); git -c protocol.file.allow=always submodule add -q $ROOM/sub csirt/sub")
            .ways(ALL)
            .clean()
            .says("1 link or other special file"),
        row("G13", "a gitlink without a submodule")
            .script("git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),csirt/ghost; git commit -qm x")
            .uncommitted()
            .ways(ALL)
            .clean(),
        row("G14", "a nested repository that is not tracked")
            .uncommitted()
            .script("git init -q csirt/nested; printf 'zz: [unclosed\\n' > csirt/nested/x.yaml")
            .clean()
            .says("1 link or other special file"),
        row("G16", "a shallow clone")
            .script("spoil $D; save; git clone -q --depth 1 file://$PWD $ROOM/shallow; rm -rf .git csirt sekisho.yaml; mv $ROOM/shallow/.git $ROOM/shallow/* .")
            .uncommitted()
            .ways(ALL)
            .finds("yaml/syntax"),
        row("G17", "a bare clone without contents")
            .script("git config uploadpack.allowFilter true; save; git clone -q --bare --filter=blob:none file://$PWD $ROOM/bare; mv .git $ROOM/gone")
            .uncommitted()
            .ways(BARE)
            .stops("git fetch --refetch --no-filter"),
        row("G18", "a bare clone without trees")
            .script("git config uploadpack.allowFilter true; save; git clone -q --bare --filter=tree:0 file://$PWD $ROOM/bare; mv .git $ROOM/gone")
            .uncommitted()
            .ways(BARE)
            .stops("git fetch --refetch --no-filter"),
        row("G19", "a sparse checkout, the defect outside")
            .script("mkdir cone; printf 'x\\n' > cone/x.txt; spoil $D; save; git sparse-checkout set --cone cone")
            .uncommitted()
            .ways(ALL)
            .finds("yaml/syntax"),
        row("G20", "a sparse index")
            .script("mkdir cone; printf 'x\\n' > cone/x.txt; spoil $D; save; git sparse-checkout set --cone --sparse-index cone")
            .uncommitted()
            .ways(&[Way::Files, Way::Staged])
            .stops("git sparse-checkout reapply --no-sparse-index"),
        row("G20", "a sparse index, HEAD is asked for")
            .script("mkdir cone; printf 'x\\n' > cone/x.txt; spoil $D; save; git sparse-checkout set --cone --sparse-index cone")
            .uncommitted()
            .ways(HEAD)
            .finds("yaml/syntax"),
        row("G73", "commits and repacking at the same time").custom(while_git_works),
        row("G74", "20,000 packed and 2,000 loose references")
            .script("h=$(git rev-parse HEAD); for i in $(seq 20000); do echo \"create refs/tags/t$i $h\"; done | git update-ref --stdin; git pack-refs --all; for i in $(seq 2000); do echo \"create refs/tags/l$i $h\"; done | git update-ref --stdin")
            .uncommitted()
            .ways(ALL)
            .clean()
            .within(500),
        row("G75", "5,000 commits and a merge of 60")
            .script("h=$(git rev-parse HEAD); t=$(git rev-parse HEAD^{tree}); { echo blob; } >/dev/null; { for i in $(seq 5000); do printf 'commit refs/heads/main\\ncommitter W <w@example.com> %s +0000\\ndata 1\\nx\\n' $i; [ $i = 1 ] && printf 'from %s\\n' $h; done; for i in $(seq 60); do printf 'commit refs/heads/b%s\\ncommitter W <w@example.com> 1 +0000\\ndata 1\\nx\\nfrom %s\\n' $i $h; done; } | git fast-import --quiet --force; git reset -q --hard; m=$(git commit-tree $t -m x $(for i in $(seq 60); do echo -p b$i; done)); git reset -q --hard $m")
            .uncommitted()
            .ways(ALL)
            .clean()
            .within(1_000),
        row("G84", "a revision that does not exist").custom(|place| stops(place, &["--rev", "nowhere"], "there is no commit or branch `nowhere`")),
        row("G85", "a revision that looks like an option")
            .custom(|place| stops(place, &["--rev=--output=canary"], "there is no commit or branch").and_then(|()| no_canary(place))),
        row("G86", "a revision that an earlier clone cut off")
            .script("save; save; git clone -q --depth 1 file://$PWD $ROOM/shallow; rm -rf .git; mv $ROOM/shallow/.git .")
            .uncommitted()
            .custom(|place| stops(place, &["--rev", "HEAD~1"], "git fetch --unshallow")),
    ]
}

/// What the index may hold.
fn indexes() -> Vec<Row> {
    let row = Row::new;
    vec![
        row("G21", "a split index")
            .script("save; git update-index --split-index; spoil $D; git add -A")
            .uncommitted()
            .ways(&[Way::Files, Way::Staged])
            .stops("git update-index --no-split-index"),
        row("G22", "an index of version 4 with a cache of what is not tracked")
            .script("save; git update-index --index-version 4 --untracked-cache --test-untracked-cache >/dev/null || git update-index --index-version 4 --force-untracked-cache; git status >/dev/null")
            .uncommitted()
            .ways(ALL)
            .clean(),
        row("G23", "a lock that someone left").script("save; touch .git/index.lock .git/HEAD.lock").uncommitted().ways(ALL).clean(),
        row("G24", "a merge in conflict")
            .script("git checkout -qb other; sed -i s/関係者/別人/ $D; save; git checkout -q main; sed -i s/関係者/本人/ $D; save; git merge -q other || true")
            .uncommitted()
            .finds("yaml/conflict-marker")
            .finds("file/unmerged")
            .says("unfinished"),
        row("G24", "a merge in conflict, staged")
            .script("git checkout -qb other; sed -i s/関係者/別人/ $D; save; git checkout -q main; sed -i s/関係者/本人/ $D; save; git merge -q other || true")
            .uncommitted()
            .ways(STAGED)
            .finds("file/unmerged")
            .without("yaml/conflict-marker"),
        row("G25", "a conflict resolved on the disk alone")
            .script("git checkout -qb other; sed -i s/関係者/別人/ $D; save; git checkout -q main; sed -i s/関係者/本人/ $D; save; git merge -q other || true; git show main:$D > $D")
            .uncommitted()
            .ways(STAGED)
            .finds("file/unmerged"),
        row("G26", "a rebase stopped half way")
            .script("git checkout -qb other; sed -i s/関係者/別人/ $D; save; git checkout -q main; sed -i s/関係者/本人/ $D; save; git rebase -q other >/dev/null 2>&1 || true; git checkout -q --theirs $D; git add -A")
            .uncommitted()
            .ways(ALL)
            .clean()
            .says("unfinished"),
        row("G27", "an entry that is only intended")
            .script("save; printf 'zz: [unclosed\\n' > csirt/new.yaml; git add -N csirt/new.yaml")
            .uncommitted()
            .finds("yaml/syntax"),
        row("G27", "an entry that is only intended, staged")
            .script("save; printf 'zz: [unclosed\\n' > csirt/new.yaml; git add -N csirt/new.yaml")
            .uncommitted()
            .ways(GIT)
            .clean(),
        row("G28", "assume-unchanged over a defect")
            .script("save; git update-index --assume-unchanged $D; spoil $D")
            .uncommitted()
            .finds("yaml/syntax"),
        row("G29", "skip-worktree over a committed defect")
            .script("spoil $D; save; git update-index --skip-worktree $D; rm $D")
            .uncommitted()
            .ways(ALL)
            .finds("yaml/syntax"),
        row("G30", "a defect behind the same size and time")
            .script("save; touch -r $D $ROOM/time; sed -i 's/title:/title]/' $D; touch -r $ROOM/time $D")
            .uncommitted()
            .finds("yaml/syntax"),
        row("G31", "an index with a byte turned")
            .script("spoil $D; save; printf '\\xff' | dd of=.git/index bs=1 seek=80 conv=notrunc status=none")
            .uncommitted()
            .ways(&[Way::Files, Way::Staged])
            .stops("index"),
        row("G32", "an index cut short")
            .script("spoil $D; save; truncate -s 40 .git/index")
            .uncommitted()
            .ways(&[Way::Files, Way::Staged])
            .stops("index"),
        row("G33", "an empty file as index")
            .script("spoil $D; save; : > .git/index")
            .uncommitted()
            .ways(&[Way::Files, Way::Staged])
            .stops("index"),
        row("G87", "a document is deleted in the index")
            .script("save; git rm -q --cached csirt/people.yaml")
            .uncommitted()
            .ways(STAGED)
            .finds("xref/unresolved"),
        row("G88", "the index that a hook names").custom(|place| {
            place.shell("save; cp .git/index .git/other; spoil $D; GIT_INDEX_FILE=.git/other git add -A; git checkout -q $D")?;
            let run = |variables: &[(&str, &str)]| {
                let mut command = place.command(binary(), &place.root());
                measure(command.args(["check", "--staged"]).envs(variables.iter().copied())).map(|(said, _)| said.status)
            };
            match (run(&[])?, run(&[("GIT_INDEX_FILE", ".git/other")])?, run(&[("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/other")])?) {
                (0, 1, 1) => Ok(()),
                other => Err(format!("{other:?}")),
            }
        }),
    ]
}

/// Objects that are gone, cut, or not what they say.
fn objects() -> Vec<Row> {
    let row = Row::new;
    vec![
        row("G34", "a content is deleted").script(bare!("", "rm $o")).ways(BARE).stops("people.yaml"),
        row("G35", "a content is cut short")
            .script(bare!("head -c 40000 /dev/urandom | base64 -w 60 | sed 's/^/# /' >> $D", "truncate -s $(($(stat -c%s $o)/2)) $o"))
            .ways(BARE)
            .stops("git fsck")
            .within(3_000)
            .times_vary(),
        row("G36", "a content under another's name")
            .script(bare!("", "cp -f $(file HEAD:csirt/roles.yaml) $o"))
            .ways(BARE)
            .stops("people.yaml"),
        row("G37", "an object of no bytes").script(bare!("", ": > $o")).ways(BARE).stops("people.yaml"),
        row("G38", "an object that claims 1 TB")
            .script(bare!("", "printf 'blob 1099511627776\\0x' | gzip -c | { printf '\\x78\\x9c'; tail -c +11; } > $o"))
            .ways(BARE)
            .finds_or_stops("file/limit"),
        row("G39", "1 GiB that packs to 1 MB")
            .script("head -c 1073741824 /dev/zero | tr '\\0' '#' > csirt/big.yaml; save; git clone -q --bare . $ROOM/bare")
            .uncommitted()
            .ways(BARE)
            .finds("file/limit")
            .below(64),
        row("G40", "a pack with bytes turned")
            .script("save; git gc -q; git clone -q --bare . $ROOM/bare; p=$(ls $ROOM/bare/objects/pack/*.pack); chmod u+w $p; for at in 40 100 160 220; do printf '\\xff\\xff\\xff\\xff' | dd of=$p bs=1 seek=$at conv=notrunc status=none; done")
            .uncommitted()
            .ways(BARE)
            .stops("")
            .within(3_000)
            .times_vary(),
        row("G41", "a pack without its index")
            .script("save; git gc -q; git clone -q --bare . $ROOM/bare; rm -f $ROOM/bare/objects/pack/*.idx")
            .uncommitted()
            .ways(BARE)
            .stops(""),
        row("G42", "HEAD is rubbish").script(bare!("", "head -c 100 /dev/urandom > $ROOM/bare/HEAD")).ways(BARE).stops(""),
        row("G43", "references in a circle")
            .script(bare!("", "printf 'ref: refs/heads/a\\n' > $ROOM/bare/HEAD; printf 'ref: refs/heads/b\\n' > $ROOM/bare/refs/heads/a; printf 'ref: refs/heads/a\\n' > $ROOM/bare/refs/heads/b"))
            .ways(BARE)
            .stops(""),
        row("G53", "a tree cut inside an entry")
            .script("t=$(printf '100644 a.yaml\\0short' | git hash-object -w -t tree --literally --stdin); c=$(printf 'tree %s\\nauthor W <w@example.com> 1 +0000\\ncommitter W <w@example.com> 1 +0000\\n\\nx\\n' $t | git hash-object -w -t commit --literally --stdin); printf '%s\\n' $c > .git/refs/heads/main")
            .uncommitted()
            .ways(HEAD)
            .stops(""),
        row("G54", "a commit whose tree is a file")
            .script("t=$(git rev-parse HEAD:$D); c=$(printf 'tree %s\\nauthor W <w@example.com> 1 +0000\\ncommitter W <w@example.com> 1 +0000\\n\\nx\\n' $t | git hash-object -w -t commit --literally --stdin); printf '%s\\n' $c > .git/refs/heads/main")
            .uncommitted()
            .ways(HEAD)
            .stops(""),
        row("G58", "impossible dates, zones and authors")
            .script("t=$(git rev-parse HEAD^{tree}); c=$(printf 'tree %s\\nauthor <> 99999999999999 +9999\\ncommitter W -1 +9999\\nencoding none\\n\\nx\\0y\\n' $t | git hash-object -w -t commit --literally --stdin); printf '%s\\n' $c > .git/refs/heads/main")
            .uncommitted()
            .ways(ALL)
            .clean(),
        row("G59", "a replacement hides a defective commit")
            .script("good=$(git rev-parse HEAD); spoil $D; save; bad=$(git rev-parse HEAD); git replace $bad $good")
            .uncommitted()
            .ways(ALL)
            .finds("yaml/syntax")
            .says("refs/replace"),
        row("G60", "a file of grafts")
            .script("spoil $D; save; git checkout -q HEAD~1 -- $D; save; mkdir -p .git/info; printf '%s\\n' $(git rev-parse HEAD) > .git/info/grafts")
            .uncommitted()
            .ways(ALL)
            .clean()
            .says("grafts"),
        row("G60", "files of grafts and of a shallow clone with rubbish")
            .script("save; mkdir -p .git/info; printf 'rubbish\\n' > .git/info/grafts; printf 'rubbish\\n' > .git/shallow")
            .uncommitted()
            .ways(ALL)
            .stops("graft"),
        row("G61", "alternates: itself, and one that is gone")
            .script("save; printf '%s\\n/nonexistent/objects\\n' $PWD/.git/objects > .git/objects/info/alternates")
            .uncommitted()
            .ways(ALL)
            .clean(),
        row("G62", "objects in an alternate that is gone")
            .script("save; git clone -q --bare --shared . $ROOM/bare; mv .git $ROOM/gone")
            .uncommitted()
            .ways(BARE)
            .stops(""),
        row("G89", "objects in an alternate")
            .script("save; git clone -q --bare --shared . $ROOM/bare")
            .uncommitted()
            .ways(BARE)
            .clean(),
    ]
}

/// Trees that Git would not write.
fn trees() -> Vec<Row> {
    let row = |id, what| Row::new(id, what).uncommitted().ways(HEAD);
    vec![
        row("G44", "an entry named ..").script(tree!("entry 100644 .. $bad; entry 100644 sekisho.yaml $settings; entry 100644 x.yaml $good")).finds("file/name-unsafe").says(".."),
        row("G45", "an entry with slashes in its name")
            .script(tree!("entry 100644 sekisho.yaml $settings; entry 100644 x/../../y.yaml $good; entry 100644 z.yaml $good"))
            .finds("file/name-unsafe"),
        row("G46", "an entry named .git")
            .script(tree!("entry 100644 .git $good; entry 100644 sekisho.yaml $settings; entry 100644 x.yaml $good"))
            .finds("file/name-unsafe"),
        row("G47", "one name twice")
            .script(tree!("entry 100644 sekisho.yaml $settings; entry 100644 x.yaml $good; entry 100644 x.yaml $bad"))
            .stops("holds a name twice"),
        row("G48", "entries out of order")
            .script(tree!("entry 100644 z.yaml $bad; entry 100644 sekisho.yaml $settings; entry 100644 a.yaml $good"))
            .finds("yaml/syntax"),
        row("G49", "an entry without a name")
            .script(tree!("entry 100644 '' $good; entry 100644 sekisho.yaml $settings"))
            .stops(""),
        row("G50", "a name that is not UTF-8, over a defect")
            .script(tree!("entry 100644 'caf\\xe9.yaml' $bad; entry 100644 sekisho.yaml $settings"))
            .finds("file/name-not-utf8")
            .finds("yaml/syntax"),
        row("G51", "a name with commands")
            .script(tree!("entry 100644 '\\x1b[2J\\n::error::x.yaml' $bad; entry 100644 sekisho.yaml $settings"))
            .finds("file/name-unsafe"),
        row("G52", "odd modes")
            .script(tree!("entry 100664 a.yaml $bad; entry 0100644 b.yaml $bad; entry 160000 c.yaml $bad; entry 100644 sekisho.yaml $settings"))
            .finds("yaml/syntax")
            .says("a.yaml")
            .says("b.yaml")
            .says("c.yaml"),
        row("G55", "5,000 levels of folders")
            .script("t=$(printf '100644 blob %s\\tx.yaml\\n' $(printf 'zz: [unclosed\\n' | git hash-object -w --stdin) | git mktree); for i in $(seq 5000); do printf '%s\\0' $t; t=$(printf '040000 tree %s\\ta\\n' $t | git mktree); done >/dev/null; t=$({ printf '100644 blob %s\\tsekisho.yaml\\n' $(git rev-parse HEAD:sekisho.yaml); printf '040000 tree %s\\ta\\n' $t; } | git mktree); git update-ref HEAD $(git commit-tree $t -m x)")
            .finds("file/limit")
            .within(1_000),
        row("G56", "ten levels of ten equal folders")
            .script("t=$(for n in 0 1 2 3 4 5 6 7 8 9; do printf '100644 blob %s\\tx%s.yaml\\n' $(git rev-parse HEAD:$D) $n; done | git mktree); for i in 1 2 3 4 5 6 7 8 9; do t=$(for n in 0 1 2 3 4 5 6 7 8 9; do printf '040000 tree %s\\td%s\\n' $t $n; done | git mktree); done; git update-ref HEAD $(git commit-tree $t -m x)")
            .finds("file/limit")
            .within(2_000)
            .below(256),
        row("G57", "50,000 entries in one tree")
            .script("b=$(git rev-parse HEAD:$D); t=$({ printf '100644 blob %s\\tsekisho.yaml\\n' $(git rev-parse HEAD:sekisho.yaml); for n in $(seq 50000); do printf '100644 blob %s\\tn%s.txt\\n' $b $n; done; printf '100644 blob %s\\tx.yaml\\n' $b; } | git mktree); git update-ref HEAD $(git commit-tree $t -m x)")
            .says("Passed")
            .within(1_000),
    ]
}

/// Configuration, attributes and owners.
fn configuration() -> Vec<Row> {
    let row = Row::new;
    vec![
        row("G63", "a configuration that runs programs").custom(|place| {
            place.shell(
                "save; canary=\"touch $ROOM/canary\"; printf '#!/bin/sh\\n%s\\n' \"$canary\" > $ROOM/run; chmod +x $ROOM/run
                for key in core.fsmonitor core.sshCommand core.editor core.pager diff.external diff.x.textconv diff.x.command filter.x.clean filter.x.smudge filter.x.process credential.helper gpg.program alias.status; do git config $key $ROOM/run; done
                mkdir hooks; for hook in pre-commit post-checkout post-index-change fsmonitor-watchman; do cp $ROOM/run hooks/$hook; done; git config core.hooksPath hooks
                printf '* filter=x diff=x\\n' > .gitattributes",
            )?;
            runs_clean(place)?;
            no_canary(place)
        }),
        row("G64", "a bare repository buried in the work tree").custom(|place| {
            place.shell("spoil $D; save; git clone -q --bare . csirt/buried; git -C csirt/buried config core.fsmonitor \"touch $ROOM/canary\"; git -C csirt/buried config core.worktree $ROOM")?;
            let (said, _) = measure(place.command(binary(), &place.root().join("csirt/buried")).args(["check", "--lang", "en", "../.."]))?;
            if said.status != 1 {
                return Err(format!("{said:?}"));
            }
            no_canary(place)
        }),
        row("G65", "a configuration that includes a FIFO")
            .script("save; mkfifo $ROOM/pipe; git config include.path $ROOM/pipe")
            .uncommitted()
            .ways(ALL)
            .stops("")
            .within(3_000)
            .times_vary(),
        row("G66", "attributes over a defect")
            .script("spoil $D; printf '*.yaml -diff binary export-ignore working-tree-encoding=UTF-8 linguist-generated eol=crlf text\\n' > .gitattributes")
            .ways(ALL)
            .finds("yaml/syntax"),
        row("G67", "Git's own files as links to devices")
            .uncommitted()
            .script("save; ln -s /dev/zero .gitattributes; ln -s /etc/passwd .gitmodules; mkfifo $ROOM/pipe; ln -s $ROOM/pipe .gitignore")
            .stops(".gitignore")
            .within(1_000),
        row("G67", "Git's own files as links to devices, committed")
            .script("ln -s /dev/zero .gitattributes; git add . 2>/dev/null; git commit -qm x; ln -s /etc/passwd .gitmodules; ln -s /dev/zero .gitignore")
            .uncommitted()
            .ways(GIT)
            .clean()
            .within(1_000),
        row("G68", "100,000 patterns in .gitignore")
            .script("spoil $D; for i in $(seq 100000); do echo \"**/a*b*c*$i*d/**\"; done > .gitignore; git add .; git commit -qm x")
            .uncommitted()
            .ways(ALL)
            .finds("yaml/syntax")
            .within(2_000),
        row("G69", "a repository of another user").custom(|place| {
            let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
            if !is_root {
                return Err("only root can give a repository away".to_owned());
            }
            place.shell("chown -R 65534:65534 .")?;
            stops(place, &[], "safe.directory")
        }),
        row("G70", "an extension that nobody knows")
            .script("save; git config core.repositoryFormatVersion 1; git config extensions.torture true")
            .uncommitted()
            .ways(ALL)
            .stops("torture"),
        row("G71", "format version 99")
            .script("save; git config core.repositoryFormatVersion 99")
            .uncommitted()
            .ways(ALL)
            .stops("99"),
        row("G72", "a configuration that cannot be parsed")
            .script("save; printf '[[[broken\\n' >> .git/config")
            .uncommitted()
            .ways(ALL)
            .stops("configuration"),
        row("G76", "a submodule whose name climbs out")
            .script("printf '[submodule \"../../../evil\"]\\n\\tpath = evil\\n\\turl = --upload-pack=touch canary\\n' > .gitmodules")
            .ways(ALL)
            .clean(),
        row("G90", "files as they are checked out with CR LF")
            .script("printf '*.yaml text eol=crlf\\n' > .gitattributes; spoil $D; save; rm $D; git checkout -q $D")
            .uncommitted()
            .ways(FILES)
            .finds("yaml/syntax"),
    ]
}

/// Two revisions.
fn changes() -> Vec<Row> {
    let row = Row::new;
    vec![
        row("G15", "a shallow clone without a merge base").custom(|place| {
            place.shell("git checkout -qb one; echo 1 > x; save; git checkout -q main; echo 2 > y; save; git init -q $ROOM/shallow; cd $ROOM/shallow; git remote add origin file://$ROOM/root; git fetch -q --depth 1 origin one main; git checkout -q origin/one; cd $ROOM/root; rm -rf .git; mv $ROOM/shallow/.git .")?;
            reviewed(place, &["origin/main"], 2, "git fetch --unshallow")
        }),
        row("G77", "a base that does not exist").custom(|place| reviewed(place, &["origin/nowhere"], 2, "there is no commit or branch")),
        row("G78", "a base that looks like an option").custom(|place| {
            reviewed(place, &["--output=canary"], 2, "there is no option")?;
            reviewed(place, &["--", "--output=canary"], 2, "")?;
            no_canary(place)
        }),
        row("G79", "unrelated histories").custom(|place| {
            place.shell("git checkout -q --orphan other; echo x > x; save")?;
            reviewed(place, &["main"], 2, "no commit in common")
        }),
        row("G80", "two merge bases").custom(|place| {
            place.shell("git checkout -qb a; echo a > a; save; git checkout -q main; git checkout -qb b; echo b > b; save; git merge -q --no-edit a; git checkout -q a; git merge -q --no-edit b~1; spoil $D; save")?;
            reviewed(place, &["b...a"], 1, "yaml/syntax")
        }),
        row("G81", "a document renamed and broken").custom(|place| {
            place.shell("git checkout -qb change; git mv $D csirt/others.yaml; spoil csirt/others.yaml; save")?;
            reviewed(place, &["main"], 1, "yaml/syntax")
        }),
        row("G82", "a document becomes a link").custom(|place| {
            place.shell("git checkout -qb change; mv $D csirt/real.txt; ln -s real.txt $D; save")?;
            reviewed(place, &["main"], 1, "file/not-regular")
        }),
        row("G83", "a branch deletes every document").custom(|place| {
            place.shell("printf 'allow_empty: true\n' >> sekisho.yaml; save; git checkout -qb change; git rm -rq csirt; save")?;
            reviewed(place, &["main"], 2, "no document to check")
        }),
    ]
}

/// Reviews a change, and expects a status and words.
fn reviewed(place: &Place, arguments: &[&str], status: i32, words: &str) -> Result<(), String> {
    let before = place.picture();
    let mut command = place.command(binary(), &place.root());
    let (said, _) = measure(command.args(["review", "--lang", "en"]).args(arguments))?;
    let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    if before != place.picture() {
        return Err("the run changed something".to_owned());
    }
    if said.status == status && text.contains(words) { Ok(()) } else { Err(format!("{} {text}", said.status)) }
}

/// Runs the checker and expects status 2 with these words.
fn stops(place: &Place, arguments: &[&str], words: &str) -> Result<(), String> {
    let mut command = place.command(binary(), &place.root());
    let (said, _) = measure(command.args(["check", "--lang", "en"]).args(arguments))?;
    let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    if said.status == 2 && text.contains(words) { Ok(()) } else { Err(format!("{} {text}", said.status)) }
}

fn runs_clean(place: &Place) -> Result<(), String> {
    for arguments in [&["check"][..], &["check", "--staged"], &["check", "--rev", "HEAD"]] {
        let (said, _) = measure(place.command(binary(), &place.root()).args(arguments))?;
        if said.status != 0 {
            return Err(format!("{arguments:?}: {said:?}"));
        }
    }
    Ok(())
}

fn no_canary(place: &Place) -> Result<(), String> {
    let left = [place.room().join("canary"), place.root().join("canary")];
    if left.iter().any(|path| path.exists()) { Err("a program was run".to_owned()) } else { Ok(()) }
}

/// Whatever is read is one commit, or is said not to have been read.
fn while_git_works(place: &Place) -> Result<(), String> {
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let git = scope.spawn(|| {
            let mut rounds = 0;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                place.shell("sed -i 's/^title: .*/title: 別/' $D; save; git repack -adq; git prune; git checkout -q HEAD~0; git checkout -q main")?;
                rounds += 1;
            }
            if rounds == 0 { Err("Git did nothing meanwhile".to_owned()) } else { Ok(()) }
        });
        let result = (0..20).try_for_each(|_| {
            let (said, _) = measure(place.command(binary(), &place.root()).args(["check", "--rev", "main"]))?;
            match said.status {
                0 | 2 => Ok(()),
                _ => Err(format!("{said:?}")),
            }
        });
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        let git = git.join().map_err(|_| "the thread panicked".to_owned())?;
        result.and(git)
    })
}
