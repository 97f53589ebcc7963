//! Bytes, positions, and the names of sources: what every layer above agrees on.

pub mod foreign;
pub mod lines;
pub mod nearest;
pub mod source;
pub mod span;

pub use foreign::Foreign;
pub use lines::Lines;
pub use nearest::{Slack, near, nearest};
pub use source::{BlobId, RepoPath, SourceText};
pub use span::Span;
