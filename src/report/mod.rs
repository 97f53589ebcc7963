//! An outcome as bytes: one page, and a file per format that writes it.

mod escape;
pub mod json;
pub mod page;
#[cfg(test)]
mod sample;
mod snippet;
pub mod standing;
pub mod terminal;

pub use page::{Counts, NotShown, Page, ScopeNumbers, Unchecked};
