//! Two languages side by side: every sentence is written twice where it is made, and the report chooses.
//!
//! The project's own words, used everywhere as they are explained here:
//!
//! | word | means |
//! |---|---|
//! | snapshot | a Git tree or a folder seen as values: paths, modes, blobs |
//! | document | one YAML file that says one thing about the CSIRT |
//! | kind | what sort of document it is: `project-charter`, `role-catalog`, … |
//! | checked document | a document with all that its bytes alone say: tree, problems, violations |
//! | entity | a thing with an id that documents define: a role, a person, a phase |
//! | link | one reference from a document to an entity, a document or an entry |
//! | corpus | all documents together: by kind, entities by type and id, links both ways |
//! | problem | what is wrong with the text of a document, without words |
//! | violation | what is wrong with its shape, without words |
//! | finding | what a rule says of a place, in both languages |
//! | subject | the thing a finding is about, by identity and never by line |
//! | waiver | an allowed exception with a reason, a name and an end |
//! | settings | `sekisho.yaml` |
//! | outcome | all findings of a run, and what could not be checked |

mod both;

pub use both::{Both, Lang, Words};
