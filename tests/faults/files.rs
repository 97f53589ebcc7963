//! F: the file system.

use std::io::Write;
use std::process::Stdio;

use crate::place::Place;
use crate::row::{ALL, Row, Way, binary};

const LINK: &str = "file/not-regular";
const HEAD: &[Way] = &[Way::Staged, Way::Head];

pub fn rows() -> Vec<Row> {
    let row = Row::new;
    vec![
        row("F01", "a link to a secret outside")
            .script("printf 'zz: SECRET-OUTSIDE\\n' > $ROOM/secret.yaml; ln -s $ROOM/secret.yaml csirt/link.yaml")
            .ways(ALL)
            .finds(LINK),
        row("F02", "a document becomes a link to a secret")
            .script("printf 'zz: SECRET-OUTSIDE\\n' > $ROOM/secret.yaml; ln -sf ../../secret.yaml $D")
            .ways(ALL)
            .finds(LINK),
        row("F03", "a link to /dev/zero").script("ln -s /dev/zero csirt/zero.yaml").ways(ALL).finds(LINK).within(500),
        row("F04", "links to devices")
            .script("ln -s /dev/stdin csirt/a.yaml; ln -s /dev/tty csirt/b.yaml; ln -s /proc/self/mem csirt/c.yaml")
            .ways(ALL)
            .finds(LINK)
            .within(500),
        row("F05", "a FIFO that Git does not track").uncommitted().script("mkfifo csirt/pipe.yaml").finds(LINK),
        row("F06", "a document is replaced by a FIFO").uncommitted().script("rm $D; mkfifo $D").finds(LINK),
        row("F07", "a socket")
            .uncommitted()
            .custom(|place| {
                let socket = std::os::unix::net::UnixListener::bind(place.root().join("csirt/sock.yaml"));
                let _held = socket.map_err(|error| error.to_string())?;
                expect_finding(place, LINK)
            }),
        row("F08", "a folder with a document's name").script("mkdir -p csirt/dir.yaml/inner.yaml").ways(ALL).clean(),
        row("F09", "a document is replaced by a folder").uncommitted().script("rm $D; mkdir $D").finds(LINK),
        row("F10", "a loop of links to folders").script("ln -s . csirt/loop").ways(ALL).clean(),
        row("F11", "links in a circle")
            .script("cd csirt; ln -s b.yaml a.yaml; ln -s a.yaml b.yaml; ln -s c.yaml c.yaml; cd ..")
            .ways(ALL)
            .finds(LINK),
        row("F12", "a link to nothing").script("ln -s gone/x.yaml csirt/d.yaml").ways(ALL).finds(LINK),
        row("F13", "a link to the root of the machine").script("ln -s / csirt/rootfs").ways(ALL).clean().within(500),
        row("F14", "the folder of the documents is a link out")
            .uncommitted()
            .script("mkdir $ROOM/outside; printf 'zz: SECRET-OUTSIDE\\n' > $ROOM/outside/people.yaml; mv csirt $ROOM/was; ln -s $ROOM/outside csirt")
            .stops(""),
        row("F15", "a path deeper than the system allows")
            .uncommitted()
            .script("n=$(printf 'a%.0s' $(seq 100)); for i in $(seq 60); do mkdir $n; cd $n; done; printf 'zz: 1\\n' > x.yaml")
            .finds("file/limit"),
        row("F16", "a Japanese name of 255 bytes")
            .script("n=$(printf '漢%.0s' $(seq 83)); cp $D csirt/$n.yaml; rm $D; git add -A")
            .ways(ALL)
            .clean(),
        row("F17", "a name that is not UTF-8, over a defect")
            .script("printf 'zz: [unclosed\\n' > csirt/$'caf\\xe9.yaml'")
            .ways(ALL)
            .finds("file/name-not-utf8")
            .finds("yaml/syntax")
            .says("caf\\xe9.yaml"),
        row("F18", "names with commands in them")
            .script("cd csirt; for n in $'a\\nb.yaml' $'c\\e[2J.yaml' '::error::x.yaml' '%0A.yaml' '<img src=x>.yaml' '##[error]y.yaml'; do printf 'zz: [unclosed\\n' > \"$n\"; done; cd ..")
            .ways(ALL)
            .finds("file/name-unsafe"),
        row("F19", "one name in two normal forms")
            .script("printf 'kind: people\\ntitle: x\\npeople: []\\n' > csirt/$'\\xe3\\x81\\x8c.yaml'; printf 'zz: [unclosed\\n' > csirt/$'\\xe3\\x81\\x8b\\xe3\\x82\\x99.yaml'")
            .ways(ALL)
            .finds("file/name-collision")
            .finds("yaml/syntax"),
        row("F20", "names that differ in case")
            .script("cp csirt/roles.yaml csirt/Policy-x.yaml; printf 'zz: [unclosed\\n' > csirt/policy-X.yaml")
            .ways(ALL)
            .finds("file/name-collision")
            .finds("yaml/syntax"),
        row("F21", "names that Windows keeps for itself")
            .script("cd csirt; for n in CON.yaml a:b.yaml x.yaml. GIT~1.yaml; do printf '# x\\n' > $n; done; cd ..")
            .ways(ALL)
            .finds("file/name-unsafe"),
        row("F22", "names that look like options")
            .script("cd csirt; for n in --help.yaml @r.yaml -- ; do printf 'zz: [unclosed\\n' > ./$n; done; cd ..")
            .ways(ALL)
            .finds("yaml/syntax"),
        row("F23", "a document that may not be read")
            .script("save; chmod 000 csirt/roles.yaml; spoil $D")
            .uncommitted()
            .other_user()
            .stops("roles.yaml")
            .says("yaml/syntax"),
        row("F24", "a folder that may not be read")
            .script("save; chmod 000 csirt")
            .uncommitted()
            .other_user()
            .stops("csirt"),
        row("F25", "a repository that may not be written").script("save; chmod -R a-w .").uncommitted().other_user().ways(ALL).clean(),
        row("F26", "5,000 documents")
            .script("for i in $(seq 5000); do printf 'kind: study\\nid: study-%s\\ntitle: x\\n' $i > csirt/s$i.yaml; done")
            .ways(ALL)
            .within(3_000)
            .shorter_than(20 << 20),
        row("F27", "names that are patterns elsewhere")
            .script("for n in '[a].yaml' 'x*y.yaml' ':(top).yaml'; do printf 'zz: [unclosed\\n' > \"csirt/$n\"; done")
            .ways(ALL)
            .finds("yaml/syntax"),
        row("F28", "a file of 10 GiB with nothing in it")
            .uncommitted()
            .script("truncate -s 10G csirt/sparse.yaml")
            .finds("file/limit")
            .within(500)
            .below(64),
        row("F29", "two names of one file")
            .uncommitted()
            .script("spoil $D; ln $D csirt/hard.yaml")
            .finds("yaml/syntax")
            .says("hard.yaml"),
        row("F30", "a document is written to while it is read").custom(while_it_changes),
        row("F31", "files come and go during the walk").custom(while_files_come_and_go),
        row("F32", "an empty folder").plain().script("rm -rf csirt sekisho.yaml").stops(""),
        row("F33", "a path that does not exist").custom(|place| {
            let output = place.command(binary(), &place.root()).args(["check", "nowhere"]).output();
            let output = output.map_err(|error| error.to_string())?;
            if output.status.code() == Some(2) { Ok(()) } else { Err(format!("{output:?}")) }
        }),
        row("F34", "a .git file that names nothing")
            .plain()
            .script("printf 'gitdir: /nonexistent\\n' > .git")
            .stops(".git"),
        row("F35", "a FIFO as .git").plain().script("mkfifo .git").stops(".git").within(1_000),
        row("F36", "a folder without Git").plain().clean(),
        row("F37", "a foreign lock").script("save; touch .git/index.lock .git/HEAD.lock").uncommitted().ways(ALL).clean(),
        row("F38", "a path through a link into the documents").script("ln -s csirt alias").ways(HEAD).clean(),
    ]
}

fn expect_finding(place: &Place, rule: &str) -> Result<(), String> {
    let output = place.command(binary(), &place.root()).args(["check", "--lang", "en"]).output();
    let output = output.map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    if output.status.code() == Some(1) && text.contains(rule) { Ok(()) } else { Err(text.into_owned()) }
}

/// Whatever is seen is one whole version, or is said not to have been read.
fn while_it_changes(place: &Place) -> Result<(), String> {
    let path = place.root().join("csirt/people.yaml");
    let good = Place::good().to_owned();
    let long = good.clone() + &"# padding\n".repeat(20_000);
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                for text in [&good, &long] {
                    let file = std::fs::OpenOptions::new().write(true).truncate(true).open(&path);
                    let _ = file.and_then(|mut file| file.write_all(text.as_bytes()));
                }
            }
        });
        let result = (0..20).try_for_each(|_| {
            let output = place.command(binary(), &place.root()).args(["check"]).stderr(Stdio::piped()).output();
            let output = output.map_err(|error| error.to_string())?;
            match output.status.code() {
                Some(0..=2) => Ok(()),
                other => Err(format!("{other:?} {output:?}")),
            }
        });
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        result
    })
}

fn while_files_come_and_go(place: &Place) -> Result<(), String> {
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                for n in 0..50 {
                    let _ = std::fs::write(place.root().join(format!("csirt/x{n}.yaml")), "zz: [unclosed\n");
                }
                for n in 0..50 {
                    let _ = std::fs::remove_file(place.root().join(format!("csirt/x{n}.yaml")));
                }
            }
        });
        let result = (0..20).try_for_each(|_| {
            let output = place.command(binary(), &place.root()).arg("check").output();
            let output = output.map_err(|error| error.to_string())?;
            match output.status.code() {
                Some(0..=2) if !String::from_utf8_lossy(&output.stdout).contains("sekisho itself") => Ok(()),
                other => Err(format!("{other:?} {output:?}")),
            }
        });
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        result
    })
}
