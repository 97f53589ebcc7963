//! Y: what a document may hold.

use crate::place::Place;
use crate::row::Row;

const UNREADABLE: &str = "yaml/encoding|yaml/control-character";
const SYNTAX: &str = "yaml/syntax";

fn good() -> String {
    Place::good().to_owned()
}

/// The good document with more behind it.
fn with(more: &str) -> Vec<u8> {
    (good() + more).into_bytes()
}

/// Every scalar that may be any text becomes this one.
fn scalars(text: &str) -> Vec<u8> {
    good().replace("関係者", text).replace("佐藤", text).replace("情報システム部 課長", text).into_bytes()
}

/// The good document with bytes between its halves.
fn around(bytes: &[u8]) -> Vec<u8> {
    let text = good();
    let at = text.len() - 10;
    [&text.as_bytes()[..at], bytes, &text.as_bytes()[at..]].concat()
}

/// Bytes without an order, always the same.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(|_| next()).collect()
}

pub fn rows() -> Vec<Row> {
    let row = Row::new;
    vec![
        row("Y01", "an empty file").document(Vec::new).finds("file/empty"),
        row("Y02", "comments alone").document(|| "# nothing\n".repeat(50).into()).finds("file/empty"),
        row("Y03", "100,000 empty lines").document(|| "\n".repeat(100_000).into()).finds("file/empty").within(200),
        row("Y04", "a byte-order mark").document(|| ["\u{feff}".as_bytes(), good().as_bytes()].concat()).clean(),
        row("Y05", "lines that end in CR LF").document(|| good().replace('\n', "\r\n").into()).clean(),
        row("Y06", "lines that end in CR").document(|| good().replace('\n', "\r").into()).finds(UNREADABLE),
        row("Y07", "UTF-16 with a mark")
            .document(|| "\u{feff}".encode_utf16().chain(good().encode_utf16()).flat_map(u16::to_le_bytes).collect())
            .finds("yaml/encoding"),
        row("Y08", "a byte that is no UTF-8")
            .document(|| [&with("zz: caf")[..], b"\xe9\n"].concat())
            .finds("yaml/encoding"),
        row("Y09", "overlong and surrogate UTF-8")
            .document(|| [&with("zz: ")[..], b"\xc0\xaf \xed\xa0\x80\n"].concat())
            .finds("yaml/encoding"),
        row("Y10", "a NUL in the middle").document(|| around(b"\0")).finds(UNREADABLE),
        row("Y11", "a terminal's title sequence")
            .document(|| with("zz: \"\u{1b}]0;t\u{7}\u{1b}[2J\" : : x\n"))
            .finds(UNREADABLE)
            .says("\\u{1b}"),
        row("Y12", "C1, DEL and NEL").document(|| with("zz: a\u{9b}31m\u{7f}\u{85}\n")).finds(UNREADABLE),
        row("Y13", "a tab as indentation").document(|| with("zz:\n\t- a\n")).finds(SYNTAX),
        row("Y14", "cut in half")
            .document(|| good().into_bytes()[..good().len() / 2].to_vec())
            .finds("yaml/syntax|yaml/encoding|schema/missing-field"),
        row("Y15", "a quotation without an end").document(|| with("zz: \"never closed\n")).finds(SYNTAX),
        row("Y16", "a key twice").document(|| with("title: 別\n")).finds("yaml/duplicate-key"),
        row("Y17", "a key twice, once in quotes").document(|| with("\"title\": 別\n")).finds("yaml/duplicate-key"),
        row("Y18", "a key twice, once escaped").document(|| with("\"\\x74itle\": 別\n")).finds("yaml/duplicate-key"),
        row("Y19", "a key twice in braces").document(|| with("zz: {a: 1, a: 2}\n")).finds("yaml/duplicate-key"),
        row("Y20", "a merge key")
            .document(|| with("base: &base {title: 別}\n<<: *base\n"))
            .finds("yaml/merge-key|yaml/anchor"),
        row("Y21", "an alias to itself").document(|| with("zz: &zz [*zz]\n")).finds("yaml/anchor|yaml/syntax"),
        row("Y22", "an alias to nothing").document(|| with("zz: *nowhere\n")).finds("yaml/anchor|yaml/syntax"),
        row("Y23", "an anchor twice").document(|| with("a: &q 1\nb: &q 2\nc: *q\n")).finds("yaml/anchor"),
        row("Y24", "nine levels of nine aliases")
            .document(|| {
                let level = |n: usize| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "));
                with(&("a0: &a0 x\n".to_owned() + &(1..=9).map(level).collect::<String>()))
            })
            .finds("yaml/anchor")
            .within(200)
            .below(64),
        row("Y25", "a large anchor, 8,000 times")
            .document(|| {
                let keys: Vec<_> = (0..2_000).map(|n| format!("k{n}: 1")).collect();
                with(&format!("a: &a {{{}}}\nb: [{}]\n", keys.join(", "), vec!["*a"; 8_000].join(", ")))
            })
            .finds("yaml/anchor|yaml/limit")
            .within(400)
            .below(64),
        row("Y26", "1,000 merge keys")
            .document(|| {
                let keys: Vec<_> = (0..1_000).map(|n| format!("k{n}: 1")).collect();
                let merges: String = (0..1_000).map(|n| format!("m{n}: {{<<: *a}}\n")).collect();
                with(&format!("a: &a {{{}}}\n{merges}", keys.join(", ")))
            })
            .finds("yaml/anchor|yaml/merge-key|yaml/limit")
            .within(400)
            .below(64),
        row("Y27", "keys that are lists")
            .document(|| with("? [a, {b: c}]\n: 1\n? |\n  x\n: 2\n"))
            .finds("yaml/key-not-text"),
        row("Y28", "100,000 lists in lists")
            .document(|| with(&format!("zz: {}{}\n", "[".repeat(100_000), "]".repeat(100_000))))
            .finds("yaml/limit")
            .within(300),
        row("Y29", "100,000 open braces")
            .document(|| with(&format!("zz: {}\n", "{".repeat(100_000))))
            .finds("yaml/limit")
            .within(300),
        row("Y30", "20,000 lists on one line")
            .document(|| ("- ".repeat(20_000) + "x\n").into())
            .finds("yaml/limit")
            .within(300),
        row("Y31", "20,000 levels of map and list")
            .document(|| with(&format!("zz: {}\n", "{\"\":[".repeat(20_000))))
            .finds("yaml/limit")
            .within(300),
        row("Y32", "1,300 levels of nested maps")
            .document(|| (0..1_300).map(|n| " ".repeat(n) + "a:\n").collect::<String>().into())
            .finds("yaml/limit")
            .within(300),
        row("Y33", "50,000 anchors on one value")
            .document(|| with(&format!("zz: {}v\n", "&x ".repeat(50_000))))
            .finds("yaml/anchor|yaml/syntax|yaml/limit")
            .shorter_than(64 << 10),
        row("Y34", "50,000 tags on one value")
            .document(|| with(&format!("zz: {}v\n", "!t ".repeat(50_000))))
            .finds("yaml/tag|yaml/syntax|yaml/limit")
            .shorter_than(64 << 10),
        row("Y35", "50,000 documents in one file")
            .document(|| "---\na: 1\n".repeat(50_000).into())
            .finds("yaml/many-documents"),
        row("Y36", "%YAML 1.1").document(|| ("%YAML 1.1\n---\n".to_owned() + &good()).into()).finds("yaml/directive"),
        row("Y37", "%YAML 9.9")
            .document(|| ("%YAML 9.9\n---\n".to_owned() + &good()).into())
            .finds("yaml/directive|yaml/syntax"),
        row("Y38", "%TAG and a private tag")
            .document(|| ("%TAG !e! tag:example.com,2026:\n---\n".to_owned() + &good() + "zz: !e!x 1\n").into())
            .finds("yaml/directive|yaml/tag"),
        row("Y39", "a tag that is code elsewhere")
            .document(|| with("zz: !!python/object/apply:os.system [touch canary]\n"))
            .finds("yaml/tag"),
        row("Y40", "tags that change types")
            .document(|| with("zz: [!!binary aGk=, !!set {a}, !!str 1, !<tag:yaml.org,2002:str> x]\n"))
            .finds("yaml/tag"),
        row("Y41", "values that look like other types")
            .document(|| with("zz: [no, on, 0o17, 017, 1:30, .nan, 1e400, 1_000]\n"))
            .finds("yaml/ambiguous-scalar|schema/unknown-field"),
        row("Y42", "a number of 200,000 digits")
            .document(|| with(&format!("zz: {}\n", "9".repeat(200_000))))
            .finds("yaml/limit|schema/unknown-field")
            .within(500),
        row("Y43", "a line of 5 MB, then an error")
            .document(|| with(&format!("zz: {}\nyy: [\n", "x".repeat(5_000_000))))
            .finds("yaml/limit|file/limit")
            .within(500)
            .shorter_than(4 << 10),
        row("Y44", "an error at column 70,000")
            .document(|| with(&format!("zz: \"{}\" : : x\n", "x".repeat(70_000))))
            .finds("yaml/limit|yaml/syntax")
            .shorter_than(16 << 10),
        row("Y45", "200,000 keys")
            .document(|| with(&(0..200_000).map(|n| format!("k{n}: 1\n")).collect::<String>()))
            .finds("yaml/limit|file/limit")
            .within(1_000)
            .below(128),
        row("Y46", "20,000 defects in one file")
            .document(|| with(&"dup: 1\n".repeat(20_000)))
            .finds("yaml/duplicate-key")
            .shorter_than(512 << 10),
        row("Y47", "a text of 40 MB")
            .document(|| {
                with(&format!("zz: |\n{}", "  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n".repeat(740_000)))
            })
            .finds("file/limit")
            .below(64),
        row("Y48", "wide and combining characters before an error")
            .document(|| with(&format!("zz: \"{}{}👩‍👩‍👧\" : : x\n", "漢".repeat(3_000), "e\u{301}".repeat(5_000))))
            .finds("yaml/syntax|yaml/limit"),
        row("Y49", "overrides of direction")
            .document(|| with("zz: \"a\u{202e}b\u{2066}c\u{2069}\"\n"))
            .finds("gate/hidden-character")
            .says("\\u{202e}"),
        row("Y50", "keys that look alike")
            .document(|| with("tit\u{200b}le: 1\nt\u{456}tle: 2\nｔｉｔｌｅ: 3\n"))
            .finds("schema/unknown-field|gate/hidden-character"),
        row("Y51", "a document in NFD").document(|| good().replace("関係者", "か\u{3099}んけい").into()).clean(),
        row("Y52", "odd marks of block text")
            .document(|| with("zz: |9\n x\nyy: >+\n x\n\nxx: |-\n x\n"))
            .finds("yaml/syntax|schema/unknown-field"),
        row("Y53", "a list at the top").document(|| b"- a\n- b\n".to_vec()).finds("file/unclaimed|schema/wrong-type"),
        row("Y54", "nothing at the top").document(|| b"~\n".to_vec()).finds("file/unclaimed|file/empty"),
        row("Y55", "JSON with a trailing comma")
            .document(|| {
                br#"{"kind": "people", "title": "x", "people": [{"id": "sato", "name": "x", "post": "x"},],}"#.to_vec()
            })
            .clean(),
        row("Y56", "a broken second document")
            .document(|| with("---\n[unclosed\n"))
            .finds("yaml/many-documents|yaml/syntax"),
        row("Y57", "rubbish after the end")
            .document(|| with("...\nrubbish: [\n"))
            .finds("yaml/syntax|yaml/many-documents"),
        row("Y58", "no line end at the end").document(|| good().trim_end().into()).clean(),
        row("Y59", "other separators of lines")
            .document(|| with("zz: \"a\u{2028}b\u{2029}c\u{85}d\"\n"))
            .finds(UNREADABLE),
        row("Y60", "1 MB of noise").document(|| noise(1_000_000)).finds("yaml/encoding").shorter_than(4 << 10),
        row("Y61", "compressed bytes")
            .document(|| [b"x\x9c\x4b\x4c\x4a\x06\x00".as_slice(), &noise(4_000)].concat())
            .finds(UNREADABLE),
        row("Y62", "50 kB of one letter in every value")
            .document(|| scalars(&("a".repeat(50_000) + "!")))
            .within(500)
            .shorter_than(64 << 10)
            .without("yaml/syntax"),
        row("Y63", "5 kB that are nearly an address, a date, a number")
            .document(|| scalars(&format!("{}@{}:{}", "a.".repeat(1_500), "b-".repeat(1_500), "1".repeat(500))))
            .within(500)
            .without("yaml/syntax"),
        row("Y64", "keys that are no text").document(|| with("null: 1\ntrue: 2\n1.5: 3\n")).finds("yaml/key-not-text"),
        row("Y65", "names of 100 kB")
            .document(|| with(&format!("zz: &{} 1\nyy: !{} 2\n", "a".repeat(100_000), "b".repeat(100_000))))
            .finds("yaml/anchor|yaml/tag|yaml/limit")
            .shorter_than(64 << 10),
        row("Y66", "a pointer of Git LFS")
            .document(|| {
                format!("version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 12345\n", "0".repeat(64))
                    .into()
            })
            .stops("git lfs pull"),
        row("Y67", "marks of a merge")
            .document(|| with("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n"))
            .finds("yaml/conflict-marker"),
        row("Y68", "encrypted by git-crypt")
            .document(|| [b"\0GITCRYPT\0".as_slice(), &noise(200)].concat())
            .finds("yaml/encoding")
            .says("git-crypt"),
        row("Y69", "20 MB of comments before a defect")
            .document(|| with(&("# comment\n".repeat(2_000_000) + "zz: [unclosed\n")))
            .finds("file/limit"),
        row("Y70", "commands and markup in values")
            .document(|| with("zz: \"::error::x\\n##[error]y <script>alert(1)</script>\" : : x\n"))
            .finds(SYNTAX),
    ]
}
