//! Who holds a role on a day: persons, posts, committees and outside parties, and whether that can be known.

use jiff::civil::Date;

use crate::lang::Both;
use crate::yaml::Value;

use super::{Corpus, View};

/// Everybody who holds one role, on whatever day.
pub struct Holders<'c> {
    /// The entry of the role.
    pub role: View<'c>,
    /// Who is named, in the order of the text.
    pub all: Vec<Holder<'c>>,
    /// Whether somebody may be named who cannot be read.
    is_unknown: bool,
}

/// One who holds a role.
pub struct Holder<'c> {
    /// Who it is.
    pub who: Who<'c>,
    /// What names the holder: an entry of `held_by`, `provided_by` or `committee`.
    pub at: View<'c>,
    /// In which place; nothing where that cannot be read.
    pub duty: Option<Duty>,
    /// The place in the order of succession, from 1.
    pub order: Option<i64>,
    /// The first day, and where it is written.
    pub from: Option<Bound<'c>>,
    /// The last day, and where it is written.
    pub until: Option<Bound<'c>>,
    /// Whether a date or the person behind the name cannot be read.
    is_uncertain: bool,
}

/// Who somebody is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who<'c> {
    /// A person, by id.
    Person(&'c str),
    /// A post, as it is called.
    Post(Both),
    /// An outside party, by id.
    Party(&'c str),
    /// A body that is made up of other roles.
    Committee,
}

/// Whether somebody holds a role in the first place or stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Duty {
    /// In the first place.
    Primary,
    /// For those who do.
    Deputy,
}

/// A day on which somebody begins or ends.
#[derive(Clone, Copy)]
pub struct Bound<'c> {
    /// The day, included.
    pub date: Date,
    /// Where it is written: at the holder, or at the person.
    pub at: View<'c>,
}

/// How somebody stands to a role on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Holds it.
    Holds,
    /// Begins later.
    NotYet,
    /// Held it before.
    Over,
    /// What is written does not tell.
    Unknown,
}

/// Whether a role is held on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Staffing {
    /// By somebody.
    Held,
    /// By nobody.
    Vacant,
    /// What is written does not tell.
    Unknown,
}

/// Returns the entries of all roles that hold.
pub fn roles(corpus: &Corpus) -> impl Iterator<Item = View<'_>> {
    let catalogues = corpus.of_kind("role-catalog").filter_map(|doc| doc.root());
    catalogues.flat_map(|root| root.list("roles")).filter(|role| holds(*role))
}

/// Says whether the entry of a role holds: its catalogue is not over, and the entry is what others mean by its id.
pub fn holds(role: View<'_>) -> bool {
    !role.doc().is_over() && role.get("id").is_some_and(View::is_what_others_mean)
}

impl<'c> Holders<'c> {
    /// Reads who holds a role.
    pub fn of(role: View<'c>) -> Holders<'c> {
        let checked = role.doc().checked();
        let mut holders =
            Holders { role, all: Vec::new(), is_unknown: checked.may_lack_fields() || checked.is_external() };
        match role.get_any("held_by") {
            Some(held_by) if matches!(held_by.node().value(), Value::List(_)) => {
                held_by.items().for_each(|entry| holders.add(entry));
            }
            Some(held_by) => holders.is_unknown |= !held_by.node().is_null() && !held_by.is_none(),
            None => holders.is_unknown |= !role.lacks("held_by"),
        }
        holders.add_body("provided_by", |at| at.refers_to("party").map(Who::Party));
        holders.add_body("committee", |_| Some(Who::Committee));
        holders
    }

    /// Returns those who hold the role on a day.
    pub fn on(&self, day: Date) -> impl Iterator<Item = &Holder<'c>> {
        self.all.iter().filter(move |holder| holder.standing(day) == Standing::Holds)
    }

    /// Says whether the role is held on a day.
    pub fn staffing(&self, day: Date) -> Staffing {
        if self.on(day).next().is_some() {
            Staffing::Held
        } else if self.is_unknown || self.all.iter().any(|holder| holder.standing(day) == Standing::Unknown) {
            Staffing::Unknown
        } else {
            Staffing::Vacant
        }
    }

    /// Says whether all who hold the role on a day are known.
    pub fn is_known(&self, day: Date) -> bool {
        !self.is_unknown && self.all.iter().all(|holder| holder.standing(day) != Standing::Unknown)
    }

    /// Says whether nobody holds the role on a day, and nothing else says so: neither that `held_by` is missing, nor that
    /// somebody's time is over.
    pub fn is_left_open(&self, day: Date) -> bool {
        let is_missing = self
            .role
            .get_any("held_by")
            .is_none_or(|held| held.node().is_null() || held.items().next().is_none() && !held.is_none());
        let has_ended = self.all.iter().any(|holder| holder.standing(day) == Standing::Over);
        self.staffing(day) == Staffing::Vacant && !is_missing && !has_ended
    }

    /// Returns the person, if one alone holds the role on a day.
    pub fn only_person(&self, day: Date) -> Option<&'c str> {
        let mut holders = self.on(day);
        let Who::Person(first) = holders.next()?.who else { return None };
        (self.is_known(day) && holders.all(|other| other.who == Who::Person(first))).then_some(first)
    }

    fn add(&mut self, entry: View<'c>) {
        let person = if entry.text().is_some() { Some(entry) } else { entry.get_any("person") };
        let post = entry.get_any("post");
        let who = match (person, post) {
            (Some(person), None) => person.refers_to("person").map(Who::Person),
            (None, Some(post)) => post.words().map(Who::Post),
            _ => None,
        };
        match who.filter(|_| ![person, post].into_iter().flatten().any(View::holds_fault)) {
            Some(who) => self.all.push(Holder::of(entry, who, person)),
            None => self.is_unknown = true,
        }
    }

    fn add_body(&mut self, field: &str, who: impl Fn(View<'c>) -> Option<Who<'c>>) {
        match self.role.get(field) {
            Some(at) => match who(at).filter(|_| !at.is_faulty()) {
                Some(who) => self.all.push(Holder {
                    who,
                    at,
                    duty: Some(Duty::Primary),
                    order: None,
                    from: None,
                    until: None,
                    is_uncertain: false,
                }),
                None => self.is_unknown = true,
            },
            // An empty value is one that is still to be written.
            None => self.is_unknown |= self.role.get_any(field).is_some() || !self.role.lacks(field),
        }
    }
}

impl<'c> Holder<'c> {
    fn of(at: View<'c>, who: Who<'c>, reference: Option<View<'c>>) -> Holder<'c> {
        let mut holder =
            Holder { who, at, duty: Some(Duty::Primary), order: None, from: None, until: None, is_uncertain: false };
        if at.text().is_none() {
            holder.duty = match at.get_any("as") {
                None => at.lacks("as").then_some(Duty::Primary),
                Some(duty) => match duty.text() {
                    Some("primary") => Some(Duty::Primary),
                    Some("deputy") => Some(Duty::Deputy),
                    _ => None,
                },
            };
            holder.order = at.get("order").and_then(|order| order.node().as_int());
            holder.narrow(at, "from", "until");
        }
        if let Some(reference) = reference {
            match reference.referred() {
                Some(person) => {
                    holder.is_uncertain |= person.doc().checked().may_lack_fields();
                    holder.narrow(person, "available_from", "available_until");
                }
                None => holder.is_uncertain = true,
            }
        }
        holder
    }

    /// Returns the person, if it is one.
    pub fn person(&self) -> Option<&'c str> {
        match self.who {
            Who::Person(person) => Some(person),
            _ => None,
        }
    }

    /// Returns how the holder stands to the role on a day.
    pub fn standing(&self, day: Date) -> Standing {
        // One date that is known to exclude the day is enough, whatever the others say.
        if self.until.is_some_and(|until| until.date < day) {
            Standing::Over
        } else if self.from.is_some_and(|from| day < from.date) {
            Standing::NotYet
        } else if self.is_uncertain {
            Standing::Unknown
        } else {
            Standing::Holds
        }
    }

    /// Narrows the time to what a map says: of two first days the later holds, of two last days the earlier.
    fn narrow(&mut self, map: View<'c>, from: &str, until: &str) {
        self.is_uncertain |= [from, until].iter().any(|field| match map.get_any(field) {
            Some(date) => !date.node().is_null() && (date.is_faulty() || date.date().is_none()),
            None => !map.lacks(field),
        });
        let bound = |field: &str| map.get(field).and_then(|at| Some(Bound { date: at.date()?, at }));
        self.from = self.from.into_iter().chain(bound(from)).max_by_key(|bound| bound.date);
        self.until = self.until.into_iter().chain(bound(until)).min_by_key(|bound| bound.date);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::corpus::CheckedDocument;
    use crate::text::{RepoPath, SourceText};

    fn corpus(texts: &[&str]) -> Corpus {
        let read = |(at, text): (usize, &&str)| {
            let path = RepoPath::new(format!("{at}.yaml"));
            Arc::new(CheckedDocument::read(Arc::new(SourceText::new(path, text.as_bytes().to_vec()))))
        };
        Corpus::new(texts.iter().enumerate().map(read).collect(), vec!["ja".to_owned()])
    }

    const PEOPLE: &str = "kind: people
title: 関係者
people:
  - {id: sato, available_from: 2026-04-01, available_until: 2026-12-31}
  - {id: tanaka}
  - {id: ito, available_until: 2026-99-01}
";

    /// Says how a role with these fields is held on a day, and who holds it.
    fn check(fields: &str, day: Date, staffing: Staffing, who: &str) {
        let catalogue = format!("kind: role-catalog\ntitle: 役割\nroles:\n  - {{id: lead, name: 責任者, {fields}}}\n");
        let corpus = corpus(&[PEOPLE, &catalogue]);
        let role = roles(&corpus).next().expect("the catalogue has one role");
        let holders = Holders::of(role);
        assert_eq!(holders.staffing(day), staffing, "{fields} on {day}");
        let name = |holder: &Holder<'_>| match &holder.who {
            Who::Person(id) => (*id).to_owned(),
            Who::Post(post) => format!("post {}", post.ja),
            Who::Party(id) => format!("party {id}"),
            Who::Committee => "committee".to_owned(),
        };
        let named: Vec<String> = holders.on(day).map(name).collect();
        assert_eq!(named.join(", "), who, "{fields} on {day}");
    }

    #[test]
    fn holders_are_those_whose_own_days_and_whose_days_at_the_role_hold_the_day() {
        use Staffing::{Held, Vacant};
        let today = date(2026, 11, 24);
        for (fields, day, staffing, who) in [
            ("held_by: [sato, \"person:tanaka\"]", today, Held, "sato, tanaka"),
            ("held_by: [sato]", date(2026, 3, 31), Vacant, ""),
            ("held_by: [sato]", date(2026, 4, 1), Held, "sato"),
            ("held_by: [sato]", date(2026, 12, 31), Held, "sato"),
            ("held_by: [sato]", date(2027, 1, 1), Vacant, ""),
            ("held_by: [{person: sato, until: 2027-03-31}]", date(2027, 1, 1), Vacant, ""),
            ("held_by: [{person: sato, until: 2026-11-23}]", today, Vacant, ""),
            ("held_by: [{person: tanaka, from: 2026-11-25}]", today, Vacant, ""),
            ("held_by: [{person: tanaka, as: deputy, from: 2026-11-24}]", today, Held, "tanaka"),
            ("held_by: [{post: 課長, until: 2026-11-24}]", today, Held, "post 課長"),
            ("held_by: {none: 採用中}", today, Vacant, ""),
            ("held_by: {none: 委託している}, provided_by: vendor", today, Held, "party vendor"),
            ("committee: {quorum: 過半数}", today, Held, "committee"),
            ("held_by: []", today, Vacant, ""),
            ("reports_to: ciso", today, Vacant, ""),
        ] {
            check(fields, day, staffing, who);
        }
    }

    #[test]
    fn what_cannot_be_read_is_neither_somebody_nor_nobody() {
        let today = date(2026, 11, 24);
        for fields in [
            "held_by: sato",
            "held_by: [nobody-known]",
            "held_by: [ito]",
            "held_by: [{person: tanaka, until: 来年}]",
            "held_by: [{person: tanaka, untill: 2026-01-01}]",
            "held_by: [{persn: tanaka}]",
            "held_by: [{person: tanaka, post: 課長}]",
            "held_bye: [tanaka]",
            "held_by: {none: 委託}, provided_by: [vendor]",
        ] {
            check(fields, today, Staffing::Unknown, "");
        }
        // One who certainly holds it is enough, and a day that is over is over whatever the other date says.
        check("held_by: [nobody-known, tanaka]", today, Staffing::Held, "tanaka");
        check("held_by: [{person: nobody-known, until: 2026-01-01}]", today, Staffing::Vacant, "");
    }

    #[test]
    fn a_text_that_lives_elsewhere_or_is_damaged_may_name_somebody() {
        for text in [
            "kind: role-catalog\ntitle: 役割\nexternal: {location: 人事課}\nroles:\n  - {id: lead}\n",
            "kind: role-catalog\ntitle: 役割\nroles:\n  - id: lead\n    held_by： [sato]\n",
        ] {
            let corpus = corpus(&[text]);
            let role = roles(&corpus).next().expect("the catalogue has one role");
            assert_eq!(Holders::of(role).staffing(date(2026, 11, 24)), Staffing::Unknown, "{text}");
        }
    }
}
