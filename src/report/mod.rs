//! An outcome as bytes: one page, and a file per format that writes it.

mod approvals;
mod escape;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod line_hash;
pub mod markdown;
pub mod page;
mod region;
#[cfg(test)]
mod sample;
pub mod sarif;
mod snippet;
pub mod standing;
mod summary;
pub mod terminal;

pub use page::{AboutRule, Compared, Counts, NotShown, Page, ScopeNumbers, Unchecked};

#[cfg(test)]
mod tests {
    use super::sample::{self, Sample};
    use super::*;
    use crate::lang::Lang;

    type Write = fn(&Page<'_>) -> String;

    const FORMATS: [(&str, Write); 5] = [
        ("sarif", sarif::write),
        ("github", github::write),
        ("gitlab", gitlab::write),
        ("junit", junit::write),
        ("markdown", markdown::write),
    ];

    fn samples() -> [(&'static str, Sample); 4] {
        [
            ("ordinary", sample::ordinary()),
            ("hostile", sample::hostile()),
            ("clean", sample::clean()),
            ("incomplete", sample::incomplete()),
        ]
    }

    #[test]
    fn every_format_reads_like_this() {
        for (format, write) in FORMATS {
            for (name, sample) in samples() {
                let lang = if name == "incomplete" { Lang::Ja } else { Lang::En };
                insta::assert_snapshot!(format!("{format}_{name}"), sample.page(lang, write));
            }
        }
    }

    #[test]
    fn nothing_a_document_says_acts_on_whoever_reads_it() {
        for (format, write) in FORMATS {
            for (name, sample) in samples() {
                for lang in [Lang::Ja, Lang::En] {
                    let text = sample.page(lang, write);
                    assert!(!text.is_empty(), "{format} {name}");
                    let hidden = text.chars().find(|c| *c != '\n' && crate::text::Foreign::is_hidden(*c));
                    assert_eq!(hidden, None, "{format} {name}: {text}");
                    assert!(!text.contains("##["), "{format} {name}: {text}");
                    let is_command = |line: &&str| line.trim_start().starts_with("::");
                    let commands = text.lines().filter(is_command).count();
                    assert_eq!(commands > 0, format == "github" && name != "clean", "{format} {name}: {text}");
                }
            }
        }
    }
}
