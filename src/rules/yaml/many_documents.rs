//! A second document in the same file.

use crate::both;
use crate::corpus::Doc;
use crate::finding::Severity;
use crate::lang::Words;
use crate::rules::{Context, Rule, Sink};
use crate::yaml::What;

pub(crate) static RULE: Rule = Rule::document(
    "yaml/many-documents",
    Severity::Error,
    Words { ja: "一つのファイルに文書が二つ以上ある", en: "one file holds several documents" },
    include_str!("many_documents.md"),
    check,
);

fn check(doc: Doc<'_>, _: &Context<'_>, sink: &mut Sink<'_>) {
    let found = super::of_problems(doc, |problem| match problem.what {
        What::ManyDocuments => Some((
            both! { ja: "一つのファイルの中で、ここから二つ目の文書が始まっています", en: "a second document begins here in the same file" },
            both! {
                ja: "`---` から後を別のファイルに分けてください",
                en: "move what follows `---` to a file of its own",
            },
        )),
        _ => None,
    });
    found.for_each(|finding| sink.report(finding));
}
