//! What a pattern cannot check: days of the calendar, zones of the world.

/// Says whether a text is a true value of a form; `true` for forms that a pattern says all about,
/// and for texts of another outline, which the pattern refuses.
pub(super) fn is_real(form: &str, text: &str) -> bool {
    match form {
        "date" => !has_outline(text, "0000-00-00") || text.parse::<jiff::civil::Date>().is_ok(),
        "datetime" => {
            !has_outline(text.get(..10).unwrap_or_default(), "0000-00-00") || text.parse::<jiff::Timestamp>().is_ok()
        }
        // The database knows `asia/tokyo` too; other tools do not.
        "tz" => jiff::tz::db().get(text).is_ok_and(|zone| zone.iana_name() == Some(text)),
        // A number that no machine can count.
        "duration" => text.split(|character: char| !character.is_ascii_digit()).all(|digits| digits.len() <= 6),
        _ => true,
    }
}

/// Says whether `is_real` has anything to say about a form.
pub(super) fn is_checked(form: &str) -> bool {
    matches!(form, "date" | "datetime" | "tz" | "duration")
}

/// Says whether a text has digits where the outline has `0`, and is like it everywhere else.
fn has_outline(text: &str, outline: &str) -> bool {
    text.len() == outline.len()
        && text.bytes().zip(outline.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            _ => byte == wanted,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_the_calendar_does_not_have_are_refused() {
        let cases = [
            ("date", "2026-02-28", true),
            ("date", "2026-02-29", false),
            ("date", "2028-02-29", true),
            ("date", "2026-04-31", false),
            ("datetime", "2026-02-30T10:00:00+09:00", false),
            ("datetime", "2026-02-20T10:00:00+09:00", true),
            ("tz", "Asia/Tokyo", true),
            ("tz", "asia/tokyo", false),
            ("tz", "Asia/Tokio", false),
            ("tz", "UTC", true),
            ("duration", "1h 30min", true),
            ("duration", "99999999999999999999y", false),
            ("email", "whatever", true),
        ];
        for (form, text, expected) in cases {
            assert_eq!(is_real(form, text), expected, "{form} {text}");
        }
    }
}
