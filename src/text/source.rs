//! One text that was read, and the names by which texts and blobs are known.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::{Foreign, Lines, Span};

/// A path inside the checked tree: bytes, `/` as separator, relative to the root, never normalised.
///
/// Bytes are the identity; what is shown is made by `Display`, which escapes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoPath(Arc<[u8]>);

impl RepoPath {
    /// Wraps the bytes of a path.
    pub fn new(bytes: impl AsRef<[u8]>) -> RepoPath {
        RepoPath(bytes.as_ref().into())
    }

    /// Returns the bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the path as text, if it is UTF-8.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// Returns the last segment.
    pub fn file_name(&self) -> &[u8] {
        self.0.rsplit(|byte| *byte == b'/').next().unwrap_or(&self.0)
    }

    /// Returns the folder the path lies in; empty at the root.
    pub fn folder(&self) -> &[u8] {
        match self.0.iter().rposition(|byte| *byte == b'/') {
            Some(at) => &self.0[..at],
            None => b"",
        }
    }

    /// Says whether the path is `folder` or lies below it; everything lies below the empty folder.
    pub fn is_at_or_below(&self, folder: &[u8]) -> bool {
        folder.is_empty() || (self.0.starts_with(folder) && matches!(self.0.get(folder.len()), None | Some(b'/')))
    }
}

impl fmt::Display for RepoPath {
    /// Writes the path with everything unprintable escaped; bytes that are not UTF-8 as `\xNN`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            Foreign::whole(chunk.valid()).fmt(f)?;
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02x}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The object id of a Git blob (SHA-1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BlobId(pub [u8; 20]);

/// One text as it was read, with the path it was read from.
///
/// Where the bytes are not UTF-8, `text` is what stands before the first wrong byte,
/// and [`SourceText::not_utf8_from`] says where that is: nothing is ever decoded lossily.
#[derive(Debug)]
pub struct SourceText {
    path: RepoPath,
    text: Arc<str>,
    not_utf8_from: Option<u32>,
    /// The first bytes from there on.
    not_utf8_bytes: Box<[u8]>,
    lines: OnceLock<Lines>,
}

/// How many bytes are kept from the first that is not UTF-8 on: enough to guess what the file is.
const KEPT_BYTES: usize = 256;

impl SourceText {
    /// Takes the bytes of a file.
    pub fn new(path: RepoPath, bytes: Vec<u8>) -> SourceText {
        let (text, not_utf8_from, not_utf8_bytes) = match String::from_utf8(bytes) {
            Ok(text) => (text, None, Box::default()),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let mut bytes = error.into_bytes();
                let kept = bytes[valid..].iter().take(KEPT_BYTES).copied().collect();
                bytes.truncate(valid);
                let text = String::from_utf8(bytes).expect("cut at the end of the valid part");
                (text, Some(Span::new(valid..valid).start), kept)
            }
        };
        SourceText { path, text: text.into(), not_utf8_from, not_utf8_bytes, lines: OnceLock::new() }
    }

    /// Says whether it was made of these bytes.
    pub fn is_made_of(&self, bytes: &[u8]) -> bool {
        // Of what is not UTF-8, too little is kept to tell.
        self.not_utf8_from.is_none() && self.text.as_bytes() == bytes
    }

    /// Returns the path.
    pub fn path(&self) -> &RepoPath {
        &self.path
    }

    /// Returns the text, a byte-order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text to share with a tree.
    pub fn shared(&self) -> Arc<str> {
        self.text.clone()
    }

    /// Returns the offset of the first byte that is not UTF-8, if there is one.
    pub fn not_utf8_from(&self) -> Option<u32> {
        self.not_utf8_from
    }

    /// Returns up to 256 bytes from [`SourceText::not_utf8_from`] on, to guess what they are.
    pub fn not_utf8_bytes(&self) -> &[u8] {
        &self.not_utf8_bytes
    }

    /// Returns the table of lines, made on first use.
    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }
}
