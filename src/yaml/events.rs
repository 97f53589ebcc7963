//! From the events of the YAML library to our tree; the only file that knows the library.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError};

use super::syntax::Fault;
use super::tree::{Comment, Data, NodeData, NodeId, Style, Tree};
use super::{Limit, Problem, What, gaps, keys, limits, scalar, wide};
use crate::text::Span;

/// What the events of one text gave.
pub(super) struct Reading {
    pub(super) tree: Tree,
    pub(super) problems: Vec<Problem>,
    /// What the library stopped at, and where it says that this is.
    pub(super) fault: Option<(Fault, usize)>,
    /// The innermost brackets that are open where reading stopped.
    pub(super) open_bracket: Option<u32>,
    /// Up to here everything was understood.
    pub(super) understood: usize,
}

/// Reads the first document of a text.
pub(super) fn read(text: &Arc<str>) -> Reading {
    let mut builder = Builder::new(text);
    let mut fault = None;
    let options = granit_parser::options! {
        strict_indentation: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        max_buffered_comment_events: usize::MAX,
        // Longer keys are reported as what they are; no line is longer than this.
        simple_key_max_lookahead: limits::LINE,
        // The library counts the two apart; the builder counts them together.
        flow_nesting_limit: limits::DEPTH + 1,
        block_nesting_limit: limits::DEPTH + 1,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                if builder.take(event, &span).is_stop() {
                    break;
                }
            }
            Err(error) => {
                fault = Some((fault_of(&error), builder.offset(error.marker())));
                break;
            }
        }
    }
    builder.finish(fault)
}

/// Whether to go on.
#[derive(PartialEq)]
enum Next {
    Go,
    Stop,
}

impl Next {
    fn is_stop(&self) -> bool {
        *self == Next::Stop
    }
}

/// A map or list that is not closed yet.
struct Frame {
    id: NodeId,
    is_map: bool,
    /// Whether it is written in brackets.
    in_brackets: bool,
    /// Where its children begin in `pending`.
    first: usize,
    /// A key that waits for its value.
    key: Option<NodeId>,
    /// The end of the last child; of an empty collection, its start.
    end: u32,
}

struct Builder<'t> {
    text: &'t str,
    tree: Tree,
    problems: Vec<Problem>,
    frames: Vec<Frame>,
    /// Children of the open collections, outermost first.
    pending: Vec<NodeId>,
    /// Where the content of the document begins.
    content: usize,
    documents: usize,
    /// How many collections are open around the value of a merge key.
    merging: Option<usize>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t Arc<str>) -> Builder<'t> {
        let about = text.len() / 16;
        let tree = Tree {
            text: text.clone(),
            nodes: Vec::with_capacity(about),
            decoded: String::new(),
            children: Vec::with_capacity(about),
            comments: Vec::new(),
            large: OnceLock::new(),
        };
        Builder {
            text,
            tree,
            problems: Vec::new(),
            frames: Vec::new(),
            pending: Vec::new(),
            content: 0,
            documents: 0,
            merging: None,
        }
    }

    fn take(&mut self, event: Event<'t>, span: &granit_parser::Span) -> Next {
        let place = self.span(span);
        match event {
            Event::DocumentStart(is_explicit, _) => return self.document(is_explicit, place),
            Event::Comment(..) => self.tree.comments.push(Comment { span: place, trailing: false, owner: None }),
            Event::Anchor(..) => self.problem(place, What::Anchor { alias: false }),
            Event::Alias(_) | Event::UnresolvedAlias(_) => return self.alias(place),
            Event::Scalar(value, style, _, tag) => {
                self.tag(span);
                return self.scalar(value, style, tag.is_some(), place, span.start.col());
            }
            Event::SequenceStart(..) => {
                self.tag(span);
                return self.open(false, place);
            }
            Event::MappingStart(..) => {
                self.tag(span);
                return self.open(true, place);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(place.end)),
            _ => {}
        }
        Next::Go
    }

    /// Only the first document is read: it is an error that there are others, and one is enough to say so.
    fn document(&mut self, is_explicit: bool, place: Span) -> Next {
        self.documents += 1;
        if self.documents > 1 {
            self.problem(place, What::ManyDocuments);
            return Next::Stop;
        }
        if is_explicit {
            self.content = place.end as usize;
            self.problems.extend(gaps::directives(&self.text[..place.start as usize]));
        } else {
            self.content = place.start as usize;
        }
        Next::Go
    }

    fn alias(&mut self, place: Span) -> Next {
        // `<<: *a` and `<<: [*a, *b]` are one fault, which the key has already.
        if self.merging.is_none() {
            self.problem(place, What::Anchor { alias: true });
        }
        self.add(place, Data::Null)
    }

    fn tag(&mut self, span: &granit_parser::Span) {
        if let Some(start) = span.tag_start() {
            let place = span.tag_span().map_or(Span::empty_at(self.offset32(&start)), |tag| self.span(&tag));
            self.problem(place, What::Tag);
        }
    }

    fn scalar(&mut self, value: Cow<'t, str>, style: ScalarStyle, is_tagged: bool, place: Span, column: usize) -> Next {
        if style == ScalarStyle::Plain && place.is_empty() {
            // The library gives an empty value the text `~` and the place of what stands before.
            let gap = self.gap();
            let at = Span::new(gap..gap).start;
            let at = if self.expects_key() {
                self.problem(place, What::KeyNotText);
                place.start.max(at)
            } else {
                at
            };
            return self.add(Span::empty_at(at), Data::Null);
        }
        let (place, style) = match style {
            ScalarStyle::Plain => (place, Style::Plain),
            ScalarStyle::SingleQuoted => (place, Style::Single),
            ScalarStyle::DoubleQuoted => (place, Style::Double),
            ScalarStyle::Literal => (self.block_scalar(place, column), Style::Literal),
            ScalarStyle::Folded => (self.block_scalar(place, column), Style::Folded),
        };
        if value.len() > limits::SCALAR {
            self.problems.push(limits::passed(Limit::Scalar, place));
        }
        if style == Style::Double
            && let Cow::Owned(value) = &value
            && value.chars().any(limits::is_control)
        {
            self.problems.extend(gaps::control_escapes(self.text, place));
        }
        let typed = if style == Style::Plain && !is_tagged { scalar::plain(&value) } else { None };
        let is_key = self.expects_key();
        if style == Style::Plain && value == "?" {
            // `[?]` and `{?}` come as a plain `?`, and are keys of nothing.
            self.problem(place, What::KeyNotText);
        } else if is_key {
            self.key(&value, style, typed.is_some(), place);
        }
        if style == Style::Plain && !value.is_ascii() {
            wide::in_plain(self.text, place, is_key, self.frames.is_empty(), &mut self.problems);
        }
        let data = typed.unwrap_or_else(|| self.text_data(value, style, place));
        self.add(place, data)
    }

    /// Judges a scalar in the place of a key.
    fn key(&mut self, value: &str, style: Style, is_typed: bool, place: Span) {
        if style == Style::Plain && value == "<<" {
            self.problem(place, What::MergeKey);
            self.merging = Some(self.frames.len());
        } else if is_typed || matches!(style, Style::Literal | Style::Folded) {
            self.problem(place, What::KeyNotText);
        }
        if value.len() > limits::KEY && value.chars().count() > limits::KEY {
            self.problems.push(limits::passed(Limit::Key, place));
        }
    }

    fn text_data(&mut self, value: Cow<'t, str>, style: Style, place: Span) -> Data {
        let slice = match &value {
            Cow::Borrowed(slice) => place_of(self.text, slice),
            Cow::Owned(_) => None,
        };
        match slice {
            Some(range) => Data::Text { range, decoded: false, style },
            None if value.is_empty() => Data::Text { range: Span::empty_at(place.start), decoded: false, style },
            None => {
                let start = self.tree.decoded.len();
                self.tree.decoded.push_str(&value);
                Data::Text { range: Span::new(start..self.tree.decoded.len()), decoded: true, style }
            }
        }
    }

    /// Returns the span of a block scalar with its header, which the library leaves out, and without the blank lines behind, which it counts in.
    fn block_scalar(&self, place: Span, column: usize) -> Span {
        let start = gaps::to_token(self.text, self.gap());
        let is_header = start <= place.start as usize && self.text[start..].starts_with(['|', '>']);
        let start = if is_header { start } else { place.start as usize };
        let header_end = self.text[start..].find(['\r', '\n']).map_or(self.text.len(), |length| start + length);
        let content = self.text.get(header_end..place.end as usize).unwrap_or("");
        let kept = gaps::without_blank_lines(content, column).len();
        let header = self.text[start..header_end].split([' ', '\t']).next().unwrap_or("").len();
        let end = if kept == 0 { start + header } else { header_end + kept };
        Span::new(start..end)
    }

    /// Returns where the next node may begin: behind the colon or dash it belongs to.
    fn gap(&self) -> usize {
        let Some(frame) = self.frames.last() else { return self.content };
        match frame.key {
            Some(key) => {
                let end = self.tree.nodes[key.index()].span.end as usize;
                gaps::behind(self.text, end, b':').unwrap_or(end)
            }
            None => {
                let end = frame.end as usize;
                gaps::behind(self.text, end, if frame.is_map { b'?' } else { b'-' }).unwrap_or(end)
            }
        }
    }

    fn expects_key(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.is_map && frame.key.is_none())
    }

    fn add(&mut self, span: Span, data: Data) -> Next {
        if self.tree.nodes.len() >= limits::NODES {
            self.problems.push(limits::passed(Limit::Nodes, span));
            return Next::Stop;
        }
        let id = NodeId::at(self.tree.nodes.len());
        let mut node = NodeData { span, parent: id, key: None, data };
        if let Some(frame) = self.frames.last_mut() {
            node.parent = frame.id;
            frame.end = span.end;
            if frame.is_map {
                node.key = frame.key.take();
                if node.key.is_none() {
                    if self.pending.len() - frame.first >= 2 * limits::KEYS {
                        self.problems.push(limits::passed(Limit::Keys, span));
                        return Next::Stop;
                    }
                    frame.key = Some(id);
                }
            }
            self.pending.push(id);
        }
        if node.key.is_some() && self.merging == Some(self.frames.len()) && node.is_scalar() {
            self.merging = None;
        }
        self.tree.nodes.push(node);
        Next::Go
    }

    fn open(&mut self, is_map: bool, place: Span) -> Next {
        if self.frames.len() >= limits::DEPTH {
            self.problems.push(limits::passed(Limit::Depth, place));
            return Next::Stop;
        }
        let in_brackets = !place.is_empty();
        let mut start = place.start;
        if !is_map && !in_brackets {
            // A list under a key may begin at the key's own level, and is then reported behind its first dash.
            let dash = gaps::to_token(self.text, self.gap());
            if self.text[dash..].starts_with('-') {
                start = Span::new(dash..dash).start;
            }
        }
        let first = self.pending.len() + usize::from(!self.frames.is_empty());
        let empty = Span::default();
        let id = NodeId::at(self.tree.nodes.len());
        let data = if is_map { Data::Map(empty) } else { Data::List(empty) };
        if self.add(Span { start, end: place.end.max(start) }, data).is_stop() {
            return Next::Stop;
        }
        self.frames.push(Frame {
            id,
            is_map,
            in_brackets,
            first,
            key: None,
            end: if in_brackets { place.end } else { start },
        });
        Next::Go
    }

    /// Closes the innermost collection; without `end`, because reading stopped.
    fn close(&mut self, end: Option<u32>) {
        let Some(mut frame) = self.frames.pop() else { return };
        if let Some(key) = frame.key {
            // The text stopped between a key and its value.
            let at = self.tree.nodes[key.index()].span.end;
            let id = NodeId::at(self.tree.nodes.len());
            let span = Span::empty_at(at);
            self.tree.nodes.push(NodeData { span, parent: frame.id, key: Some(key), data: Data::Null });
            self.pending.push(id);
        }
        let first_child = self.pending.get(frame.first).map(|id| self.tree.nodes[id.index()].span);
        if frame.in_brackets {
            frame.end = end.unwrap_or(frame.end);
        }
        let run = self.tree.children.len();
        self.tree.children.extend(self.pending.drain(frame.first..));
        let range = Span::new(run..self.tree.children.len());
        let node = &mut self.tree.nodes[frame.id.index()];
        node.data = if frame.is_map { Data::Map(range) } else { Data::List(range) };
        node.span.end = frame.end.max(node.span.start);
        if frame.is_map
            && !frame.in_brackets
            && let Some(child) = first_child
        {
            node.span.start = child.start;
        }
        let span = node.span;
        if frame.is_map {
            keys::duplicates(&self.tree, &self.tree.children[range.range()], &mut self.problems);
        }
        if self.merging.is_some_and(|depth| self.frames.len() <= depth) {
            self.merging = None;
        }
        if let Some(parent) = self.frames.last_mut() {
            parent.end = span.end;
            if parent.key == Some(frame.id) {
                self.problem(span, What::KeyNotText);
            }
        }
    }

    fn finish(mut self, fault: Option<(Fault, usize)>) -> Reading {
        let open_bracket = self.frames.iter().rev().find(|frame| frame.in_brackets);
        let open_bracket = open_bracket.map(|frame| self.tree.nodes[frame.id.index()].span.start);
        let understood = self.frames.last().map_or(self.content, |frame| frame.end as usize);
        while !self.frames.is_empty() {
            self.close(None);
        }
        let is_nothing = |node: &NodeData| node.span.is_empty() && node.is_scalar();
        if self.tree.nodes.len() == 1 && is_nothing(&self.tree.nodes[0]) {
            self.tree.nodes.clear();
        }
        Reading { tree: self.tree, problems: self.problems, fault, open_bracket, understood }
    }

    fn problem(&mut self, span: Span, what: What) {
        self.problems.push(Problem { span, what });
    }

    fn span(&self, span: &granit_parser::Span) -> Span {
        Span { start: self.offset32(&span.start), end: self.offset32(&span.end) }
    }

    fn offset32(&self, marker: &granit_parser::Marker) -> u32 {
        let at = self.offset(marker);
        Span::new(at..at).start
    }

    fn offset(&self, marker: &granit_parser::Marker) -> usize {
        marker.byte_offset().unwrap_or(self.text.len()).min(self.text.len())
    }
}

/// Returns where a slice lies in the text it was cut from.
fn place_of(text: &str, slice: &str) -> Option<Span> {
    let start = (slice.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (start + slice.len() <= text.len()).then(|| Span::new(start..start + slice.len()))
}

fn fault_of(error: &ScanError) -> Fault {
    use ErrorKind as E;
    match error.kind() {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar => Fault::Tab,
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => Fault::Quote,
        E::InvalidQuotedScalarIndent => Fault::QuoteIndentation,
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => Fault::AfterQuote,
        E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::UnclosedFlowCollection { .. }
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::MismatchedFlowCollectionEnd { .. }
        | E::InvalidFlowScalarIndent => Fault::Bracket,
        E::UnexpectedCharacter { .. } | E::MisplacedFlowCollectionEnd | E::MissingAnchorOrAliasName => Fault::Reserved,
        E::SimpleKeyExpected
        | E::InvalidSimpleKey
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::MappingValueNotAllowed
        | E::MappingKeyNotAllowed
        | E::BlockSequenceEntryNotAllowed
        | E::InvalidIndentation
        | E::ExpectedDocumentStart
        | E::InvalidColonPlacement => Fault::Structure,
        E::ZeroBlockScalarIndent | E::InvalidBlockScalarIndent => Fault::Indentation,
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => Fault::Escape,
        E::UndeclaredTagHandle
        | E::ExpectedTagBang
        | E::InvalidGlobalTagCharacter
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape
        | E::InvalidTagUtf8LeadingByte
        | E::InvalidTagUtf8TrailingByte
        | E::InvalidTagUtf8 => Fault::Tag,
        E::DuplicateVersionDirective
        | E::UnsupportedYamlMajorVersion
        | E::DuplicateTagDirective
        | E::ExpectedTagDirectiveBang
        | E::InvalidDirectiveTerminator
        | E::MissingYamlVersionSeparator
        | E::MissingDirectiveName
        | E::InvalidDirectiveName
        | E::DirectiveByteLimitExceeded { .. }
        | E::TooManyReservedDirectiveParams { .. }
        | E::YamlVersionTooLong
        | E::MissingYamlVersion
        | E::InvalidTagDirectiveTerminator => Fault::Directive,
        E::RecursionLimitExceeded => Fault::Depth,
        _ => Fault::Other,
    }
}
