//! Durations as documents write them: `15min`, `4h`, `1h 30min`, `3mo`, `1y`.

use jiff::Span;
use jiff::civil::{DateTime, date};

use crate::lang::Both;

/// The units, from the longest: as they are written, and as people say them.
const UNITS: [(&str, &str, &str); 6] = [
    ("y", "年", "year"),
    ("mo", "か月", "month"),
    ("w", "週間", "week"),
    ("d", "日", "day"),
    ("h", "時間", "hour"),
    ("min", "分", "minute"),
];

/// Reads a duration; nothing where the text is none.
///
/// The library's own reading is generous (`3 months`, `p3m`); ours takes the one form of the schemas.
pub fn parse(text: &str) -> Option<Span> {
    let mut numbers = [0_i64; 6];
    for part in text.split(' ') {
        let (number, unit) = part.split_at(part.find(|c: char| !c.is_ascii_digit())?);
        let at = UNITS.iter().position(|(written, ..)| *written == unit)?;
        numbers[at] = numbers[at].checked_add(number.parse().ok()?)?;
    }
    of(numbers)
}

/// Adds two durations, unit by unit; nothing where that is longer than can be counted.
pub fn sum(one: Span, other: Span) -> Option<Span> {
    let mut numbers = numbers(one);
    for (number, other) in numbers.iter_mut().zip(self::numbers(other)) {
        *number = number.checked_add(other)?;
    }
    of(numbers)
}

/// Returns the duration of so many of each unit.
fn of([years, months, weeks, days, hours, minutes]: [i64; 6]) -> Option<Span> {
    let duration = Span::new().try_years(years).ok()?.try_months(months).ok()?.try_weeks(weeks).ok()?;
    duration.try_days(days).ok()?.try_hours(hours).ok()?.try_minutes(minutes).ok()
}

/// Returns how many of each unit a duration has.
fn numbers(duration: Span) -> [i64; 6] {
    [
        duration.get_years().into(),
        duration.get_months().into(),
        duration.get_weeks().into(),
        duration.get_days().into(),
        duration.get_hours().into(),
        duration.get_minutes(),
    ]
}

/// Days from which months and years are counted: short months and long ones, with and without a leap day.
const STARTS: [DateTime; 3] =
    [date(2023, 2, 1).at(0, 0, 0, 0), date(2023, 7, 1).at(0, 0, 0, 0), date(2024, 12, 1).at(0, 0, 0, 0)];

/// Says whether a duration is shorter than another whenever both begin. Three months are not shorter than 90 days,
/// and twelve are as long as a year.
pub fn is_shorter(one: Span, other: Span) -> bool {
    STARTS.iter().all(|start| match (start.checked_add(one), start.checked_add(other)) {
        (Ok(one), Ok(other)) => one < other,
        (Ok(_), Err(_)) => true,
        (Err(_), _) => false,
    })
}

/// Returns how many minutes a duration has at least, on the calendar: the shortest month has 28 days.
pub fn least_minutes(duration: Span) -> i64 {
    minutes(duration, [365 * DAY, 28 * DAY])
}

/// Returns how many minutes a duration has at most, on the calendar.
pub fn most_minutes(duration: Span) -> i64 {
    minutes(duration, [366 * DAY, 31 * DAY])
}

/// The minutes of a day.
const DAY: i64 = 24 * 60;

fn minutes(duration: Span, [year, month]: [i64; 2]) -> i64 {
    let each = numbers(duration).into_iter().zip([year, month, 7 * DAY, DAY, 60, 1]);
    each.fold(0, |sum, (number, minutes)| number.saturating_mul(minutes).saturating_add(sum))
}

/// Says a duration in words.
pub fn in_words(duration: Span) -> Both {
    let parts = || numbers(duration).into_iter().zip(UNITS).filter(|(number, _)| *number != 0);
    let english = |(number, (_, _, unit))| match number {
        1 => format!("1 {unit}"),
        _ => format!("{number} {unit}s"),
    };
    Both {
        ja: parts().map(|(number, (_, unit, _))| format!("{number}{unit}")).collect(),
        en: parts().map(english).collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_form_is_read_and_its_look_alikes_are_not() {
        assert_eq!(parse("1h 30min").map(|span| (span.get_hours(), span.get_minutes())), Some((1, 30)));
        assert_eq!(parse("3mo").map(|span| span.get_months()), Some(3));
        for wrong in ["", "3", "m", "3m", "P3M", "3 months", "1h  30min", "99999999999999999999d"] {
            assert!(parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_duration_is_shorter_only_if_it_always_is() {
        let read = |text: &str| parse(text).expect("the cases are durations");
        for (one, other, expected) in [
            ("12mo", "1y", false),
            ("11mo", "1y", true),
            ("365d", "1y", false),
            ("364d", "1y", true),
            ("3mo", "90d", false),
            ("89d", "3mo", false),
            ("88d", "3mo", true),
            ("13w", "90d", false),
            ("1d", "2d", true),
            ("1h", "8h", true),
            ("8h", "1h", false),
            ("24h", "1d", false),
            ("23h 59min", "1d", true),
        ] {
            assert_eq!(is_shorter(read(one), read(other)), expected, "{one} {other}");
        }
        assert!(!is_shorter(sum(read("90d"), read("275d")).expect("a year is short"), read("1y")));
    }
}
