//! An entry added to a list of a text, all else left as it stands: comments, quotes, layout, line ends.

use super::{Node, Sort, Tree};

/// A change of a text: something put between two bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Insertion {
    /// The byte before which it is put.
    pub at: usize,
    /// What is put there.
    pub text: String,
}

impl Insertion {
    /// Returns the text with the insertion in it.
    pub fn apply(&self, text: &str) -> String {
        let (before, after) = text.split_at(self.at);
        format!("{before}{}{after}", self.text)
    }
}

/// Returns what adds an entry to the list `list` of the map `map` of a document, which are made where they are absent.
///
/// The fields of the entry come with their values as YAML writes them on one line. A new map stands behind the field
/// `behind`. Nothing is returned where the text is laid out in a way that this cannot extend; what is returned must be
/// read again by the caller, and compared.
pub fn with_entry(tree: &Tree, map: &str, list: &str, behind: &[&str], fields: &[(&str, String)]) -> Option<Insertion> {
    let page = Page { text: tree.text(), line_end: if tree.text().contains("\r\n") { "\r\n" } else { "\n" } };
    let root = tree.root().filter(|root| root.sort() == Sort::Map)?;
    let flow = format!("{{{}}}", joined(fields));
    let Some(outer) = root.get(map) else {
        if page.is_flow(root) {
            return page.add_to_flow(root, &format!("{map}: {{{list}: [{flow}]}}"));
        }
        let last = behind.iter().filter_map(|field| root.get(field)).max_by_key(|node| node.span().start)?;
        let indent = page.column(root.entries().next()?.key)?;
        let mut text = format!("{indent}{map}:\n{indent}  {list}:\n");
        text += &block_entry(&format!("{indent}    "), fields);
        return page.add_line_behind(last, &text);
    };
    if outer.is_null() {
        let indent = page.column(outer.key()?)?;
        let mut text = format!("{indent}  {list}:\n");
        text += &block_entry(&format!("{indent}    "), fields);
        return page.add_line_behind(outer, &text).filter(|_| outer.source().is_empty());
    }
    if outer.sort() != Sort::Map {
        return None;
    }
    match outer.get(list) {
        None if page.is_flow(outer) => page.add_to_flow(outer, &format!("{list}: [{flow}]")),
        None => {
            let indent = page.column(outer.entries().next()?.key)?;
            let text = format!("{indent}{list}:\n{}", block_entry(&format!("{indent}  "), fields));
            page.add_line_behind(outer, &text)
        }
        Some(known) if known.is_null() && known.source().is_empty() && !page.is_flow(outer) => {
            let indent = page.column(known.key()?)?;
            page.add_line_behind(known, &block_entry(&format!("{indent}  "), fields))
        }
        Some(known) if known.sort() == Sort::List && page.is_flow(known) => page.add_to_flow(known, &flow),
        Some(known) if known.sort() == Sort::List => {
            let indent = page.dash_column(known)?;
            page.add_line_behind(known, &block_entry(&indent, fields))
        }
        Some(_) => None,
    }
}

/// Writes a text without control characters between double quotes.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}

fn joined(fields: &[(&str, String)]) -> String {
    fields.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join(", ")
}

fn block_entry(indent: &str, fields: &[(&str, String)]) -> String {
    let line = |(at, (key, value)): (usize, &(&str, String))| {
        format!("{indent}{} {key}: {value}\n", if at == 0 { "-" } else { " " })
    };
    fields.iter().enumerate().map(line).collect()
}

/// A text into which something is put.
struct Page<'t> {
    text: &'t str,
    line_end: &'static str,
}

impl Page<'_> {
    fn is_flow(&self, node: Node<'_>) -> bool {
        node.source().starts_with(['{', '['])
    }

    /// Returns the blanks before a key that is the first of its line.
    fn column(&self, key: Node<'_>) -> Option<String> {
        let before = self.before(key.span().start as usize);
        before.chars().all(|character| character == ' ').then(|| before.to_owned())
    }

    /// Returns the blanks before the dash of the last item of a list.
    fn dash_column(&self, list: Node<'_>) -> Option<String> {
        let last = list.items().last()?;
        let before = self.before(last.span().start as usize);
        let at = before.find(|character| character != ' ')?;
        before[at..].starts_with("- ").then(|| before[..at].to_owned())
    }

    /// Returns what stands before a byte on its line.
    fn before(&self, at: usize) -> &str {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        self.text[start..at].trim_start_matches('\u{feff}')
    }

    /// Puts something behind the last entry of a map or list in brackets.
    fn add_to_flow(&self, node: Node<'_>, text: &str) -> Option<Insertion> {
        let last = match node.sort() {
            Sort::Map => node.entries().last().map(|entry| entry.value),
            _ => node.items().last(),
        };
        Some(match last {
            Some(last) => Insertion { at: last.span().end as usize, text: format!(", {text}") },
            None => Insertion { at: node.span().start as usize + 1, text: text.to_owned() },
        })
    }

    /// Puts whole lines behind the line on which a node ends.
    fn add_line_behind(&self, node: Node<'_>, lines: &str) -> Option<Insertion> {
        let end = node.span().end as usize;
        let lines = lines.replace('\n', self.line_end);
        // The span of a block scalar may hold the end of its last line.
        if end > 0 && self.text.as_bytes()[end - 1] == b'\n' {
            return Some(Insertion { at: end, text: lines });
        }
        Some(match self.text[end..].find('\n') {
            Some(rest) => Insertion { at: end + rest + 1, text: lines },
            None => {
                let lines = lines.trim_end_matches(self.line_end);
                Insertion { at: self.text.len(), text: format!("{}{lines}", self.line_end) }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{RepoPath, SourceText};
    use crate::yaml::parse;

    fn edited(text: &str) -> Option<String> {
        let source = SourceText::new(RepoPath::new("a.yaml"), text.as_bytes().to_vec());
        let parsed = parse(&source);
        assert!(parsed.problems.is_empty(), "{text}: {:?}", parsed.problems);
        let fields = [("role", "ciso".to_owned()), ("date", "2026-11-25".to_owned())];
        let insertion = with_entry(&parsed.tree, "meta", "approvals", &["kind", "title"], &fields)?;
        let after = insertion.apply(text);
        let source = SourceText::new(RepoPath::new("a.yaml"), after.as_bytes().to_vec());
        let parsed = parse(&source);
        assert!(parsed.problems.is_empty(), "{after}: {:?}", parsed.problems);
        let list = parsed.tree.root().and_then(|root| root.get("meta")).and_then(|meta| meta.get("approvals"));
        let last = list.and_then(|list| list.items().last()).expect("the entry is there");
        assert_eq!(last.get("role").and_then(Node::as_text), Some("ciso"), "{after}");
        assert_eq!(last.get("date").and_then(Node::as_text), Some("2026-11-25"), "{after}");
        Some(after)
    }

    #[test]
    fn an_entry_is_added_in_the_layout_that_is_there() {
        let cases = [
            (
                "kind: budget\ntitle: 予算 # 初年度\n\n# 明細\nlines: []\n",
                "kind: budget\ntitle: 予算 # 初年度\nmeta:\n  approvals:\n    - role: ciso\n      date: 2026-11-25\n\n# 明細\nlines: []\n",
            ),
            (
                "kind: budget\ntitle: 予算\nmeta:\n    status: approved   # 決裁済み\n    version: \"1.0\"\n\nlines: []\n",
                "kind: budget\ntitle: 予算\nmeta:\n    status: approved   # 決裁済み\n    version: \"1.0\"\n    approvals:\n      - role: ciso\n        date: 2026-11-25\n\nlines: []\n",
            ),
            (
                "title: 予算\nmeta: {status: approved, version: \"1.0\" } # 決裁済み\n",
                "title: 予算\nmeta: {status: approved, version: \"1.0\", approvals: [{role: ciso, date: 2026-11-25}] } # 決裁済み\n",
            ),
            ("title: 予算\nmeta: {}\n", "title: 予算\nmeta: {approvals: [{role: ciso, date: 2026-11-25}]}\n"),
            (
                "title: 予算\nmeta: # まだ\n",
                "title: 予算\nmeta: # まだ\n  approvals:\n    - role: ciso\n      date: 2026-11-25\n",
            ),
            (
                "title: 予算\nmeta:\n  approvals:\n  - role: cfo\n    date: 2026-01-01 # 先に\n  # 後で\n  status: approved\n",
                "title: 予算\nmeta:\n  approvals:\n  - role: cfo\n    date: 2026-01-01 # 先に\n  - role: ciso\n    date: 2026-11-25\n  # 後で\n  status: approved\n",
            ),
            (
                "title: 予算\nmeta:\n  approvals: [{role: cfo, date: 2026-01-01},\n    # 次\n    ]\n",
                "title: 予算\nmeta:\n  approvals: [{role: cfo, date: 2026-01-01}, {role: ciso, date: 2026-11-25},\n    # 次\n    ]\n",
            ),
            (
                "title: 予算\nmeta:\n  approvals: []\n",
                "title: 予算\nmeta:\n  approvals: [{role: ciso, date: 2026-11-25}]\n",
            ),
            (
                "title: 予算\nmeta:\n  approvals:\n",
                "title: 予算\nmeta:\n  approvals:\n    - role: ciso\n      date: 2026-11-25\n",
            ),
            (
                "{kind: budget, title: 予算}\n",
                "{kind: budget, title: 予算, meta: {approvals: [{role: ciso, date: 2026-11-25}]}}\n",
            ),
            (
                "kind: budget\r\ntitle: 予算\r\n",
                "kind: budget\r\ntitle: 予算\r\nmeta:\r\n  approvals:\r\n    - role: ciso\r\n      date: 2026-11-25\r\n",
            ),
            (
                "kind: budget\ntitle: 予算",
                "kind: budget\ntitle: 予算\nmeta:\n  approvals:\n    - role: ciso\n      date: 2026-11-25",
            ),
            (
                "title: |\n  予算\n  二行\n\nlines: []\n",
                "title: |\n  予算\n  二行\nmeta:\n  approvals:\n    - role: ciso\n      date: 2026-11-25\n\nlines: []\n",
            ),
        ];
        for (before, after) in cases {
            assert_eq!(edited(before).as_deref(), Some(after), "{before}");
        }
    }

    #[test]
    fn what_is_no_list_is_left_alone() {
        for text in [
            "title: 予算\nmeta: 版1\n",
            "title: 予算\nmeta: {approvals: 済み}\n",
            "title: 予算\nmeta:\n  approvals: ~\n",
            "- a\n",
        ] {
            assert_eq!(edited(text), None, "{text}");
        }
    }
}
