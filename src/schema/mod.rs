//! The public model: what each kind of document may hold, what it means, and where a document differs.
//!
//! | file | has |
//! |---|---|
//! | `catalog` | the 49 kinds and their schemas, compiled on first use |
//! | `shape` | what a schema says about one place |
//! | `flow` | the items of the construction flow, and the fields that hold them |
//! | `vocabulary` | the lists of ids that others publish |
//! | `keywords` | the reader of schema files, ours and the standard's |
//! | `typing` | which shape each node of a document has |
//! | `pointer` | who a node is, wherever it stands |
//! | `validate` | where a document differs from its schema |
//! | `absence` | what it need not hold, and had better |

pub mod absence;
pub mod catalog;
#[cfg(test)]
mod directions;
pub mod flow;
mod forms;
mod json;
mod keywords;
pub mod pointer;
pub mod shape;
#[cfg(test)]
mod tests;
pub mod typing;
pub mod validate;
pub mod vocabulary;

pub use absence::{Absence, absences};
pub use catalog::{Kind, Schema, kind, kinds, settings};
pub use pointer::{grip, identity, pointer};
pub use shape::{Change, Choice, Define, Field, KeyPart, Refer, Shape, Target, Types};
pub use typing::{Typing, assign};
pub use validate::{Bound, Violation, What, validate};
pub use vocabulary::{Replaced, Vocabulary};
