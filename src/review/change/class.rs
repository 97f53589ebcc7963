//! Which way a change goes, by what the schema declares of the field.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::Class;
use crate::corpus::View;
use crate::corpus::duration;
use crate::corpus::hours::Hours;
use crate::schema::{Change as Weight, Shape};
use crate::settings::Settings;

/// What a change of a field without a declared direction means.
fn undeclared(weight: Weight) -> Class {
    match weight {
        Weight::Normative => Class::Unknown,
        Weight::Administrative => Class::Neutral,
        Weight::Editorial => Class::Editorial,
    }
}

/// Returns what it means that a field goes. That it comes is the opposite.
pub(super) fn of_presence(direction: Option<&str>, weight: Weight) -> Class {
    match direction {
        Some("true-is-wider" | "more-is-wider" | "ladder-wide-first") => Class::Narrower,
        Some("more-is-narrower") => Class::Wider,
        Some("more-is-weaker" | "present-is-weaker" | "false-is-stricter") => Class::Strengthening,
        Some("who" | "neutral") => Class::Neutral,
        Some("prose") | None => undeclared(weight),
        Some(_) => Class::Weakening,
    }
}

/// Returns what it means that an entry of a list goes. That one comes is the opposite.
pub(super) fn of_entry_removed(direction: Option<&str>, weight: Weight) -> Class {
    match direction {
        Some("more-is-stricter" | "present-is-stricter") => Class::Weakening,
        Some("more-is-weaker" | "present-is-weaker") => Class::Strengthening,
        Some("more-is-wider") => Class::Narrower,
        Some("more-is-narrower") => Class::Wider,
        Some("who" | "neutral") => Class::Neutral,
        _ => undeclared(weight),
    }
}

/// Returns what it means that a value becomes another.
pub(super) fn of_values(was: View<'_>, is: View<'_>, shape: &Shape, direction: Option<&str>, weight: Weight) -> Class {
    let Some(direction) = direction else { return undeclared(weight) };
    let grows = |order: Option<Ordering>, if_greater: Class| match order {
        Some(Ordering::Greater) => if_greater,
        Some(Ordering::Less) => if_greater.opposite(),
        Some(Ordering::Equal) => Class::Editorial,
        None => Class::Unknown,
    };
    match direction {
        "shorter-is-stricter" => grows(durations(was, is), Class::Weakening),
        "longer-is-stricter" => grows(durations(was, is), Class::Strengthening),
        "higher-is-stricter" => grows(numbers(was, is), Class::Strengthening),
        "lower-is-stricter" => grows(numbers(was, is), Class::Weakening),
        "earlier-is-stricter" => grows(dates(was, is), Class::Weakening),
        "later-is-stricter" => grows(dates(was, is), Class::Strengthening),
        "true-is-stricter" => grows(truths(was, is), Class::Strengthening),
        "false-is-stricter" => grows(truths(was, is), Class::Weakening),
        "true-is-wider" => grows(truths(was, is), Class::Wider),
        "ladder-strict-first" => grows(rungs(was, is, shape), Class::Weakening),
        "ladder-wide-first" => grows(rungs(was, is, shape), Class::Narrower),
        "who" | "neutral" => Class::Neutral,
        "prose" => undeclared(weight),
        // A list of a direction whose entries cannot be told apart, or a value that is there as it was.
        _ => undeclared(weight),
    }
}

/// Months are 28 to 31 days: two durations that may be either way round are not compared.
fn durations(was: View<'_>, is: View<'_>) -> Option<Ordering> {
    let (was, is) = (duration::parse(was.text()?)?, duration::parse(is.text()?)?);
    let least = (duration::least_minutes(was), duration::least_minutes(is));
    let most = (duration::most_minutes(was), duration::most_minutes(is));
    match () {
        () if least.1 > most.0 => Some(Ordering::Greater),
        () if most.1 < least.0 => Some(Ordering::Less),
        () if least.0 == least.1 && most.0 == most.1 => Some(Ordering::Equal),
        () => None,
    }
}

fn numbers(was: View<'_>, is: View<'_>) -> Option<Ordering> {
    let number = |view: View<'_>| view.node().source().parse::<f64>().ok().filter(|number| number.is_finite());
    number(is)?.partial_cmp(&number(was)?)
}

fn dates(was: View<'_>, is: View<'_>) -> Option<Ordering> {
    Some(is.date()?.cmp(&was.date()?))
}

fn truths(was: View<'_>, is: View<'_>) -> Option<Ordering> {
    let truth = |view: View<'_>| view.node().source().parse::<bool>().ok();
    Some(truth(is)?.cmp(&truth(was)?))
}

/// A value that is no rung is not compared.
fn rungs(was: View<'_>, is: View<'_>, shape: &Shape) -> Option<Ordering> {
    let shapes = || std::iter::once(shape).chain(shape.branches.iter().copied());
    let ladder = shapes().map(|shape| shape.ladder).find(|ladder| !ladder.is_empty())?;
    let rung = |view: View<'_>| {
        let text = view.text()?;
        ladder.iter().position(|rung| *rung == text)
    };
    Some(rung(is)?.cmp(&rung(was)?))
}

/// Hours are compared minute by minute.
pub(super) fn of_hours(was: View<'_>, is: View<'_>, settings: &Settings, today: Date) -> Class {
    let hours = |view: View<'_>| Hours::of(view, &settings.time_zone, today);
    match (hours(was), hours(is)) {
        (Some(was), Some(is)) => match (was.cover(&is), is.cover(&was)) {
            (true, true) => Class::Editorial,
            (true, false) => Class::Weakening,
            (false, true) => Class::Strengthening,
            (false, false) => Class::Unknown,
        },
        _ => Class::Unknown,
    }
}
