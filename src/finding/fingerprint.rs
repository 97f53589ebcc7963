//! The identity of a finding: who and what, never line, wording, language, version or severity.

use std::fmt;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::{Identity, Subject};

/// `f1:` and 64 hex digits. Findings form a multiset: two equal ones are two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Computes the fingerprint of what `rule` says about `subject`.
    ///
    /// SHA-256 over the parts, each followed by a NUL, which no part can hold:
    /// rule, kind and id (or the path where no kind can be read), pointer, value in NFC.
    pub fn of(rule: &str, subject: &Subject) -> Fingerprint {
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hash.update(bytes);
            hash.update([0]);
        };
        part(rule.as_bytes());
        match &subject.document {
            Identity::Document { kind, id } => {
                part(b"document");
                part(kind.as_bytes());
                part(id.as_bytes());
            }
            Identity::Path(path) => {
                part(b"path");
                part(path.as_bytes());
            }
        }
        part(subject.pointer.as_bytes());
        part(subject.value.trim().nfc().collect::<String>().as_bytes());
        Fingerprint(hash.finalize().into())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("f1:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
