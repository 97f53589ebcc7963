//! D: what must not matter. Every run gives the same bytes.

use std::process::Command;

use crate::measure::measure;
use crate::place::Place;
use crate::row::{Row, binary};

pub fn rows() -> Vec<Row> {
    let row = Row::new;
    vec![
        row("D01", "the time zone").custom(|place| same(place, |run| run.env("TZ", "Pacific/Kiritimati"))),
        row("D02", "the C locale").custom(|place| same(place, |run| run.env("LC_ALL", "C"))),
        row("D03", "a Turkish locale").custom(|place| same(place, |run| run.env("LC_ALL", "tr_TR.UTF-8"))),
        row("D04", "a Japanese locale, for programs").custom(|place| same(place, |run| run.env("LC_ALL", "ja_JP.UTF-8"))),
        row("D05", "a narrow terminal that is none").custom(|place| same_page(place, |run| run.env("COLUMNS", "20").env("TERM", "dumb"))),
        row("D06", "one thread").custom(|place| same(place, |run| run.args(["--threads", "1"]))),
        row("D07", "64 threads").custom(|place| same(place, |run| run.args(["--threads", "64"]))),
        row("D08", "another folder").custom(|place| {
            let csirt = place.root().join("csirt");
            same(place, |run| run.current_dir(csirt).arg(".."))
        }),
        row("D09", "other times of change").custom(|place| {
            let first = said(place, |run| run)?;
            place.shell("find . -name .git -prune -o -type f -exec touch -t 203801190314 {} +")?;
            equal(&first, &said(place, |run| run)?)
        }),
        row("D10", "files made in another order").custom(|place| {
            let first = said(place, |run| run)?;
            place.shell("cp -r csirt $ROOM/was; rm -r csirt; mkdir csirt; for f in $(ls -r $ROOM/was); do cp $ROOM/was/$f csirt/; done")?;
            equal(&first, &said(place, |run| run)?)
        }),
        row("D11", "25 runs").custom(|place| (0..25).try_for_each(|_| same(place, |run| run))),
        row("D12", "the clock of another century").custom(|place| {
            let clock = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/clock.c");
            place.shell(&format!("cc -shared -fPIC -o $ROOM/clock.so '{clock}'"))?;
            let clock = place.room().join("clock.so");
            let today = |arguments: &[&str]| {
                // A static binary takes nothing from such a library, so this is the one that was built with the tests.
                let mut command = place.command(env!("CARGO_BIN_EXE_sekisho"), &place.root());
                command.env("LD_PRELOAD", &clock).args(["check", "--format", "json"]).args(arguments);
                measure(&mut command).map(|(said, _)| said.stdout)
            };
            // Without a date the clock is asked: so it is really another one.
            if !String::from_utf8_lossy(&today(&[])?).contains("\"today\": \"2106-02-07\"") {
                return Err("the clock was not changed".to_owned());
            }
            let first = said(place, |run| run)?;
            equal(&first, &today(&["--today", "2026-11-25"])?)
        }),
        row("D13", "another mask and user name").custom(|place| {
            let first = said(place, |run| run)?;
            let mut command = place.command("bash", &place.root());
            command.env("USER", "someone").env("S", binary());
            command.args(["-c", "umask 077; \"$S\" check --format json --today 2026-11-25"]);
            let (again, _) = measure(&mut command)?;
            equal(&first, &again.stdout)
        }),
    ]
}

const ARGUMENTS: [&str; 5] = ["check", "--format", "json", "--today", "2026-11-25"];

/// A root with findings of many kinds.
fn spoilt(place: &Place) -> Result<(), String> {
    place.shell(
        "printf 'kind: study\\ntitle: [x]\\n' > csirt/a.yaml; printf 'kind: nothing\\n' > csirt/b.yaml
        printf 'kind: role-catalog\\ntitle: 役割\\nroles:\\n  - {id: x, held_by: [nobody, satou]}\\n' > csirt/c.yaml",
    )
}

fn said(place: &Place, change: impl FnOnce(&mut Command) -> &mut Command) -> Result<Vec<u8>, String> {
    spoilt(place)?;
    let mut command = place.command(binary(), &place.root());
    command.args(ARGUMENTS);
    let (said, _) = measure(change(&mut command))?;
    if said.status == 1 { Ok(said.stdout) } else { Err(format!("{said:?}")) }
}

fn same(place: &Place, change: impl FnOnce(&mut Command) -> &mut Command) -> Result<(), String> {
    equal(&said(place, |run| run)?, &said(place, change)?)
}

fn same_page(place: &Place, change: impl FnOnce(&mut Command) -> &mut Command) -> Result<(), String> {
    spoilt(place)?;
    let run = |change: &mut dyn FnMut(&mut Command)| {
        let mut command = place.command(binary(), &place.root());
        command.args(["check", "--today", "2026-11-25"]);
        change(&mut command);
        measure(&mut command).map(|(said, _)| said.stdout)
    };
    let mut change = Some(change);
    let first = run(&mut |_| ())?;
    let again = run(&mut |command| {
        if let Some(change) = change.take() {
            change(command);
        }
    })?;
    equal(&first, &again)
}

fn equal(one: &[u8], other: &[u8]) -> Result<(), String> {
    if one == other {
        return Ok(());
    }
    Err(format!("{}\nis not\n{}", String::from_utf8_lossy(one), String::from_utf8_lossy(other)))
}
