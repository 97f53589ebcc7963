//! B: ways past the gate. B16 to B19 are hooks, which tests/it/hooks.rs runs.

use crate::measure::measure;
use crate::row::{ALL, Row, Way, binary};

const SYNTAX: &str = "yaml/syntax";

pub fn rows() -> Vec<Row> {
    let row = Row::new;
    vec![
        row("B01", "a tracked defect named in .gitignore").script("spoil $D; save; echo '*.yaml' > .gitignore").ways(ALL).finds(SYNTAX),
        row("B02", "a defect behind other ignore files")
            .script("spoil $D; save; for f in .ignore .rgignore .git/info/exclude; do echo '*' > $f; done")
            .uncommitted()
            .ways(ALL)
            .finds(SYNTAX),
        row("B03", "a user's ignore file that hides everything")
            .script("spoil $D; save; mkdir -p $ROOM/.config/git; echo '*' > $ROOM/.config/git/ignore; git config core.excludesFile $ROOM/.config/git/ignore")
            .uncommitted()
            .ways(ALL)
            .finds(SYNTAX),
        row("B04", "an ending in capitals").script("spoil $D; git mv $D csirt/people.YAML").ways(ALL).finds(SYNTAX),
        row("B05", "the ending .yml").script("spoil $D; git mv $D csirt/people.yml").ways(ALL).finds(SYNTAX),
        row("B06", "a defect in folders that others leave out")
            .script("mkdir -p csirt/vendor csirt/node_modules; printf 'zz: [unclosed\\n' > csirt/vendor/x.yaml; printf 'zz: [unclosed\\n' > csirt/node_modules/x.yaml")
            .ways(ALL)
            .finds(SYNTAX)
            .says("node_modules"),
        row("B06", "a defect in a folder with a dot")
            .script("mkdir csirt/.hidden; printf 'zz: [unclosed\\n' > csirt/.hidden/x.yaml")
            .ways(ALL)
            .clean()
            .says("1 YAML file left out"),
        row("B07", "a defect in UTF-16").script("spoil $D; iconv -f UTF-8 -t UTF-16 $D > x; mv x $D").ways(ALL).finds("yaml/encoding"),
        row("B08", "a byte-order mark and a defect")
            .script("spoil $D; { printf '\\xef\\xbb\\xbf'; cat $D; } > x; mv x $D")
            .ways(ALL)
            .finds(SYNTAX),
        row("B09", "variables that point to a clean repository").custom(|place| {
            place.shell("git clone -q . $ROOM/clean; spoil $D; save")?;
            let clean = place.room().join("clean");
            for arguments in [&["check"][..], &["check", "--rev", "HEAD"]] {
                let mut command = place.command(binary(), &place.root());
                let variables = [("GIT_DIR", clean.join(".git")), ("GIT_WORK_TREE", clean.clone())];
                let (said, _) = measure(command.args(arguments).envs(variables))?;
                if said.status != 1 {
                    return Err(format!("{arguments:?}: {said:?}"));
                }
            }
            Ok(())
        }),
        row("B10", "other variables of Git with rubbish").custom(|place| {
            place.shell("spoil $D; save")?;
            for way in [&["check"][..], &["check", "--staged"], &["check", "--rev", "HEAD"]] {
                let mut command = place.command(binary(), &place.root());
                let names = ["OBJECT_DIRECTORY", "NAMESPACE", "CEILING_DIRECTORIES", "ALTERNATE_OBJECT_DIRECTORIES", "CONFIG_GLOBAL", "COMMON_DIR"];
                let (said, _) = measure(command.args(way).envs(names.map(|name| (format!("GIT_{name}"), "/nonexistent"))))?;
                if said.status != 1 {
                    return Err(format!("{way:?}: {said:?}"));
                }
            }
            Ok(())
        }),
        row("B11", "HEAD defective, the files repaired")
            .script("spoil $D; save; git checkout -q HEAD~1 -- $D")
            .uncommitted()
            .ways(&[Way::Head])
            .finds(SYNTAX),
        row("B12", "the index defective, the files repaired")
            .script("save; spoil $D; git add -A; git show HEAD:$D > $D")
            .uncommitted()
            .ways(&[Way::Staged])
            .finds(SYNTAX),
        row("B13", "a document is a link to a defect with another ending")
            .script("mv $D csirt/real.txt; spoil csirt/real.txt; ln -s real.txt $D")
            .ways(ALL)
            .finds("file/not-regular"),
        row("B14", "a defect that may be run as a program").script("spoil $D; chmod 777 $D").ways(ALL).finds(SYNTAX),
        row("B15", "a defect in a folder of nearly the same name")
            .script("mkdir csirt/Extra csirt/extra; cp $D csirt/Extra/x.txt; printf 'zz: [unclosed\\n' > csirt/extra/x.yaml; cp csirt/roles.yaml csirt/Extra/x.yaml")
            .ways(ALL)
            .finds(SYNTAX),
        row("B20", "looser settings and a defect in one branch").custom(|place| {
            place.shell("git checkout -qb change; printf 'rules: {schema/unknown-field: {severity: allow}}\\n' >> sekisho.yaml; sed -i 's/post:/pots:/' $D; save")?;
            let mut command = place.command(binary(), &place.root());
            let (said, _) = measure(command.args(["review", "main", "--lang", "en"]))?;
            let text = String::from_utf8_lossy(&said.stdout).into_owned();
            let (loosened, defect) = (text.find("[gate/loosened]"), text.find("[schema/unknown-field]"));
            if said.status == 1 && loosened.is_some() && loosened < defect { Ok(()) } else { Err(text) }
        }),
    ]
}
