//! Durations as documents write them: `15min`, `4h`, `1h 30min`, `3mo`, `1y`.

use jiff::Span;

/// Reads a duration; nothing where the text is none.
///
/// The library's own reading is generous (`3 months`, `p3m`); ours takes the one form of the schemas.
pub fn parse(text: &str) -> Option<Span> {
    let mut duration = Span::new();
    for part in text.split(' ') {
        let at = part.find(|c: char| !c.is_ascii_digit())?;
        let (number, unit) = part.split_at(at);
        let number: i64 = number.parse().ok()?;
        duration = match unit {
            "min" => duration.try_minutes(duration.get_minutes().checked_add(number)?),
            "h" => duration.try_hours(i64::from(duration.get_hours()).checked_add(number)?),
            "d" => duration.try_days(i64::from(duration.get_days()).checked_add(number)?),
            "w" => duration.try_weeks(i64::from(duration.get_weeks()).checked_add(number)?),
            "mo" => duration.try_months(i64::from(duration.get_months()).checked_add(number)?),
            "y" => duration.try_years(i64::from(duration.get_years()).checked_add(number)?),
            _ => return None,
        }
        .ok()?;
    }
    Some(duration)
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
}
