//! Why a text is no YAML and where, in terms of what a person typed rather than of what a parser expected.

use super::{Limit, Problem, Syntax, What, gaps, limits, wide};
use crate::text::Span;

/// What the library stopped at, as far as it decides what we look for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    Tab,
    Quote,
    QuoteIndentation,
    AfterQuote,
    Bracket,
    Reserved,
    /// A key, value or item where there can be none.
    Structure,
    Indentation,
    Escape,
    Tag,
    Directive,
    Depth,
    Other,
}

/// Says what is wrong, and where a person would mend it.
///
/// `at` is where the library stopped, `understood` how far it had come before, `bracket` the innermost bracket that was open.
pub(super) fn explain(text: &str, fault: Fault, at: usize, understood: usize, bracket: Option<u32>) -> Problem {
    let at = text.floor_char_boundary(at.min(text.len()));
    let bracket = bracket.map(|at| at as usize);
    let page = Page { text, understood: text.floor_char_boundary(understood.min(at)), at, bracket };
    let syntax = |span: Span, what: Syntax| Problem { span, what: What::Syntax(what) };
    if fault == Fault::Depth {
        return limits::passed(Limit::Depth, page.character(at));
    }
    if fault == Fault::Tag {
        let start = page.word_start(at, '!');
        return Problem { span: Span::new(start..page.word_end(start)), what: What::Tag };
    }
    if let Some(problem) = page.full_width() {
        return problem;
    }
    if let Some(tab) = page.indenting_tab()
        && !matches!(fault, Fault::Quote | Fault::AfterQuote | Fault::Escape)
    {
        return syntax(tab, Syntax::Tab);
    }
    match fault {
        Fault::Tab => syntax(page.tab_near(at), Syntax::Tab),
        Fault::Quote | Fault::QuoteIndentation | Fault::AfterQuote => page.quote(fault),
        Fault::Bracket => page.bracket(&page.walk()),
        Fault::Reserved => syntax(page.character(at), Syntax::ReservedCharacter),
        Fault::Directive => {
            let start = page.line_start(at);
            syntax(page.character(start), Syntax::ReservedCharacter)
        }
        Fault::Escape => syntax(page.bad_escape(), Syntax::BadEscape),
        Fault::Indentation => syntax(page.indentation_of(at), Syntax::Indentation),
        Fault::Structure => {
            let walk = page.walk();
            match walk.brackets.last() {
                Some(open) if *open < page.line_start(at) => page.bracket(&walk),
                _ => page.structure(),
            }
        }
        Fault::Other | Fault::Tag | Fault::Depth => syntax(page.character(at), Syntax::Other),
    }
}

struct Page<'t> {
    text: &'t str,
    understood: usize,
    at: usize,
    bracket: Option<usize>,
}

struct Walk {
    quote: usize,
    quote_end: Option<usize>,
    brackets: Vec<usize>,
}

impl<'t> Page<'t> {
    fn line_start(&self, at: usize) -> usize {
        let start = self.text[..at].rfind('\n').map_or(0, |found| found + 1);
        if start == 0 && self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start }
    }

    fn line_at(&self, start: usize) -> &'t str {
        let line = &self.text[start..];
        line[..line.find('\n').unwrap_or(line.len())].trim_end_matches('\r')
    }

    fn character(&self, at: usize) -> Span {
        let length =
            self.text[at..].chars().next().filter(|next| !matches!(next, '\n' | '\r')).map_or(0, char::len_utf8);
        Span::new(at..at + length)
    }

    fn word_start(&self, at: usize, sign: char) -> usize {
        let start = self.line_start(at);
        self.text[start..self.character(at).end as usize].rfind(sign).map_or(at, |found| start + found)
    }

    fn word_end(&self, start: usize) -> usize {
        let rest = &self.text[start..];
        start + rest.find(char::is_whitespace).unwrap_or(rest.len())
    }

    fn indentation_of(&self, at: usize) -> Span {
        let start = self.line_start(at);
        let line = self.line_at(start);
        Span::new(start..start + line.len() - line.trim_start_matches([' ', '\t']).len())
    }

    /// Returns the start of the last line before `at` that holds more than a comment.
    fn line_before(&self, at: usize) -> Option<usize> {
        let mut start = self.line_start(at);
        while start > self.line_start(0) {
            let before = self.line_start(start - 1);
            start = before;
            let line = self.line_at(start).trim_start();
            if !line.is_empty() && !line.starts_with('#') {
                return Some(start);
            }
        }
        None
    }

    /// Looks for a full-width sign on the broken line and the one before.
    fn full_width(&self) -> Option<Problem> {
        let here = self.line_start(self.at);
        let before = self.line_before(self.at);
        before.into_iter().chain([here]).find_map(|start| wide::in_broken_line(self.line_at(start), start))
    }

    /// Returns the first escape that means nothing, in the scalar at whose start the library reports it.
    fn bad_escape(&self) -> Span {
        let mut from = self.at;
        while let Some(backslash) = self.text[from..].find('\\').map(|found| from + found) {
            match gaps::escape(self.text, backslash) {
                Some((_, length)) => from = backslash + length,
                None => return Span::new(backslash..self.character(backslash + 1).end as usize),
            }
        }
        self.character(self.at)
    }

    fn indenting_tab(&self) -> Option<Span> {
        let indentation = self.indentation_of(self.at);
        let tab = self.text[indentation.range()].find('\t')?;
        let start = indentation.start as usize + tab;
        Some(Span::new(start..start + 1))
    }

    fn tab_near(&self, at: usize) -> Span {
        let start = self.line_start(at);
        let line = self.line_at(start);
        let tab = line[..(at + 1 - start).min(line.len())].rfind('\t').or_else(|| line.find('\t'));
        tab.map_or_else(|| self.character(at), |tab| Span::new(start + tab..start + tab + 1))
    }

    /// Finds the quotation at which reading stopped: the last that was opened at or before that place.
    fn quote(&self, fault: Fault) -> Problem {
        let Walk { quote: open, quote_end: close, .. } = self.walk();
        let (open, close) = match self.text.as_bytes().get(open) {
            Some(b'"' | b'\'') => (open, close),
            // The quotation itself was understood, and reading stopped right behind it.
            _ if fault == Fault::AfterQuote => (self.at, Some(self.at)),
            _ => return Problem { span: self.character(self.at), what: What::Syntax(Syntax::Other) },
        };
        let end = close.unwrap_or(self.text.len());
        let opening = Span::new(open..(open + 1).min(self.text.len()));
        let is_one_line = close.is_some() && !self.text[open..end].contains('\n');
        if fault == Fault::AfterQuote && is_one_line {
            let rest = self.line_at(end);
            let from = end + rest.len() - rest.trim_start().len();
            let span = Span::new(from..end + rest.trim_end().len());
            return Problem { span, what: What::Syntax(Syntax::TextAfterQuote) };
        }
        let under_indented = self.line_at(self.line_start(self.at)).trim();
        let looks_like_field =
            under_indented.contains(": ") || under_indented.ends_with(':') || under_indented.starts_with('-');
        if fault == Fault::QuoteIndentation && close.is_some() && !looks_like_field {
            return Problem { span: self.indentation_of(self.at), what: What::Syntax(Syntax::Indentation) };
        }
        Problem { span: opening, what: What::Syntax(Syntax::UnclosedQuote) }
    }

    /// Walks over what was not understood, up to the place of the fault: the last quotation, and the brackets that are open.
    fn walk(&self) -> Walk {
        let bytes = self.text.as_bytes();
        let mut from = self.understood;
        let mut walk = Walk { quote: self.at, quote_end: None, brackets: self.bracket.into_iter().collect() };
        loop {
            from = gaps::skip(self.text, from);
            match bytes.get(from) {
                None => return walk,
                _ if from > self.at => return walk,
                Some(quote @ (b'"' | b'\'')) => {
                    walk.quote = from;
                    walk.quote_end = closing(bytes, from, *quote);
                    let Some(end) = walk.quote_end else { return walk };
                    from = end;
                }
                Some(b'[' | b'{') => {
                    walk.brackets.push(from);
                    from += 1;
                }
                // The bracket at the place of the fault may be the wrong one.
                Some(b']' | b'}') => {
                    if from < self.at {
                        walk.brackets.pop();
                    }
                    from += 1;
                }
                Some(b',' | b'-' | b'?' | b':') => from += 1,
                Some(_) => from = plain_end(bytes, from, !walk.brackets.is_empty()),
            }
        }
    }

    /// Something is wrong between brackets: one is not closed, or a comma is missing.
    fn bracket(&self, walk: &Walk) -> Problem {
        let bytes = self.text.as_bytes();
        // The library points at the bracket itself where it has found no end.
        let open = match bytes.get(self.at) {
            Some(b'[' | b'{') => self.at,
            _ => walk.brackets.last().copied().unwrap_or(self.at),
        };
        let syntax = |span: Span, what: Syntax| Problem { span, what: What::Syntax(what) };
        match bytes.get(open) {
            Some(b'[' | b'{') if open != self.at && is_closed(self.text, open) => {
                let before = self.text[..self.at].trim_end().len();
                syntax(Span::new(before..before), Syntax::MissingComma)
            }
            Some(b'[' | b'{') => syntax(Span::new(open..open + 1), Syntax::UnclosedBracket),
            _ => syntax(self.character(self.at), Syntax::Other),
        }
    }

    /// A key, value or item stands where there can be none.
    fn structure(&self) -> Problem {
        let syntax = |span: Span, what: Syntax| Problem { span, what: What::Syntax(what) };
        let start = self.line_start(self.at);
        let line = without_comment(self.line_at(start));
        let indentation = self.indentation_of(self.at);
        let content = line.trim();
        let content_start = indentation.end as usize;
        // `a: b: c`, and `- a: b: c`.
        if let Some(colon) = field_colon(content).map(|colon| content_start + colon)
            && colon < self.at
            && self.text[colon..].starts_with(": ")
        {
            let value = &line[colon + 1 - start..];
            let from = colon + 1 + value.len() - value.trim_start().len();
            let span = Span::new(from..start + line.trim_end().len());
            if field_colon(value.trim()).is_some() {
                return syntax(span, Syntax::NeedsQuotes);
            }
        }
        if field_colon(content).is_none() && !content.is_empty() && !content.starts_with("- ") && content != "-" {
            return syntax(missing_colon(line, start), Syntax::MissingColon);
        }
        if let Some(before) = self.line_before(self.at) {
            let line_before = without_comment(self.line_at(before));
            let content_before = line_before.trim();
            let same_level = self.indentation_of(before).range().len() == indentation.range().len();
            let is_item = content_before.starts_with("- ") || content_before == "-";
            if field_colon(content_before).is_none() && !is_item && same_level {
                return syntax(missing_colon(line_before, before), Syntax::MissingColon);
            }
        }
        if content.is_empty() {
            syntax(self.character(self.at), Syntax::Other)
        } else {
            syntax(indentation, Syntax::Indentation)
        }
    }
}

/// Returns a line up to its comment, which may hold colons of its own.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices('#').map(|(at, _)| at).find(|at| line[..*at].ends_with([' ', '\t']));
    comment.map_or(line, |at| line[..at].trim_end())
}

/// Returns the offset of the colon that ends a key.
fn field_colon(content: &str) -> Option<usize> {
    let mut found = content.match_indices(':').map(|(at, _)| at);
    found.find(|at| matches!(content.as_bytes().get(at + 1), None | Some(b' ' | b'\t')))
}

/// Returns the place behind the colon that lacks its blank, or behind the word that lacks its colon.
fn missing_colon(line: &str, start: usize) -> Span {
    let content = line.trim_end();
    let indentation = content.len() - content.trim_start().len();
    let at = match content.find(':') {
        Some(colon) => colon + 1,
        None => content[indentation..].find(' ').map_or(content.len(), |word| indentation + word),
    };
    Span::new(start + at..start + at)
}

/// Returns the offset behind the quotation mark that closes the one at `open`.
fn closing(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    let mut at = open + 1;
    loop {
        match (*bytes.get(at)?, quote) {
            (b'\\', b'"') => at += 2,
            (b'\'', b'\'') if bytes.get(at + 1) == Some(&b'\'') => at += 2,
            (byte, quote) if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// Returns where a plain scalar ends that begins at `from`, as far as one line tells.
fn plain_end(bytes: &[u8], from: usize, in_brackets: bool) -> usize {
    let ends = |(index, byte): &(usize, &u8)| match byte {
        b'\n' => true,
        b',' | b'[' | b']' | b'{' | b'}' => in_brackets,
        b':' => matches!(bytes.get(from + index + 1), None | Some(b' ' | b'\n' | b'\r')),
        b' ' => bytes.get(from + index + 1) == Some(&b'#'),
        _ => false,
    };
    let length = bytes[from..].iter().enumerate().find(ends).map_or(bytes.len() - from, |(index, _)| index);
    from + length.max(1)
}

/// Says whether the bracket at `open` has its partner.
fn is_closed(text: &str, open: usize) -> bool {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut from = open;
    loop {
        from = gaps::skip(text, from);
        match bytes.get(from) {
            None => return false,
            Some(b'[' | b'{') => {
                depth += 1;
                from += 1;
            }
            Some(b']' | b'}') => {
                depth -= 1;
                from += 1;
                if depth == 0 {
                    return true;
                }
            }
            Some(quote @ (b'"' | b'\'')) => match closing(bytes, from, *quote) {
                Some(end) => from = end,
                None => return false,
            },
            Some(b',' | b'-' | b'?' | b':') => from += 1,
            Some(_) => from = plain_end(bytes, from, true),
        }
    }
}
