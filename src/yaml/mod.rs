//! YAML to a spanned tree. Reading never fails: it gives a tree and a list of problems.

mod comments;
pub mod edit;
mod events;
mod gaps;
mod keys;
mod limits;
mod scalar;
mod syntax;
#[cfg(test)]
mod tests;
pub mod tree;
mod wide;

use syntax::Fault;

use crate::text::{SourceText, Span};
pub use tree::{Comment, Entry, Node, NodeId, Sort, Tree, Value};

/// What reading one text gave.
#[derive(Debug)]
pub struct Parsed {
    /// The tree; empty where nothing could be read.
    pub tree: Tree,
    /// What is wrong with the text, in the order of the source.
    pub problems: Vec<Problem>,
}

/// What is wrong with the text of a document, without words: the rules of the group `yaml` have those.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where; zero-width where something is missing.
    pub span: Span,
    /// What.
    pub what: What,
}

/// The sorts of problem; each is one rule of the group `yaml`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// Not YAML 1.2.
    Syntax(Syntax),
    /// Not UTF-8; what the first bytes look like, if they look like something known.
    Encoding(Option<Looks>),
    /// A control character in the text or by escape.
    ControlCharacter(char),
    /// A key that the map has already.
    DuplicateKey {
        /// The key, unescaped.
        key: String,
        /// Where it stands first.
        first: Span,
    },
    /// `&a`, or `*a`.
    Anchor {
        /// Whether it is the alias.
        alias: bool,
    },
    /// `<<`.
    MergeKey,
    /// `!x`, `!!str`.
    Tag,
    /// `%YAML`, `%TAG`.
    Directive,
    /// A second document.
    ManyDocuments,
    /// A key that is not plain text.
    KeyNotText,
    /// A line `鍵：値` swallowed into a scalar, or a full-width space used to indent.
    FullWidthColon {
        /// Whether it is the space rather than the colon.
        space: bool,
    },
    /// A limit is passed.
    Limit {
        /// Which.
        limit: Limit,
        /// How much is allowed.
        allowed: u64,
    },
    /// `<<<<<<<`, `=======`, `>>>>>>>` at the start of a line.
    ConflictMarker,
    /// Nothing, or only comments. This one is `file/empty`.
    Empty,
}

/// Why a text is not YAML, as far as it helps a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Syntax {
    /// A tab used to indent.
    Tab,
    /// A quotation that nothing closes.
    UnclosedQuote,
    /// `[` or `{` that nothing closes.
    UnclosedBracket,
    /// Two entries between brackets without a comma.
    MissingComma,
    /// A key without a colon, or without the blank behind it.
    MissingColon,
    /// Indentation that fits no level.
    Indentation,
    /// A text with `: ` inside that wants quotes.
    NeedsQuotes,
    /// A character that cannot begin a text: `@`, `` ` ``, `%`.
    ReservedCharacter,
    /// Text behind a closing quotation mark.
    TextAfterQuote,
    /// An unknown escape in a double-quoted text.
    BadEscape,
    /// Anything else.
    Other,
}

/// What bytes that are not UTF-8 look like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Looks {
    /// UTF-16 with or without a byte-order mark.
    Utf16,
    /// Shift_JIS.
    ShiftJis,
    /// Something encrypted by git-crypt.
    GitCrypt,
    /// No text at all.
    Binary,
}

/// The limits on one text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// Bytes of the file.
    File,
    /// Bytes of one line.
    Line,
    /// Levels of nesting.
    Depth,
    /// Nodes of the tree.
    Nodes,
    /// Keys of one map.
    Keys,
    /// Bytes of one scalar.
    Scalar,
    /// Characters of one key.
    Key,
}

/// Reads one text.
///
/// Nothing is read of a text that is no UTF-8, too large, or has too long a line. Of a text that is not YAML, the tree
/// holds what stands before the fault. One fault gives one problem.
pub fn parse(source: &SourceText) -> Parsed {
    let text = source.shared();
    if let Some(problem) = limits::unreadable(source) {
        return Parsed { tree: Tree::empty(text), problems: vec![problem] };
    }
    let look = limits::first_look(&text);
    if look.stop {
        return Parsed { tree: Tree::empty(text), problems: look.problems };
    }
    let mut problems = look.problems;
    let mut reading = events::read(&text);
    let in_scalars = comments::settle(&mut reading.tree);
    // Two versions at once break the structure and double the keys, and a control character may end the text.
    if look.conflict_markers {
        reading.problems.retain(|problem| !matches!(problem.what, What::DuplicateKey { .. }));
    }
    problems.append(&mut reading.problems);
    if !look.conflict_markers && !look.control_characters {
        problems.extend(in_scalars.into_iter().map(|span| Problem { span, what: What::Syntax(Syntax::Other) }));
        if let Some((fault, at)) = reading.fault {
            syntax_problem(&text, fault, at, &reading, &mut problems);
        }
    }
    if reading.tree.is_empty() && problems.is_empty() {
        problems.push(Problem { span: Span::empty_at(0), what: What::Empty });
    }
    problems.sort_by_key(|problem| problem.span);
    Parsed { tree: reading.tree, problems }
}

fn syntax_problem(text: &str, fault: Fault, at: usize, reading: &events::Reading, problems: &mut Vec<Problem>) {
    if fault == Fault::Directive {
        let line_end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let directives = gaps::directives(&text[..line_end]);
        let known = |problem: &Problem| matches!(&text[problem.span.range()], line if line.starts_with("%YAML") || line.starts_with("%TAG"));
        let before = problems.len();
        problems.extend(directives.filter(known));
        if problems.len() > before {
            return;
        }
    }
    let problem = syntax::explain(text, fault, at, reading.understood, reading.open_bracket);
    if !problems.contains(&problem) {
        problems.push(problem);
    }
}
