//! Random documents in every style of YAML that we accept, with the data that they hold; the same seed gives the same.

/// A small generator of random numbers (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `sides`.
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(sides).expect("a usize fits")).expect("smaller than a usize")
    }

    /// Says yes once in `times`.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// The data of a document.
#[derive(Debug, PartialEq, Clone)]
pub(crate) enum Data {
    Null,
    Bool(bool),
    Int(i64),
    Number(String),
    Text(String),
    List(Vec<Data>),
    Map(Vec<(String, Data)>),
}

/// A document and what it holds.
pub(crate) struct Sample {
    pub(crate) text: String,
    pub(crate) data: Data,
}

/// Writes the document of a seed.
pub(crate) fn sample(seed: u64) -> Sample {
    let mut writer = Writer { dice: Dice::new(seed), text: String::new(), keys: 0 };
    if writer.dice.once_in(5) {
        writer.text.push_str("# 先頭の注記 😀\n");
    }
    if writer.dice.once_in(8) {
        writer.text.push_str("---\n");
    }
    let data = match writer.dice.below(12) {
        0 => writer.block_list(0, 0),
        1 => {
            let data = writer.flow(0);
            writer.text.push('\n');
            data
        }
        _ => writer.block_map(0, 0),
    };
    let mut text = writer.text;
    if writer.dice.once_in(3) {
        text = text.replace('\n', "\r\n");
    }
    if writer.dice.once_in(6) {
        text.insert(0, '\u{feff}');
    }
    Sample { text, data }
}

const WORDS: &[&str] = &[
    "alpha",
    "初動対応",
    "連絡先",
    "が",
    "か\u{3099}",
    "😀",
    "👩‍👩‍👧",
    "𠮷野家",
    "é",
    "it's",
    "say \"hi\"",
    "a:b",
    "c#d",
    "x,y",
    "[z]",
    "{w}",
    "100%",
    "@home",
    "`code`",
    "C:\\Users",
    "～",
    "、",
    "。",
    "ｱｲｳ",
    "Ａ",
    "-",
    "?",
    "!",
    "&",
    "*",
    "|",
    ">",
    "\u{a0}",
];

struct Writer {
    dice: Dice,
    text: String,
    keys: usize,
}

impl Writer {
    fn block_map(&mut self, indent: usize, depth: usize) -> Data {
        let mut entries = Vec::new();
        for index in 0..=self.dice.below(4) {
            if index > 0 {
                self.indent(indent);
            }
            let key = self.key(false);
            self.text.push(':');
            let value = self.block_value(indent, depth, false);
            entries.push((key, value));
        }
        Data::Map(entries)
    }

    fn block_list(&mut self, indent: usize, depth: usize) -> Data {
        let mut items = Vec::new();
        for index in 0..=self.dice.below(3) {
            if index > 0 {
                self.indent(indent);
            }
            self.text.push('-');
            items.push(self.block_value(indent, depth, true));
        }
        Data::List(items)
    }

    /// Indents a line of a block collection, now and then behind a comment or a blank line.
    fn indent(&mut self, indent: usize) {
        if self.dice.once_in(8) {
            self.text.push('\n');
        }
        if self.dice.once_in(8) {
            self.text.push_str(&format!("{}# 注記: [x\n", " ".repeat(indent)));
        }
        self.text.push_str(&" ".repeat(indent));
    }

    /// Writes what stands behind a colon or dash, up to the end of its last line.
    fn block_value(&mut self, indent: usize, depth: usize, is_item: bool) -> Data {
        let deeper = indent + 1 + self.dice.below(3);
        match self.dice.below(if depth < 4 { 12 } else { 8 }) {
            0 => {
                self.end_of_line(true);
                Data::Null
            }
            1 | 2 => {
                let data = self.typed();
                self.end_of_line(false);
                data
            }
            3 | 4 => self.block_scalar(indent),
            5..=7 => {
                self.text.push(' ');
                let text = self.scalar(indent + 1, false);
                self.end_of_line(false);
                Data::Text(text)
            }
            8 => {
                self.text.push(' ');
                let data = self.flow(indent + 1);
                self.end_of_line(false);
                data
            }
            9 if is_item => {
                self.text.push(' ');
                self.block_map(indent + 2, depth + 1)
            }
            9 | 10 => {
                self.end_of_line(true);
                self.text.push_str(&" ".repeat(deeper));
                self.block_map(deeper, depth + 1)
            }
            _ => {
                self.end_of_line(true);
                // A list may stand at the level of its key.
                let deeper = if !is_item && self.dice.once_in(2) { indent } else { deeper };
                self.text.push_str(&" ".repeat(deeper));
                self.block_list(deeper, depth + 1)
            }
        }
    }

    /// Ends a line. A tab behind a bare colon or dash is YAML 1.2, but others refuse it.
    fn end_of_line(&mut self, is_bare: bool) {
        let ends = ["\n", "\n", "\n", " \n", " # 注記 'x\n", "\t# c\n"];
        let end = self.dice.pick(&ends[..if is_bare { 5 } else { 6 }]);
        self.text.push_str(end);
    }

    fn key(&mut self, in_flow: bool) -> String {
        self.keys += 1;
        let key = format!("{}{}", self.dice.pick(&["k", "鍵", "名前", "😀", "key with blank ", "ｷｰ"]), self.keys);
        match self.dice.below(6) {
            0 => self.text.push_str(&format!("'{key}'")),
            1 => self.text.push_str(&format!("\"{key}\"")),
            2 if !in_flow => self.text.push_str(&format!("\"\\u{:04x}{}\" ", u32::from(b'k'), key)),
            _ => self.text.push_str(&key),
        }
        if self.text.ends_with("\" ") { format!("k{key}") } else { key }
    }

    fn typed(&mut self) -> Data {
        let number = |text: &str| Data::Number(text.to_owned());
        let (text, data) = match self.dice.below(10) {
            0 => ("~", Data::Null),
            1 => ("null", Data::Null),
            2 => ("true", Data::Bool(true)),
            3 => ("False", Data::Bool(false)),
            4 => ("-12", Data::Int(-12)),
            5 => ("0x1F", Data::Int(31)),
            6 => ("0o17", Data::Int(15)),
            7 => ("1.10", number("1.10")),
            8 => ("-2.5e-3", number("-2.5e-3")),
            _ => (".inf", number(".inf")),
        };
        self.text.push(' ');
        self.text.push_str(text);
        data
    }

    /// Writes a text in a style of one or more lines, and returns it.
    fn scalar(&mut self, indent: usize, in_flow: bool) -> String {
        let words: Vec<&str> = (0..=self.dice.below(5)).map(|_| self.dice.pick(WORDS)).collect();
        let text = words.join(" ");
        match self.dice.below(3) {
            0 if is_safe_plain(&text) => {
                let written = self.fold(&words, indent);
                self.text.push_str(&written);
                text
            }
            1 => {
                let quoted: Vec<String> = words.iter().map(|word| word.replace('\'', "''")).collect();
                let written = self.fold(&quoted.iter().map(String::as_str).collect::<Vec<_>>(), indent);
                self.text.push_str(&format!("'{written}'"));
                text
            }
            _ => self.double(&text, indent, in_flow),
        }
    }

    /// Joins words by blanks, now and then by a line end.
    fn fold(&mut self, words: &[&str], indent: usize) -> String {
        let mut written = String::new();
        for (index, word) in words.iter().enumerate() {
            let breaks_well = |word: &str| word.starts_with(char::is_alphabetic) && word.is_ascii();
            if index > 0 {
                let join = if self.dice.once_in(4) && breaks_well(word) {
                    format!("\n{}", " ".repeat(indent + 1))
                } else {
                    " ".to_owned()
                };
                written.push_str(&join);
            }
            written.push_str(word);
        }
        written
    }

    fn double(&mut self, text: &str, indent: usize, _in_flow: bool) -> String {
        let mut value = String::new();
        self.text.push('"');
        for character in text.chars() {
            value.push(character);
            match character {
                '"' | '\\' => self.text.push_str(&format!("\\{character}")),
                ' ' if self.dice.once_in(8) => self.text.push_str(&format!("\n{}", " ".repeat(indent + 1))),
                ' ' if self.dice.once_in(8) => self.text.push_str(&format!(" \\\n{}", " ".repeat(indent + 1))),
                _ if self.dice.once_in(9) && u32::from(character) < 0x10000 => {
                    self.text.push_str(&format!("\\u{:04X}", u32::from(character)));
                }
                _ if self.dice.once_in(12) => self.text.push_str(&format!("\\U{:08x}", u32::from(character))),
                _ => self.text.push(character),
            }
            if self.dice.once_in(15) {
                let (escape, meaning) =
                    self.dice.pick(&[("\\n", '\n'), ("\\t", '\t'), ("\\_", '\u{a0}'), ("\\/", '/')]);
                self.text.push_str(escape);
                value.push(meaning);
            }
        }
        // A blank before a line end would be folded away, were it the last character of a line.
        self.text.push('"');
        value
    }

    fn block_scalar(&mut self, indent: usize) -> Data {
        let is_folded = self.dice.once_in(2);
        let lines: Vec<String> = (0..=self.dice.below(4))
            .map(|_| (0..=self.dice.below(3)).map(|_| self.dice.pick(WORDS)).collect::<Vec<_>>().join(" "))
            .collect();
        let step = 1 + self.dice.below(3);
        let leading = if !is_folded && self.dice.once_in(4) { "  " } else { "" };
        let digit = if !leading.is_empty() || self.dice.once_in(4) { step.to_string() } else { String::new() };
        let (chomp, end) = self.dice.pick(&[("", "\n"), ("-", ""), ("+", "\n\n\n"), ("+", "\n")]);
        let comment = if self.dice.once_in(4) { " # 見出し: '" } else { "" };
        let sign = if is_folded { '>' } else { '|' };
        let header = if self.dice.once_in(2) { format!("{digit}{chomp}") } else { format!("{chomp}{digit}") };
        self.text.push_str(&format!(" {sign}{header}{comment}\n"));
        let blank_lines = self.dice.once_in(3);
        for (index, line) in lines.iter().enumerate() {
            let leading = if index == 0 { leading } else { "" };
            self.text.push_str(&format!("{}{leading}{line}\n", " ".repeat(indent + step)));
            if blank_lines && index + 1 < lines.len() {
                self.text.push_str(if self.dice.once_in(2) { "\n" } else { " \n" });
            }
        }
        let between = match (is_folded, blank_lines) {
            (true, false) => " ",
            (true, true) | (false, false) => "\n",
            (false, true) => "\n\n",
        };
        match (chomp, end) {
            ("+", "\n\n\n") => self.text.push_str("\n\n"),
            ("+", _) => {}
            _ if self.dice.once_in(3) => self.text.push('\n'),
            _ => {}
        }
        // What follows `+` must not begin with a blank line; `indent` may write one, so a comment ends the scalar.
        if chomp == "+" {
            self.text.push_str(&format!("{}# ends\n", " ".repeat(indent)));
        }
        Data::Text(format!("{leading}{}{end}", lines.join(between)))
    }

    fn flow(&mut self, indent: usize) -> Data {
        let gap = |writer: &mut Writer| {
            let gaps = ["", " ", "  "];
            let gap = writer.dice.pick(&gaps);
            writer.text.push_str(gap);
            if writer.dice.once_in(10) {
                writer.text.push_str(&format!(" # 注\n{}", " ".repeat(indent + 1)));
            }
        };
        let is_map = self.dice.once_in(2);
        self.text.push(if is_map { '{' } else { '[' });
        let mut items = Vec::new();
        let mut entries = Vec::new();
        for index in 0..self.dice.below(4) {
            if index > 0 {
                self.text.push(',');
            }
            gap(self);
            if is_map {
                let key = self.key(true);
                self.text.push(':');
                let value = self.flow_value(indent);
                entries.push((key, value));
            } else {
                items.push(self.flow_value(indent));
            }
            gap(self);
        }
        self.text.push(if is_map { '}' } else { ']' });
        if is_map { Data::Map(entries) } else { Data::List(items) }
    }

    fn flow_value(&mut self, indent: usize) -> Data {
        self.text.push(' ');
        match self.dice.below(8) {
            0 | 1 => self.typed(),
            2 => self.flow(indent),
            _ => Data::Text(self.scalar(indent, true)),
        }
    }
}

/// Says whether a text is surely itself without quotes, everywhere.
fn is_safe_plain(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.contains([',', '[', ']', '{', '}', ':', '#'])
        && !text.ends_with(char::is_whitespace)
}
