//! P: the process and its streams.

use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::measure::measure;
use crate::place::Place;
use crate::row::{Row, binary, harmless};

pub fn rows() -> Vec<Row> {
    let row = Row::new;
    vec![
        row("P01", "standard output is closed").custom(|place| shell(place, "\"$S\" check >&-", &[1, 2], "")),
        row("P02", "standard output is a full disk").custom(|place| shell(place, "\"$S\" check > /dev/full", &[2], "")),
        row("P03", "the reader goes away")
            .custom(|place| shell(place, "{ \"$S\" check; echo $? > $ROOM/status; } | head -c 0; exit $(cat $ROOM/status)", &[1], "")),
        row("P04", "standard error is closed").custom(|place| shell(place, "\"$S\" check 2>&-", &[1], "yaml/syntax")),
        row("P05", "Ctrl-C while it works").custom(|place| interrupted(place, "INT")),
        row("P06", "an end is asked for while it works").custom(|place| interrupted(place, "TERM")),
        row("P20", "an end is asked for while reports are written").custom(interrupted_while_writing),
        row("P07", "colours, with payloads in names and values").custom(|place| {
            place.shell("printf 'zz: \"\\e]0;t\\a\\e[2J\" : : x\\n' > csirt/$'x\\e[31m.yaml'")?;
            let (said, _) = measure(place.command(binary(), &place.root()).args(["check", "--color", "always"]))?;
            let text = String::from_utf8_lossy(&said.stdout).into_owned();
            // Our own colours, and nothing else that begins with an escape.
            let plain: Vec<&str> = text.split("\u{1b}[").collect();
            let is_ours = |part: &&str| part.split_once('m').is_some_and(|(code, _)| code.bytes().all(|b| b.is_ascii_digit() || b == b';'));
            if said.status != 1 || !plain.iter().skip(1).all(is_ours) {
                return Err(text);
            }
            let rest: String = plain.iter().skip(1).filter_map(|part| part.split_once('m')).map(|(_, rest)| rest).collect();
            harmless(rest.as_bytes())
        }),
        row("P08", "the environment of GitHub, with payloads in names and values").custom(|place| {
            place.shell("printf 'zz: \"::error::x\" : : ##[error]y\\n' > 'csirt/a,b:c%0A.yaml'; spoil $D")?;
            let mut command = place.command(binary(), &place.root());
            let (said, _) = measure(command.args(["check"]).env("GITHUB_ACTIONS", "true").env("CI", "true"))?;
            harmless(&said.stdout)?;
            if said.status == 1 { Ok(()) } else { Err(format!("{said:?}")) }
        }),
        row("P09", "no folder for temporary files").custom(|place| shell(place, "TMPDIR=/nonexistent \"$S\" check", &[1], "yaml/syntax")),
        row("P10", "no home").custom(|place| {
            shell(place, "env -u HOME \"$S\" check >/dev/null; HOME=/dev/null XDG_CONFIG_HOME=/dev/null XDG_CACHE_HOME=/dev/null \"$S\" check", &[1], "yaml/syntax")
        }),
        row("P11", "24 open files").custom(|place| {
            place.shell("for i in $(seq 60); do printf 'kind: study\\nid: study-%s\\ntitle: x\\n' $i > csirt/s$i.yaml; done")?;
            shell(place, "ulimit -n 24; \"$S\" check --fail-on error", &[1], "yaml/syntax")
        }),
        row("P12", "no file may grow").custom(|place| shell(place, "ulimit -f 0; \"$S\" check", &[1, 2], "")),
        row("P13", "a stack of 256 KiB and 500 levels").custom(|place| {
            place.shell("{ printf 'zz: '; printf '[%.0s' $(seq 500); printf ']%.0s' $(seq 500); echo; } >> csirt/roles.yaml")?;
            shell(place, "ulimit -s 256; \"$S\" check", &[1], "yaml/limit")
        }),
        row("P14", "standard input has no end").custom(|place| shell(place, "\"$S\" check < /dev/zero", &[1], "yaml/syntax")),
        row("P15", "24 runs at once").custom(|place| {
            shell(place, "for i in $(seq 24); do \"$S\" check --format json --today 2026-11-25 > $ROOM/o$i & done; wait; for i in $(seq 24); do cmp $ROOM/o1 $ROOM/o$i; done; grep -q yaml/syntax $ROOM/o1; exit 1", &[1], "")
        }),
        row("P16", "an option that does not exist").custom(|place| shell(place, "\"$S\" check --torture-no-such-option", &[2], "")),
        row("P17", "one processor").needs("taskset").custom(|place| shell(place, "taskset -c 0 \"$S\" check", &[1], "yaml/syntax")),
        row("P18", "512 MB of address space").custom(|place| shell(place, "ulimit -v 524288; \"$S\" check", &[1, 2], "")),
        row("P19", "standard input has no end, and is asked for")
            .custom(|place| shell(place, "\"$S\" check --stdin --stdin-filename csirt/x.yaml < /dev/zero", &[1], "file/limit")),
    ]
}

/// Runs a script with a defect in place; `$S` is the checker.
fn shell(place: &Place, script: &str, statuses: &[i32], words: &str) -> Result<(), String> {
    place.shell("spoil $D")?;
    let before = place.picture();
    let mut command = place.command("bash", &place.root());
    command.env("S", binary()).env("ROOM", place.room()).args(["-c", script]);
    let (said, _) = measure(&mut command)?;
    let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    if !statuses.contains(&said.status) || !text.contains(words) || text.contains("panicked") {
        return Err(format!("status {}, expected {statuses:?} and {words:?}: {text}", said.status));
    }
    let after = place.picture();
    let is_ours = |path: &&std::path::PathBuf| path.starts_with(place.root());
    let same = before.keys().filter(is_ours).eq(after.keys().filter(is_ours));
    if same { Ok(()) } else { Err("files came or went".to_owned()) }
}

/// A signal ends the run soon, and nothing is left behind.
fn interrupted(place: &Place, signal: &str) -> Result<(), String> {
    place.shell(
        "for i in $(seq 3000); do printf 'kind: study\\nid: study-%s\\ntitle: x\\n' $i > csirt/s$i.yaml; done",
    )?;
    let before: Vec<_> = place.picture().into_keys().collect();
    let mut command = place.command(binary(), &place.root());
    let child = command.arg("check").stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = child.map_err(|error| error.to_string())?;
    std::thread::sleep(Duration::from_millis(60));
    let start = Instant::now();
    let sent = place.command("kill", &place.root()).args([format!("-{signal}"), child.id().to_string()]).status();
    sent.map_err(|error| error.to_string())?;
    let status = child.wait().map_err(|error| error.to_string())?;
    if start.elapsed() > Duration::from_secs(1) {
        return Err(format!("it went on for {:?}", start.elapsed()));
    }
    let (code, by_signal) = (status.code(), status.signal());
    if !matches!((code, by_signal), (Some(2 | 130 | 143), None) | (None, Some(2 | 15))) {
        return Err(format!("{status:?}"));
    }
    let after: Vec<_> = place.picture().into_keys().collect();
    if before == after { Ok(()) } else { Err("files came or went".to_owned()) }
}

/// Wherever the end comes: a report is whole or is not there, and nothing is left beside it.
fn interrupted_while_writing(place: &Place) -> Result<(), String> {
    place.shell("for i in $(seq 200); do printf 'kind: study\\nid: study-%s\\ntitle: [x]\\n' $i > csirt/s$i.yaml; done; mkdir $ROOM/out")?;
    let out = place.room().join("out");
    let start = Instant::now();
    let mut command = place.command(binary(), &place.root());
    measure(command.args(["check", "--format", "json=../out/a.json", "--format", "sarif=../out/b.sarif"]))?;
    // Reports are written at the end of a run, so that is where most of the ends are asked for.
    let whole = start.elapsed();
    let mut written = 0;
    for round in 0..60 {
        let mut command = place.command(binary(), &place.root());
        command.args(["check", "--format", "json=../out/a.json", "--format", "sarif=../out/b.sarif"]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut child = child.map_err(|error| error.to_string())?;
        std::thread::sleep(whole * (40 + round) / 80);
        let sent = place
            .command("kill", &place.root())
            .args(["-INT".to_owned(), child.id().to_string()])
            .stderr(Stdio::null())
            .status();
        sent.map_err(|error| error.to_string())?;
        child.wait().map_err(|error| error.to_string())?;
        for entry in std::fs::read_dir(&out).map_err(|error| error.to_string())?.filter_map(Result::ok) {
            let name = entry.file_name();
            if name != "a.json" && name != "b.sarif" {
                return Err(format!("{} is left", name.display()));
            }
            let text = std::fs::read(entry.path()).map_err(|error| error.to_string())?;
            let whole: Result<serde_json::Value, _> = serde_json::from_slice(&text);
            whole.map_err(|error| format!("{}: {error}", name.display()))?;
            std::fs::remove_file(entry.path()).map_err(|error| error.to_string())?;
            written += 1;
        }
    }
    if written == 0 { Err("no round wrote anything".to_owned()) } else { Ok(()) }
}
